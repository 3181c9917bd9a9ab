"""Deciding what the names in a text mean: the rules, one after another, and which of several towns of one name is meant."""

from collections import defaultdict, namedtuple

from helpers.places.case import Case, Lists, is_headed
from helpers.places.inside import is_inside
from helpers.places.rules import IN, after_given_name, has_sign, has_surname, is_of_person, person
from helpers.places.signs import ALL, ENTITY, GIVEN, INSIDE
from helpers.places.towns import CITIES, meaning_of, namesake, regions_after, senses, slug, town_of
from helpers.places.unlisted import forenames

# What the whole text tells: how often it names each region without doubt, and how often perhaps, how often each
# name stands in it, the towns that it names together with their regions, and the names that it shows to be people's or places'.
Whole = namedtuple("Whole", "sure perhaps times senses people shown towns")

MISTERS = ("Mr ", "Mr. ", "Mrs ", "Mrs. ", "Ms ", "Ms. ", "Dr ", "Dr. ", "Judge ", "Justice ", "Senator ", "Sen. ", "Rep. ")  # Mr Israel


def decide(text, found, places, rules, *, towns=None, lists=None, looked=None):
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
    embeds, unshown = ({"embedded"} <= (kept := {rule for rule, _ in rules})), {"person", "weak"} <= kept
    looked = looked or [ALL] * len(found)
    entities = frozenset() if any(sign & ENTITY for sign in looked) else frozenset(["entity"])
    silent = (entities | {"embedded"}, entities)
    after_given = [i for i, sign in enumerate(looked) if sign & GIVEN and after_given_name(text, found, i)]
    borne = forenames().union([text[slice(*found[i][:2])] for i in after_given]) if after_given else forenames()
    for i, (start, end, meanings) in enumerate(found):
        if not meanings:
            yield found[i], None, False, "", "not a place"
            continue
        known, surface = places.known[meanings], text[start:end]
        plain = known.plain and not text.startswith(", ", end) and surface not in borne and not text.endswith(MISTERS, 0, start)
        if plain:
            # Most names mean one thing: they are asked only whether they stand inside another name.
            inside = embeds and (looked[i] & INSIDE or known.body) and is_inside(text, found, i, places)
            if inside or not (known.city and surface in towns):
                yield found[i], None if inside else meanings[0], False, "", "embedded" if inside else ""
                continue
        whole = whole or _whole(text, found, places, lists, towns=towns, after_given=after_given)
        case = Case(text, found, i, meanings, places, whole.sure, lists, whole.people, whole.shown)
        if unshown and known.weak and surface not in whole.shown and not _stands_for_both(case, whole):
            yield found[i], None, False, "", "person" if person(case) == [] else "weak"
            continue
        left, said = (meanings, "") if plain else _judged(case, rules, known.silent | silent[looked[i] & INSIDE > 0 or known.body])
        if not left:
            yield found[i], None, False, "", said
        elif town := _town(case, left[0], whole):
            yield found[i], meaning_of(town, places)._replace(role=left[0].role), town[3], "", said or "town"
        else:
            yield found[i], left[0], *_doubts(case, left, said), said


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
    name, regions = text[slice(*found[i][:2])], regions_after(text, found, i, places)
    if meaning.place_id == "":
        town = town_of(name, regions, whole.sure, whole.towns) or whole.senses.get(name)
        return town or (_nameless(case, name) if regions else None)
    if places[meaning.place_id]["kind"] not in CITIES or regions:
        return None
    named = whole.sure, whole.perhaps
    return whole.senses.get(name) or namesake(name, places[meaning.place_id], named, whole.towns, times=whole.times[name])


def _nameless(case, name):
    """Return an entry for a town that no list has, where the next name is its region."""
    after = (meaning.place_id for meaning in case.found[case.i + 1].meanings)
    region = next((place_id for place_id in after if case.places[place_id]["region"] == place_id != ""), None)
    return (f"{slug(name)}-{region.lower()}", region, "unlisted", False) if region else None


def _whole(text, found, places, lists, *, towns, after_given):
    sure, perhaps, times = defaultdict(int), defaultdict(int), defaultdict(int)
    named, weak, borne, half, forename = [], [], [], [], forenames()
    for i, (start, end, meanings) in enumerate(found):
        if not meanings:
            continue
        known, name = places.known[meanings], text[start:end]
        for region in known.sure:
            sure[region] += 1
        for region in known.perhaps:
            perhaps[region] += 1
        if name in towns:
            times[name] += 1
            if len(towns[name]) == 1 and not meanings[0].place_id:  # Metcalfe County is in Kentucky
                sure[towns[name][0][1]] += 1
            named.append((i, name))
        if known.weak or name in forename:
            borne.append((i, name))
            weak += [borne[-1]] if known.weak else []
        elif len(meanings) > 1 and any(meaning.weak for meaning in meanings):  # Washington
            half.append((i, name))
    explicit = ((name, town_of(name, regions, sure, towns)) for i, name in named if (regions := regions_after(text, found, i, places)))
    people = frozenset(name for i, name in borne if has_surname(Case(text, found, i, found[i].meanings, places, sure, lists)))
    placed = {name for i, name in borne + half if text.endswith(IN, 0, found[i].start) and not text.startswith("'", found[i].end)}
    people |= {name for i, name in borne + half if is_of_person(text, found[i].start, found[i].end)} - placed
    shown = frozenset(name for i, name in weak if has_sign(Case(text, found, i, found[i].meanings, places, sure, lists)))
    people |= _surnames(text, found, after_given)
    return Whole(sure, perhaps, times, senses((name, town) for name, town in explicit if town), people, shown - people, towns)


def _surnames(text, found, after):
    """Return the names that given names stand before in a text, and that nothing shows to be places elsewhere in it: *in Bradford*."""
    if not after:
        return frozenset()
    names = {text[slice(*found[i][:2])] for i in after}
    others = (name for i, name in enumerate(found) if i not in after)
    return names - {text[name.start : name.end] for name in others if text.endswith(IN, 0, name.start)}
