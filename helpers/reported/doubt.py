"""Which reported statements are nearly always right: by the step that made the row, its cue, and where its sentence begins and ends."""

from helpers.reported.cues import cue_forms

# A whole quotation, and then who said it: *"…," she said*, also where the quotation goes on.
QUOTED_FIRST = frozenset(["content_before", "content_on_both_sides", "quotation_and_dash"])
# Cues of which nine in ten were right, where they stood before a content as it is asked of them here.
SAYING = frozenset(["add", "argue", "insist", "note", "say", "state", "tell", "vow", "warn"])
LEAST = 20  # characters of a content; shorter ones are often no content: *said so*, *told reporters*
STOPS, MARKS = frozenset(".!?"), frozenset("\"”'’")


def is_sure(text, statement):
    """Return whether a statement is one of the kinds that are nearly always right.

    They are quotations that stand before their speaker; and what follows a plain verb of saying to the end of the sentence, if there
    are quotation marks in it, or if the sentence begins with the speaker.
    """
    if statement.mode == "direct" and statement.rule in QUOTED_FIRST:
        return statement.complete
    if statement.rule != "content_after" or statement.mode in ("performative", "own") or not statement.complete:
        return False
    cue, form = cue_forms().get(text[slice(*statement.cue)].lower(), (None, ""))
    if cue is None or cue.lemma not in SAYING or statement.end - statement.start < LEAST or not _ends(text, statement.end):
        return False
    if statement.mode != "paraphrase":
        return True
    return form in ("ed", "s") and statement.speaker is not None and _begins(text, statement.speaker[0])


def _begins(text, start):
    """Return whether a sentence begins here: after its end, a closing mark or a line."""
    before = text[max(start - 10, 0) : start]
    last = before.rstrip()
    return not last or "\n" in before[len(last) :] or last[-1] in STOPS or last[-1] in MARKS


def _ends(text, end):
    """Return whether a sentence or a line ends here, within closing marks or behind them."""
    near = text[max(end - 2, 0) : end + 2]
    return end + 2 > len(text) or "\n" in near or not STOPS.isdisjoint(near)
