"""A million statements on one machine with two Dask workers, one of which is killed in the middle.

python3 tests/benchmarks/million.py FOLDER [COUNT] needs dask[distributed]. The parts are generated into FOLDER if they are not
there. At the end the counts are made once more without Dask and without a death, and must be the same.
"""

import contextlib
import os
import signal
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))
import generate
import pandas as pd
import psutil

from helpers import scale
from helpers.places import region_mentions
from helpers.scale.parts import parts_of


def watch(peak, stop):
    """Note the most memory that this process and all it started held at once."""
    me = psutil.Process()
    while not stop.wait(0.5):
        held = 0
        for process in [me, *me.children(recursive=True)]:
            with contextlib.suppress(psutil.NoSuchProcess):
                held += process.memory_info().rss
        peak[0] = max(peak[0], held)


def kill_one(client, after):
    """Kill one worker's process after some seconds."""

    def kill():
        pid = next(iter(client.run(os.getpid).values()))
        os.kill(pid, signal.SIGKILL)
        print(f"killed the worker with process id {pid}", flush=True)

    threading.Timer(after, kill).start()


def main(folder, count=1_000_000):
    folder = Path(folder)
    if len(parts_of(folder)) < count // generate.PART:
        begun = time.perf_counter()
        generate.write_parts(folder, count)
        print(f"generated in {time.perf_counter() - begun:.0f} s", flush=True)
    size = sum(path.stat().st_size for path in parts_of(folder))
    print(f"{len(parts_of(folder))} files, {size / 1e9:.2f} GB as Parquet", flush=True)
    peak, stop = [0], threading.Event()
    threading.Thread(target=watch, args=(peak, stop), daemon=True).start()
    with scale.connect(workers=2, memory="3GiB") as client:
        kill_one(client, 20)
        begun = time.perf_counter()
        counts = scale.term_frequency(folder, client=client)
        print(f"counts: {time.perf_counter() - begun:.0f} s, {counts.total[0]:,} words, {len(counts):,} terms", flush=True)
        begun = time.perf_counter()
        found = scale.map_parts(region_mentions, folder, client=client, to=folder / "mentions")
        mentions = sum(len(pd.read_parquet(path, columns=["start"])) for path in found)
        print(f"mentions: {time.perf_counter() - begun:.0f} s, {mentions:,}", flush=True)
    stop.set()
    print(f"peak memory of all processes: {peak[0] / 2**30:.2f} GiB", flush=True)
    begun = time.perf_counter()
    alone = scale.term_frequency(folder)
    pd.testing.assert_frame_equal(counts, alone)
    print(f"counts without Dask: {time.perf_counter() - begun:.0f} s, the same row for row", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
