"""Deciding what the names in a text mean: the rules, one after another, and which of several towns of one name is meant."""

from collections import Counter, namedtuple
from itertools import chain

from helpers.places.case import Case, Lists, is_headed
from helpers.places.inside import is_inside
from helpers.places.marks import ALL, ENTITY, GIVEN, INSIDE
from helpers.places.rules import IN, SURNAME, after_given_name, has_sign, has_surname, is_of_person, is_titled, person
from helpers.places.towns import CITIES, meaning_of, namesake, regions_after, senses, slug, town_of
from helpers.places.unlisted import forenames

# What the whole text tells: how often it names each region without doubt, the towns that it names together with their regions, the
# names that it shows to be people's or places', and what `_counts` says, once it is asked for.
Whole = namedtuple("Whole", "sure senses people shown towns counts")
# Rules that need not be asked where none of the signs for them is there: with the sign for a longer name around it, and without.
SILENT = {
    True: (frozenset({"embedded"}), frozenset()),
    False: (frozenset({"embedded", "entity"}), frozenset({"entity"})),
}

MISTERS = ("Mr ", "Mr. ", "Mrs ", "Mrs. ", "Ms ", "Ms. ", "Dr ", "Dr. ", "Judge ", "Justice ", "Senator ", "Sen. ", "Rep. ")  # Mr Israel


def decide(text, found, places, rules, *, towns=None, lists=None, looked=None, reasons=True):
    """Decide what each name means.

    Parameters
    ----------
    text : str
        Folded.
    found : list of Found
        From `names.find_names`.
    places : Places
        Towns that are meant are added.
    rules : list of (str, function)
        Of `rules.RULES`, in their order.
    towns : dict, optional
        From `towns.towns_by_name`.
    lists : Lists, optional
        Of these names, where they are asked again.
    looked : list of int, optional
        The signs of each name, from `signs.signs`; by default no question is left out.
    reasons : bool
        Without them, a name that nothing shows to be a place is not asked whether it is a person.

    Yields
    ------
    tuple
        (name found, its meaning or None if it is no mention, ambiguous, the place_id that would come next, the deciding rule)

    Examples
    --------
    >>> from helpers.places.known import Places
    >>> from helpers.places.names import Found, Meaning
    >>> from helpers.places.metonyms import metonym
    >>> name = Found(0, 4, (Meaning("kyiv", "place"),))
    >>> places = Places({"kyiv": {"name": "Kyiv", "kind": "city", "region": "UA-30", "seat": True}})
    >>> [meaning.role for _, meaning, *_ in decide("Kyiv said no.", [name], places, [("metonym", metonym)])]
    ['metonym']
    """
    whole, towns, lists = None, towns or {}, Lists(text, found) if lists is None else lists
    kept = dict(rules)
    embeds, unshown = "embedded" in kept, "person" in kept and "weak" in kept
    looked = looked or [ALL] * len(found)
    entities = any(sign & ENTITY for sign in looked)
    silent = SILENT[entities]
    after_given = {i for i, sign in enumerate(looked) if sign & GIVEN and after_given_name(text, found, i)}
    about = knowns, names = [places.known[name.meanings] for name in found], [text[start:end] for start, end, _ in found]
    first, borne = forenames(), {names[i] for i in after_given}
    for i, ((start, end, meanings), known, surface) in enumerate(zip(found, knowns, names, strict=True)):
        if not meanings:
            yield found[i], None, False, "", "not a place"
            continue
        plain = known.plain and surface not in first and surface not in borne and not text.endswith(MISTERS, 0, start)
        if plain and text.startswith(", ", end):
            plain = not entities and _is_alone(text, found, i, known)
        if plain:
            # Most names mean one thing: they are asked only whether they stand inside another name.
            inside = embeds and (looked[i] & INSIDE or known.body) and is_inside(text, found, i, places)
            if inside or not (known.city and surface in towns):
                yield found[i], None if inside else meanings[0], False, "", "embedded" if inside else ""
                continue
        whole = whole or _whole(text, found, places, lists, towns=towns, after_given=after_given, about=about)
        case = Case(text, found, i, meanings, places, whole.sure, lists, whole.people, whole.shown, after_given)
        if unshown and known.weak and surface not in whole.shown and not _stands_for_both(case, whole):
            yield found[i], None, False, "", "person" if reasons and person(case) == [] else "weak"
            continue
        left, said = (meanings, "") if plain else _judged(case, rules, known.silent | silent[looked[i] & INSIDE > 0 or known.body])
        if not left:
            yield found[i], None, False, "", said
        elif town := _town(case, left[0], whole):
            yield found[i], meaning_of(town, places)._replace(role=left[0].role), town[3], "", said or "town"
        else:
            yield found[i], left[0], *_doubts(case, left, said), said


def _is_alone(text, found, i, known):
    """Return whether a name before a comma is one that no rule would ask about: no other name is right behind it, and no title before."""
    start, end, _ = found[i]
    if "head" not in known.silent or (i + 1 < len(found) and text[end + 1 : found[i + 1].start].isspace()):
        return False
    return not is_titled(text, start)


def _stands_for_both(case, whole):
    """Return whether a given name of someone in the text is a place here: *Virginia Woolf wrote in Virginia*."""
    start, end, _ = case.found[case.i]
    if case.text[start:end] not in whole.people or case.text[start:end] not in forenames() or not case.text.endswith(IN, 0, start):
        return False
    return not case.text[end : end + 2].strip()[:1].isupper() and person(case) is None


def _judged(case, rules, silent):
    """Ask the rules one after another; return the meanings that are left, and the rule that had the last say."""
    said = ""
    for rule, judge in rules:
        if rule in silent:
            continue
        answer = judge(case)
        if answer is not None:
            if not answer:
                return answer, rule
            case, said, silent = case._replace(meanings=answer), rule, ()
    return case.meanings, said


def _doubts(case, left, said):
    """Return whether a meaning is ambiguous, and the place_id that would come next."""
    if len(case.meanings) == 1 == len(left) and left[0].place_id == case.meanings[0].place_id:
        return left[0].weak, ""
    others = [m.place_id for m in (*left[1:], *case.meanings) if m.place_id != left[0].place_id]
    # The city, since nothing says region, though the region has the same name.
    by_default = said == "head" and not is_headed(case) and any(m not in left and not m.headed for m in case.meanings)
    return len(left) > 1 or left[0].weak or by_default, others[0] if others else ""


def _town(case, meaning, whole):
    """Return the town that a name means: one that no larger place shares its name with, or the namesake of a city."""
    text, found, i, _, places, *_ = case
    if meaning.place_id and places[meaning.place_id]["kind"] not in CITIES:
        return None
    name, regions = text[slice(*found[i][:2])], regions_after(text, found, i, places)
    if meaning.place_id == "":
        town = town_of(name, regions, whole.sure, whole.towns) or whole.senses.get(name)
        return town or (_nameless(case, name) if regions else None)
    if regions:
        return None

    def counts():
        if not whole.counts:
            whole.counts.extend(_counts(text, found, places))
        return whole.counts

    return whole.senses.get(name) or namesake(name, places[meaning.place_id], whole.sure, whole.towns, counts=counts)


def _counts(text, found, places):
    """Count how often a text names each region perhaps, and how often each name stands in it."""
    found = [name for name in found if name.meanings]
    regions = Counter(region for name in found for region in places.known[name.meanings].perhaps)
    return regions, Counter(text[name.start : name.end] for name in found)


def _nameless(case, name):
    """Return an entry for a town that no list has, where the next name is its region."""
    after = (meaning.place_id for meaning in case.found[case.i + 1].meanings)
    region = next((place_id for place_id in after if case.places[place_id]["region"] == place_id != ""), None)
    return (f"{slug(name)}-{region.lower()}", region, "unlisted", False) if region else None


def _whole(text, found, places, lists, *, towns, after_given, about):
    """Return what the whole text tells; `about` are what is known of each name, and the names themselves."""
    (knowns, names), forename = about, forenames()
    sure = Counter(chain.from_iterable([known.sure for known in knowns]))
    for (_, _, meanings), name in zip(found, names, strict=True):
        if meanings and not meanings[0].place_id and name in towns and len(towns[name]) == 1:  # Metcalfe County is in Kentucky
            sure[towns[name][0][1]] += 1
    named = [(i, names[i]) for i, (_, end, meanings) in enumerate(found) if text[end : end + 1] == "," and meanings and names[i] in towns]
    weak = [(i, names[i]) for i, known in enumerate(knowns) if known.weak]
    borne = weak if forename.isdisjoint(names) else [(i, names[i]) for i, known in enumerate(knowns) if known.weak or names[i] in forename]
    half = [(i, names[i]) for i, known in enumerate(knowns) if known.half and names[i] not in forename]  # Washington
    meant = {}
    if named:
        explicit = ((name, town_of(name, regions, sure, towns)) for i, name in named if (regions := regions_after(text, found, i, places)))
        meant = senses((name, town) for name, town in explicit if town)
    people, shown = _surnames(text, found, after_given), set()
    if borne or half:
        cases = (Case(text, found, i, found[i].meanings, places, sure, lists) for i, _ in borne if SURNAME.match(text, found[i].end))
        people |= {names[case.i] for case in cases if has_surname(case)}
        placed = {name for i, name in borne + half if text.endswith(IN, 0, found[i].start) and not text.startswith("'", found[i].end)}
        people |= {name for i, name in borne + half if is_of_person(text, found[i].start, found[i].end)} - placed
    for i, name in weak:
        if not (name in shown or name in people) and has_sign(Case(text, found, i, found[i].meanings, places, sure, lists)):
            shown.add(name)
    return Whole(sure, meant, people, shown, towns, [])


def _surnames(text, found, after):
    """Return the names that given names stand before in a text, and that nothing shows to be places elsewhere in it: *in Bradford*."""
    if not after:
        return frozenset()
    names = {text[slice(*found[i][:2])] for i in after}
    others = (name for i, name in enumerate(found) if i not in after)
    return names - {text[name.start : name.end] for name in others if text.endswith(IN, 0, name.start)}
