"""How fast a panel answers, on 20,000 generated statements: python3 tests/benchmarks/panels.py [statements]

A control is changed and the processor time taken until the answer is ready in the kernel: the table, the figure and the marks. Beside it,
what pandas needs for one such question without the kit's token table: a pattern counted in every text, and summed by month.
"""

import datetime
import statistics
import sys
import time
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))
from generate import statements

from helpers import explore, places, reported, timexes, tokens

CHANGES = {
    "search": [
        ("pattern", "minister"),
        ("pattern", "y*"),
        ("pattern", "said that"),
        ("sort", "right"),
        ("sort", "left"),
        ("period", "year"),
    ],
    "terms": [("wanted", "NATO, said"), ("wanted", "yesterday, last week"), ("measure", "share"), ("by", "issuer"), ("period", "year")],
    "regions": [("role", "place"), ("place", "POL"), ("of", "place_id"), ("of", "region"), ("period", "year")],
    "timeline": [("since", datetime.date(2022, 1, 1)), ("until", datetime.date(2022, 6, 30)), ("lanes", "refers to"), ("lanes", "issued")],
    "compare": [("least", 10), ("target", ("issuer", "Ministry C")), ("reference", ("issuer", "Ministry D")), ("least", 5)],
    "words": [
        ("pattern", "m*"),
        ("issuer", ["Ministry C"]),
        ("against", [("others", "")]),
        ("least", 10),
        ("issuer", ["Ministry D"]),
        ("n", 2),
        ("issuer", ["Ministry C"]),
    ],
    "collocates": [("node", "said"), ("measure", "g2"), ("span", "sentence"), ("issuer", ["Ministry C"]), ("node", "y*"), ("least", 5)],
    "speakers": [("along", "what"), ("what", "cue"), ("issuer", ["Ministry C"]), ("who", "speaker"), ("period", "year")],
}


def timed(act):
    """Return the seconds of processor time that a call takes, and what it returns."""
    begin = time.process_time()
    result = act()
    return time.process_time() - begin, result


def main(count=20_000):
    """Print the time of a first look and of each change, and the median of all changes."""
    warnings.simplefilter("ignore")
    documents = statements(count)
    words = tokens.tokenize(documents)
    mentions, dates, said = places.region_mentions(documents), timexes.find_timexes(documents), reported.reported_statements(documents)
    print(f"{len(documents):,} statements, {len(words):,} words")
    panels = {
        "search": lambda: explore.search(documents, "NATO", tokens=words),
        "terms": lambda: explore.terms(documents, ["NATO", "minister"], tokens=words),
        "regions": lambda: explore.regions(documents, mentions=mentions),
        "timeline": lambda: explore.timeline(documents, timexes=dates),
        "compare": lambda: explore.compare(documents, tokens=words),
        "words": lambda: explore.words(documents, tokens=words),
        "collocates": lambda: explore.collocates(documents, "minister", tokens=words),
        "speakers": lambda: explore.speakers(documents, reported=said, mentions=mentions),
    }
    every = []
    for name, make in panels.items():
        first, panel = timed(make)
        times = []
        for control, value in CHANGES[name]:
            times.append(timed(lambda panel=panel, control=control, value=value: setattr(panel.controls[control], "value", value))[0])
            assert panel.view.error == "", panel.view.error
        opening = timed(lambda panel=panel: panel.choose(panel._marked[len(panel._marked) // 2]))[0]
        every += times
        each = ", ".join(f"{1000 * seconds:.0f}" for seconds in times)
        middle = 1000 * statistics.median(times)
        print(f"{name}: first look {first:.2f} s; changes {each} ms, median {middle:.0f}; a mark opened {1000 * opening:.0f} ms")
    print(f"all changes: median {1000 * statistics.median(every):.0f} ms, longest {1000 * max(every):.0f} ms")
    month = documents.date.dt.to_period("M")
    plain = [timed(lambda: documents.text.str.count(r"(?i)\bminister\b").groupby(month).sum())[0] for _ in range(3)]
    print(f"pandas, str.count of one word by month, without a figure: {1000 * statistics.median(plain):.0f} ms")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
