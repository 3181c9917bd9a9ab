"""The commands of ``python3 -m helpers``. Standard library only up to the hand-over."""

import errno
import os
import signal
import subprocess
import sys

from helpers import environment

USAGE = """usage: python3 -m helpers COMMAND [options]

  lab       open JupyterLab on the first notebook   (options of jupyter lab pass through)
  app       show the panels alone, without code     [--corpus PATH] [--port N] [--dark] [--no-browser]
  test      run the test suite                      (options of pytest pass through)
  render    execute the notebooks into rendered/    [--corpus PATH] [--to DIR] [--slides] | --single FILE | --verify | --from-receipt PAGE
  browser   write a site that runs the notebooks     --pyodide PATH [--to DIR] [--corpus PATH]
  check     check the corpus                        [PATH] (--help lists the options)
  add       bring texts or tables in as statements  PATH… [--to DIR] (--help lists the options)
  score     score the finders on marked texts       [--data FILE] [--rules]
  verify    check a report's claims and quotations  FILE… [--corpus PATH] [--to FILE] (--help lists the options)
  lesson    write the exercises with their checks   student | solution | instructor | handout [--to DIR] [--force]
            or grade what students handed in      grade FILE… [--to results.csv] (--help lists the options)
  bench     measure the speed                       [--quick] [--peers PYTHON] (--help lists the options)
  fetch     fetch official texts of the digests     [ID…] [--to DIR]
  lock      write requirements.lock from what runs  [--check]

The first start installs what is needed into .venv, here in the clone; later starts need no network. With --locked,
lab, render and test have the versions of requirements.lock, in .venv-locked."""


def lab(options):
    """Open JupyterLab at the clone's root, on the first notebook, without its question about news and its search for updates."""
    os.environ.update(environment.with_kit(os.environ))
    paths = [str(environment.ROOT / "helpers" / "jupyter"), os.environ.get("JUPYTER_CONFIG_PATH")]
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, paths))
    command = [
        "--ServerApp.root_dir={}".format(environment.ROOT),
        "--LabApp.default_url=/lab/tree/notebooks/00-start-here.ipynb",
        "--KernelManager.transport_encryption=auto",
        "--LabApp.custom_css=True",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0 and "--allow-root" not in options:
        command.append("--allow-root")  # containers run as root; Jupyter would refuse to start
    return _become(sys.executable, ["-m", "jupyter", "lab"] + command + options)


def app(options):
    """Show the panels alone, in a browser."""
    from helpers.app import server

    return server.main(options)


def test(options):
    """Run pytest in the clone."""
    return _become(sys.executable, ["-m", "pytest"] + options)


def render(options):
    """Execute every notebook and write the pages."""
    from helpers.site import pages as site

    return site.main(options)


def browser(options):
    """Write a site that runs the notebooks in the browser."""
    from helpers.browser import commands as browser

    return browser.main(options)


def check(options):
    """Print the problems of a corpus and return 1 if there are any."""
    from helpers.corpus import load as corpus

    return corpus.main(options)


def add(options):
    """Write texts and tables from elsewhere as statement files, and report."""
    from helpers.corpus import add

    return add.main(options)


def fetch(options):
    """Download the official texts that the digests' url lines name."""
    from helpers.corpus import fetch

    return fetch.main(options)


def score(options):
    """Print how often the finders are right, on the hand-marked sample or on annotated texts."""
    from helpers.evaluation import scores

    return scores.main(options)


def lesson(options):
    """Write the lessons: for students, solved, or as pages for the instructor."""
    from helpers.lessons import commands as lesson

    return lesson.main(options)


def verify(options):
    """Say of each claim and quotation of a report whether the corpus bears it out."""
    from helpers.verify import command

    return command.main(options)


def lock(options):
    """Write or check the lock."""
    from helpers import lock

    return lock.main(options)


def bench(options):
    """Measure the speed of the kit, beside other tools where they are installed."""
    from helpers import bench

    return bench.main(options)


COMMANDS = {
    "lab": lab,
    "app": app,
    "test": test,
    "render": render,
    "browser": browser,
    "check": check,
    "add": add,
    "bench": bench,
    "fetch": fetch,
    "score": score,
    "lesson": lesson,
    "verify": verify,
    "lock": lock,
}


OF_A_CLONE = {"lab", "test", "render", "browser", "lesson", "bench", "lock"}  # they work on its notebooks and tests


def _become(python, arguments):
    """Go on as another program, so that Ctrl-C reaches it alone and it can shut down in its own way."""
    sys.stdout.flush()
    if os.name == "posix":
        os.execv(python, [python] + arguments)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Windows has no exec: wait, and leave Ctrl-C to the child
    return subprocess.call([python] + arguments)


UNPRINTED = (errno.EPIPE, errno.ENOSPC)


def _unprinted(error):
    """Say that what the command prints could not be written where it was led to; return 1."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python would complain again as it ends
    if error.errno != errno.EPIPE:  # `head` has read enough
        print("The disk is full: make room, then give the same command again.", file=sys.stderr)
    return 1


def main(arguments):
    """Hand over to a Python that has the requirements, then run the command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal that cannot show a character shows its number
            stream.reconfigure(errors="backslashreplace")
    if not arguments or arguments[0] not in COMMANDS:
        asked_help = bool(arguments) and arguments[0] in ("-h", "--help", "help")
        print(USAGE, file=sys.stdout if asked_help else sys.stderr)
        return 0 if asked_help else 2
    if environment.BUNDLED.is_dir() and arguments[0] in OF_A_CLONE:
        others = ", ".join(name for name in COMMANDS if name not in OF_A_CLONE)
        sentence = "{} works on notebooks and tests, which this installed kit does not have: give it in a clone. Here go: {}."
        print(sentence.format(arguments[0], others), file=sys.stderr)
        return 2
    if os.name == "posix" and "utf" not in sys.getfilesystemencoding().lower():  # else files could not have the names of their statements
        os.environ["PYTHONUTF8"] = "1"  # for kernels too
        return _become(sys.executable, ["-X", "utf8", "-m", "helpers"] + arguments)
    if os.environ.get("STATEMENTS_CORPUS"):  # kernels start in notebooks/, and must find the same folder
        os.environ["STATEMENTS_CORPUS"] = os.path.abspath(os.environ["STATEMENTS_CORPUS"])
    locked = arguments[0] in ("lab", "render", "test") and "--locked" in arguments
    python = environment.ensure(locked=locked)
    if python == sys.executable:
        from helpers.files.list_error import ListError

        try:
            done = COMMANDS[arguments[0]]([option for option in arguments[1:] if not (locked and option == "--locked")])
            sys.stdout.flush()
            return done
        except ListError as error:  # a list of words that the user has changed
            print(error, file=sys.stderr)
            return 1
        except OSError as error:
            if error.errno not in UNPRINTED:
                raise
            return _unprinted(error)
    return _become(python, ["-m", "helpers"] + arguments)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
