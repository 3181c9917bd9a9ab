"""How long each helper takes to import in a fresh Python, beyond pandas, and a kernel to its first chart.

python3 tests/benchmarks/startup.py prints both for the benchmarks' README.
"""

import pkgutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CHART = (
    "from helpers import corpus, tokens, frequency, plots\n"
    "documents = corpus.load_corpus()\n"
    "counts = frequency.term_frequency(tokens.tokenize(documents))\n"
    "plots.ranked_bars(counts.head(10), label='term', value='per_10k')"
)


def seconds(code):
    """Return the median processor time of three fresh Pythons, after one to warm the disk; other work on the machine does not count."""
    ended = f"import time\n{code}\nprint(time.process_time())"
    runs = [subprocess.run([sys.executable, "-c", ended], cwd=ROOT, capture_output=True, text=True, check=True) for _ in range(4)]
    return statistics.median(float(run.stdout.splitlines()[-1]) for run in runs[1:])


def first_chart():
    """Return the seconds from asking for a kernel to having the first chart in it."""
    from jupyter_client.manager import start_new_kernel

    begun = time.perf_counter()
    manager, client = start_new_kernel(cwd=str(ROOT), stderr=subprocess.DEVNULL)
    reply = client.execute_interactive(CHART, output_hook=lambda message: None, timeout=120)
    assert reply["content"]["status"] == "ok", reply["content"]
    taken = time.perf_counter() - begun
    client.stop_channels()
    manager.shutdown_kernel(now=True)
    return taken


def main():
    base = seconds("import pandas")
    print(f"| module | s beyond pandas ({base:.2f} s) |\n|---|---|")
    for module in sorted(found.name for found in pkgutil.iter_modules([str(ROOT / "helpers")]) if not found.name.startswith("_")):
        print(f"| {module} | {max(seconds(f'import pandas, helpers.{module}') - base, 0):.2f} |", flush=True)
    print(f"\nFrom the start of a kernel to the first chart: {statistics.median(first_chart() for _ in range(3)):.1f} s.")


if __name__ == "__main__":
    main()
