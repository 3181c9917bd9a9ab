"""Deciding what the names in a text mean: the rules, one after another."""

from collections import Counter

from helpers.places.case import Case, is_headed, name_lists
from helpers.places.inside import is_inside


def decide(text, found, places, rules):
    """Decide what each name means.

    Parameters
    ----------
    text : str
        Folded.
    found : list of Found
        From `names.find_names`.
    places : dict
        place_id -> name, kind, region, seat (a capital, which can stand for its government).
    rules : list of (str, function)
        Of `rules.RULES`, in their order.

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
    sure = lists = None
    embeds = any(rule == "embedded" for rule, _ in rules)
    for i, name in enumerate(found):
        if not name.meanings:
            yield name, None, False, "", "not a place"
            continue
        first = name.meanings[0]
        plain = len(name.meanings) == 1 and not (first.weak or first.article or first.headed or places[first.place_id]["seat"])
        if plain and not text.startswith(", ", name.end):
            # Most names mean one thing: they are asked only whether they stand inside another name.
            inside = embeds and is_inside(text, found, i, places)
            yield name, None if inside else first, False, "", "embedded" if inside else ""
            continue
        if lists is None:
            sure, lists = _sure(found, places), name_lists(text, found)
        said, left = "", name.meanings
        for rule, judge in rules:
            answer = judge(Case(text, found, i, left, places, sure, lists))
            if answer is not None:
                left, said = answer, rule
                if not left:
                    break
        if not left:
            yield name, None, False, "", said
            continue
        others = [m.place_id for m in (*left[1:], *name.meanings) if m.place_id != left[0].place_id]
        # The city, since nothing says region, though the region has the same name.
        headed = said == "head" and is_headed(Case(text, found, i, left, places, sure, lists))
        by_default = said == "head" and not headed and any(m not in left and not m.headed for m in name.meanings)
        yield name, left[0], len(left) > 1 or left[0].weak or by_default, others[0] if others else "", said


def _sure(found, places):
    """Count the regions, and their countries, of the names that have one strong meaning."""
    sure = Counter()
    for _, _, meanings in found:
        if len(meanings) == 1 and not meanings[0].weak:
            region = places[meanings[0].place_id]["region"] or meanings[0].place_id
            sure.update({region, region.split("-")[0]})
    return sure
