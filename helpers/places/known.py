"""What is known of a name by its meanings alone, wherever it stands: found out once for each set of meanings, not for each mention."""

from collections import namedtuple

CITIES = {"city", "town", "capital"}

# Whether it has one strong meaning that needs no look around, is weak, or is so by one meaning of several, or of a city, or of a body;
# the regions that it names without doubt, and those that it may name; and the rules that cannot say anything about it.
Known = namedtuple("Known", "plain weak half city body sure perhaps silent")
UNKNOWN = Known(False, False, False, False, False, (), frozenset(), frozenset())


class Places(dict):
    """Places by their id: name, kind, region, seat (a capital, which can stand for its government) and counted (whether it is reported).

    Parameters
    ----------
    places : dict
    silent : dict, optional
        rule -> function of meanings and places that tells whether the rule has nothing to say about them, as `rules.SILENT`.

    Attributes
    ----------
    known : dict
        meanings -> Known

    Examples
    --------
    >>> from helpers.places.names import Meaning
    >>> Places({"US-TX": {"kind": "state", "region": "US-TX", "seat": False}}).known[Meaning("US-TX", "place"),].sure
    ('US-TX', 'US')
    """

    def __init__(self, places, silent=None, known=None):
        super().__init__(places)
        self.known = _AllKnown(silent or {}) if known is None else known
        self.known.places = self

    def with_one(self, place_id, about):
        """Return these places and one more; what is known is shared, so the index has no name for it, or all that is known is equal."""
        return Places({**self, place_id: about}, known=self.known)


class _AllKnown(dict):
    """What is known of names by their meanings, found out when it is asked for."""

    def __init__(self, silent):
        super().__init__()
        self.silent, self.places = silent, {}

    def __missing__(self, meanings):
        self[meanings] = known = self._about(meanings) if meanings else UNKNOWN
        return known

    def _about(self, meanings):
        first, places = meanings[0], self.places
        place = places[first.place_id]
        single = len(meanings) == 1 and not first.weak and first.place_id
        region = place["region"] or first.place_id
        return Known(
            bool(single and not (first.article or first.headed or place["seat"])),
            all(meaning.weak for meaning in meanings),
            any(meaning.weak for meaning in meanings) and not all(meaning.weak for meaning in meanings),
            place["kind"] in CITIES,
            place["kind"] == "body",
            tuple(dict.fromkeys((region, region.split("-")[0]))) if single else (),
            frozenset(places[meaning.place_id]["region"] for meaning in meanings),
            frozenset(rule for rule, is_silent in self.silent.items() if is_silent(meanings, places)),
        )
