"""What can stand before and after the end of a sentence, and whether there is one between the two."""

from typing import NamedTuple

import numpy as np
import pyarrow as pa

# What stands to the left: no mark that could end a sentence, one that does, and those that do not always.
NO, YES, ABBREVIATION, INITIAL, SHORT_INITIAL, NUMBER, BEFORE_NUMBER, INITIAL_BEFORE_NUMBER, CLOCK, QUOTED, ASKED, ALONE, SHORT = range(13)
# What stands to the right.
OTHER, LOWER, UPPER, STARTER, FIGURE, MARK, CALENDAR, OPENING = range(8)
RIGHT = 4  # places in `Ends.about`, whose last four bits are what is left
BREAKS, CLOSES, SMALLS, CAPITALS, BLANK, CUE, NAME = (1 << place for place in range(7, 14))
ENDS = np.zeros((16, 8), dtype=bool)  # whether a sentence ends between the two; the first six are Punkt's rules
ENDS[YES] = True
ENDS[ABBREVIATION, STARTER] = True
ENDS[INITIAL, [OTHER, FIGURE, OPENING]] = True
ENDS[NUMBER, [OTHER, UPPER, STARTER, FIGURE, CALENDAR, OPENING]] = True
ENDS[BEFORE_NUMBER] = True  # No. 10
ENDS[INITIAL_BEFORE_NUMBER] = ENDS[INITIAL]
ENDS[[BEFORE_NUMBER, INITIAL_BEFORE_NUMBER], FIGURE] = False
ENDS[CLOCK, [OTHER, UPPER, STARTER]] = True  # 5 p.m. Monday
ENDS[[QUOTED, ASKED]] = True  # “No!” he said
ENDS[[QUOTED, ASKED], LOWER] = ENDS[[QUOTED, ASKED], MARK] = False
ENDS[SHORT] = True  # 10 год. зустріч, (D-Mass.) said
ENDS[SHORT, LOWER] = False
ENDS[ALONE] = True  # . . .
ENDS[ALONE, MARK] = False


class Words(NamedTuple):
    """The words that sentences are found by, in small letters."""

    abbreviations: pa.Array
    before_number: pa.Array
    starters: pa.Array
    cues: pa.Array  # verbs that come after a quotation
    calendar: pa.Array  # days, months and zones, which come after an hour


def flags_in(found):
    """Return an Arrow array of yes and no as NumPy's."""
    return found.to_numpy(zero_copy_only=False)
