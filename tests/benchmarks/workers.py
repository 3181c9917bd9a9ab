"""What a second Dask worker gains: python3 tests/benchmarks/workers.py FOLDER [COUNT]

Statements are generated into FOLDER if they are not there (100,000). All words are counted by one worker, then by two. Of each are shown
the wall time, and the processor time of the busiest worker and of this process. On a machine that is shared, the wall time tells nothing
of the gain, but the work is the same: the gain is at most the first sum over the second.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))
import generate

from helpers import scale
from helpers.scale.parts import parts_of


def measured(folder, workers):
    """Return the wall time of counting all words, the processor time of the busiest worker, and that of this process."""
    with scale.connect(workers=workers) as client:
        client.run(lambda: __import__("helpers.scale"))
        before, worked, begun = client.run(time.process_time), time.process_time(), time.perf_counter()
        scale.term_frequency(folder, client=client)
        wall, own, after = time.perf_counter() - begun, time.process_time() - worked, client.run(time.process_time)
    return wall, max(after[name] - before[name] for name in after), own


def main(folder, count=100_000):
    """Print the times of one worker and of two, and the gain."""
    if not parts_of(folder):
        generate.write_parts(folder, count)
    found = {}
    for workers in (1, 2):
        wall, busiest, own = found[workers] = measured(folder, workers)
        print(
            f"{workers}: wall {wall:.1f} s; processor time of the busiest worker {busiest:.1f} s, of this process {own:.1f} s", flush=True
        )
    print(f"gain: {found[1][0] / found[2][0]:.2f} by wall time, {sum(found[1][1:]) / sum(found[2][1:]):.2f} by processor time")


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
