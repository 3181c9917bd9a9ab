"""How time and memory grow with the text: python3 tests/tools/growth.py --sizes 200 400 800

Each function reads texts of so many kB: digests one after the other as one statement, cut into statements of 2 kB, and one sentence over
and over. Each run has a process of its own. The exponent is that of the last doubling: 1 grows as the text does, 2 with its square.
"""

import argparse
import math
import resource
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

PATTERN = "On 5 May 2022 Ms Colonna said that Kyiv and Moscow will meet in Odesa “in two weeks”, and NATO agreed. "


def texts_of(kind, size):
    """Return texts of `size` characters in all."""
    from helpers.corpus import load_corpus

    if kind == "pattern":
        return [(PATTERN * (size // len(PATTERN) + 1))[:size]]
    whole = "\n\n".join(load_corpus().text)
    whole = (whole * (size // len(whole) + 1))[:size]
    step = 2000 if kind == "statements" else size
    return [whole[begin : begin + step] for begin in range(0, size, step)]


def calls():
    """Return the functions by name; each takes a documents table and gives what is timed."""
    from helpers import places, reported, timeline, timexes, tokens, wording
    from helpers.site import reader

    def said_about(documents):
        said, mentions = reported.reported_statements(documents), places.region_mentions(documents)
        return lambda: timeline.said_about(said, mentions)

    def reported_dates(documents):
        said, dates = reported.reported_statements(documents), timexes.find_timexes(documents)
        return lambda: timeline.reported_dates(said, dates, documents)

    return {
        "said_about": said_about,
        "reported_dates": reported_dates,
        "recurring_passages": lambda documents: lambda: wording.recurring_passages(documents),
        "compare_rules": lambda documents: lambda: tokens.compare_rules(documents),
        "find_all": lambda documents: lambda: reader.find_all(documents),
    }


def one(name, kind, size):
    """Print the seconds of the processor and the MB at most that a call takes."""
    import pandas as pd

    texts = texts_of(kind, size)
    ids = [f"{number:05}" for number in range(len(texts))]
    documents = pd.DataFrame({"document_id": ids, "date": pd.Timestamp("2022-09-23"), "source": "NATO", "text": texts})
    call = calls()[name](documents)
    begun = time.process_time()
    call()
    print(time.process_time() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[200, 400, 800], help="kB")
    parser.add_argument("--of", nargs="*", default=[], metavar="NAME", help="functions; the default is all")
    parser.add_argument("--kinds", nargs="+", default=["one", "statements", "pattern"])
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        one(*chosen.one[:2], int(chosen.one[2]))
        return
    print(f"{'function':<20}{'text':<12}" + "".join(f"{f'{size} kB: s, MB':>22}" for size in chosen.sizes) + f"{'exponent':>10}")
    for name in chosen.of or calls():
        for kind in chosen.kinds:
            print(f"{name:<20}{kind:<12}", end="", flush=True)
            found = []
            for size in chosen.sizes:
                command = [sys.executable, __file__, "--one", name, kind, str(size * 1000)]
                run = subprocess.run(command, check=True, capture_output=True, text=True)
                found.append([float(value) for value in run.stdout.split()])
                print(f"{f'{found[-1][0]:.2f}, {found[-1][1]:,.0f}':>22}", end="", flush=True)
            steps = math.log(chosen.sizes[-1] / chosen.sizes[-2]) if len(found) > 1 else math.nan
            print(f"{math.log(max(found[-1][0], 0.001) / max(found[-2][0], 0.001)) / steps:>10.2f}" if len(found) > 1 else "")


if __name__ == "__main__":
    main()
