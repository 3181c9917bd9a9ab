"""Deciding what the names in a text mean: the rules, one after another, and which of several towns of one name is meant."""

from collections import Counter, namedtuple

from helpers.places.case import Case, Lists, is_headed
from helpers.places.inside import is_inside
from helpers.places.rules import IN, after_given_name, has_sign, has_surname, person
from helpers.places.towns import CITIES, meaning_of, namesake, regions_after, regions_named, senses, slug, town_of
from helpers.places.unlisted import forenames

# What the whole text tells: how often it names each region without doubt, and how often perhaps, its lists of names, how often each
# name stands in it, the towns that it names together with their regions, and the names that it shows to be people's or places'.
Whole = namedtuple("Whole", "sure perhaps lists times senses people shown towns")


def decide(text, found, places, rules, *, towns=None):
    """Decide what each name means.

    Parameters
    ----------
    text : str
        Folded.
    found : list of Found
        From `names.find_names`.
    places : dict
        place_id -> name, kind, region, seat (a capital, which can stand for its government). Towns that are meant are added.
    rules : list of (str, function)
        Of `rules.RULES`, in their order.
    towns : dict, optional
        From `towns.towns_by_name`.

    Yields
    ------
    tuple
        (name found, its meaning or None if it is no mention, ambiguous, the place_id that would come next, the deciding rule)

    Examples
    --------
    >>> from helpers.places.names import Found, Meaning
    >>> from helpers.places.metonyms import metonym
    >>> name = Found(0, 4, (Meaning("kyiv", "place"),))
    >>> places = {"kyiv": {"name": "Kyiv", "kind": "city", "region": "UA-30", "seat": True}}
    >>> [meaning.role for _, meaning, *_ in decide("Kyiv said no.", [name], places, [("metonym", metonym)])]
    ['metonym']
    """
    whole, towns = None, towns or {}
    embeds, unshown = ({"embedded"} <= (kept := {rule for rule, _ in rules})), {"person", "weak"} <= kept
    surnames = {text[name.start : name.end] for i, name in enumerate(found) if after_given_name(text, found, i)}
    for i, name in enumerate(found):
        if not name.meanings:
            yield name, None, False, "", "not a place"
            continue
        first = name.meanings[0]
        if plain := _is_plain(name, places[first.place_id], text) and text[name.start : name.end] not in surnames:
            # Most names mean one thing: they are asked only whether they stand inside another name.
            inside = embeds and is_inside(text, found, i, places)
            if inside or not (places[first.place_id]["kind"] in CITIES and text[name.start : name.end] in towns):
                yield name, None if inside else first, False, "", "embedded" if inside else ""
                continue
        whole = whole or _whole(text, found, places, towns)
        case = Case(text, found, i, name.meanings, places, whole.sure, whole.lists, whole.people, whole.shown)
        if unshown and _is_weak(name) and text[name.start : name.end] not in whole.shown:
            yield name, None, False, "", "person" if person(case) == [] else "weak"
            continue
        left, said = (name.meanings, "") if plain else _judged(case, rules)
        if not left:
            yield name, None, False, "", said
        elif town := _town(case, left[0], whole):
            yield name, meaning_of(town, places)._replace(role=left[0].role), town[3], "", said or "town"
        else:
            yield name, left[0], *_doubts(case._replace(meanings=left), said), said


def _is_plain(name, place, text):
    """Return whether a name has one strong meaning, and neither speaks nor may be a person's."""
    first = name.meanings[0]
    if len(name.meanings) > 1 or first.weak or first.article or first.headed or place["seat"] or not first.place_id:
        return False
    return not text.startswith(", ", name.end) and text[name.start : name.end] not in forenames()


def _judged(case, rules):
    """Ask the rules one after another; return the meanings that are left, and the rule that had the last say."""
    said = ""
    for rule, judge in rules:
        answer = judge(case)
        if answer is not None:
            case, said = case._replace(meanings=answer), rule
            if not answer:
                break
    return case.meanings, said


def _doubts(case, said):
    """Return whether a meaning is ambiguous, and the place_id that would come next."""
    name, left = case.found[case.i], case.meanings
    others = [m.place_id for m in (*left[1:], *name.meanings) if m.place_id != left[0].place_id]
    # The city, since nothing says region, though the region has the same name.
    by_default = said == "head" and not is_headed(case) and any(m not in left and not m.headed for m in name.meanings)
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


def _whole(text, found, places, towns):
    sure, perhaps, times, named = regions_named(found, places), Counter(), Counter(), []
    for i, (start, end, meanings) in enumerate(found):
        for region in {places[meaning.place_id]["region"] for meaning in meanings}:
            perhaps[region] += 1
        if meanings and (name := text[start:end]) in towns:
            times[name] += 1
            if len(towns[name]) == 1 and not meanings[0].place_id:  # Metcalfe County is in Kentucky
                sure[towns[name][0][1]] += 1
            named.append((i, name))
    explicit = ((name, town_of(name, regions, sure, towns)) for i, name in named if (regions := regions_after(text, found, i, places)))
    lists = Lists(text, found)
    borne = (i for i, name in enumerate(found) if _is_weak(name) or (name.meanings and text[name.start : name.end] in forenames()))
    cases = (Case(text, found, i, found[i].meanings, places, sure, lists) for i in borne)
    people = frozenset(text[slice(*found[case.i][:2])] for case in cases if has_surname(case))
    cases = (Case(text, found, i, name.meanings, places, sure, lists) for i, name in enumerate(found) if _is_weak(name))
    shown = frozenset(text[slice(*found[case.i][:2])] for case in cases if has_sign(case))
    people |= _surnames(text, found)
    return Whole(sure, perhaps, lists, times, senses((name, town) for name, town in explicit if town), people, shown - people, towns)


def _surnames(text, found):
    """Return the names that given names stand before in a text, and that nothing shows to be places elsewhere in it: *in Bradford*."""
    after = {i for i, _ in enumerate(found) if after_given_name(text, found, i)}
    names = {text[slice(*found[i][:2])] for i in after}
    others = (name for i, name in enumerate(found) if names and i not in after)
    return names - {text[name.start : name.end] for name in others if text.endswith(IN, 0, name.start)}


def _is_weak(name):
    return bool(name.meanings) and all(meaning.weak for meaning in name.meanings)
