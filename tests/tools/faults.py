"""Kill the kit's commands at random points, or let the disk fill up under them, and look at what is left.

    python3 tests/tools/faults.py --runs 1000 [--seed 1] [--only add] [--only render]

Each run prepares a folder, forks, and ends the child by SIGKILL: before its n-th opening, renaming or removing of a file, or after so
many milliseconds; or it lets no file grow beyond n bytes, as on a full disk. Then: no file is there by half, nothing that was there
before is lost, and the same command given again leaves exactly what an undisturbed run leaves. Needs fork (not Windows).
"""

import argparse
import base64
import contextlib
import hashlib
import http.server
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import zipfile
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import nbformat
import pandas as pd

from helpers import environment
from helpers.corpus import add, fetch
from helpers.corpus import load as corpus
from helpers.corpus.polite_http import Visitor
from helpers.files import whole_files
from helpers.lessons import build as lesson
from helpers.lessons import commands
from helpers.site import pages as site
from helpers.site import reader

EVENTS = {"open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.chmod", "os.link", "shutil.copyfile", "subprocess.Popen"}
MINE = "date 2022-09-01\n\nA statement that the user has corrected by hand.\n"
OWN_NOTES = {"cells": [], "metadata": {"mine": "my notes"}, "nbformat": 4, "nbformat_minor": 5}
CLEAN = {}


class Fault(AssertionError):
    """What a run left is not whole."""


def snapshot(folder, *, hidden=True):
    """Return the content of each file below a folder."""
    found = {p.relative_to(folder).as_posix(): p for p in sorted(Path(folder).rglob("*")) if p.is_file()}
    return {name: p.read_bytes() for name, p in found.items() if hidden or not any(part.startswith(".") for part in name.split("/"))}


def need(condition, what):
    if not condition:
        raise Fault(what)


# ---- what each scenario prepares and does; `ready` is a folder it may fill, and nothing else is written by it


def statements(folder, count, *, said="votes"):
    for i in range(count):
        text = f"date 2022-09-{i % 28 + 1:02}\ntitle On {said} {i}\nissuer NATO\nlanguage en\n\n"
        text += f"Allies in Kyiv said on 5 May that {said} {i} are void.\n\n"
        (folder / f"{i:02}-statement.txt").write_text(text + f"{'word ' * 15}{i}\n\n" * (1500 if i == 3 else 5), encoding="utf-8")


class Add:
    """Twelve statements into a folder that holds one of the user's."""

    options = ()

    def prepare(self, ready):
        (ready / "from").mkdir()
        (ready / "to").mkdir()
        statements(ready / "from", 12)
        (ready / "to" / "mine.txt").write_text(MINE)
        (ready / "to" / "05-statement.txt").write_text(MINE)  # of the same name: it must stay

    def act(self, ready):
        add.main([str(ready / "from"), "--to", str(ready / "to"), *self.options])

    def allowed(self, before, clean):
        """Return for each file what it may hold after a fault: what it held before, or what it holds after a clean run."""
        return {name: {before.get(name), clean.get(name)} for name in before | clean}

    def whole(self, ready, before, clean):
        allowed = self.allowed(before, clean)
        now = snapshot(ready, hidden=False)
        for name, content in now.items():
            need(content in allowed.get(name, ()), f"{name} holds neither what it held nor what it should: {content[:80]!r}")
        lost = [name for name in before if name not in now and not name.startswith(".")]
        need(not lost, f"lost: {lost}")


class Replace(Add):
    """The same with --replace: each file is the old one or the new one."""

    options = ("--replace",)


class Check(Add):
    """A corpus is checked: nothing is written."""

    def prepare(self, ready):
        statements(ready, 12)

    def act(self, ready):
        corpus.main([str(ready)])


class Fetch(Add):
    """Texts from a server on this machine."""

    def prepare(self, ready):
        (ready / "to").mkdir()
        (ready / "to" / "03.txt").write_text(MINE)

    def act(self, ready):
        rows = [{"document_id": f"{i:02}", "date": "2022-09-01", "issuer": "NATO", "url": f"{CLEAN['server']}/{i}"} for i in range(8)]
        with contextlib.suppress(KeyboardInterrupt):
            try:
                fetch.fetch(pd.DataFrame(rows), to=ready / "to", visitor=Visitor(private=True, pause=0))
            except OSError as error:
                print(whole_files.why_not_written(error, ready / "to"), file=sys.stderr)


class Lesson(Add):
    """Exercises into a folder that holds the student's own notes."""

    options = ()

    def prepare(self, ready):
        (ready / "to").mkdir()
        (ready / "to" / "notes.ipynb").write_text(json.dumps(OWN_NOTES))

    def act(self, ready):
        commands.main(["student", "--to", str(ready / "to"), *self.options])


class LessonForce(Lesson):
    """Exercises over notebooks that were worked on, as --force asks."""

    options = ("--force",)

    def prepare(self, ready):
        super().prepare(ready)
        for path in lesson.sources():
            (ready / "to" / path.name).write_text(json.dumps(OWN_NOTES))


class Render(Add):
    """Pages over older pages; the notebook was executed beforehand."""

    real = False

    def prepare(self, ready):
        (ready / "notebooks").mkdir()
        cells = [nbformat.v4.new_markdown_cell("# A title\n\nLead."), nbformat.v4.new_code_cell("print(1 + 1)", id="a")]
        cells[0]["id"] = "b"
        cells[1]["outputs"] = [nbformat.v4.new_output("stream", name="stdout", text="2\n")]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), ready / "notebooks" / "00-a.ipynb")
        (ready / "mine.txt").write_text(MINE)
        if "pages" not in CLEAN:
            CLEAN["pages"] = False  # the first of all: there are no older pages yet
            with tempfile.TemporaryDirectory() as folder:
                other = Path(folder) / "work"
                other.mkdir()
                self.prepare(other)
                outcome(lambda: self.render(other, "polls"))
                CLEAN["pages"] = snapshot(other / "out")
            need(CLEAN["pages"], "the first pages were not written")
        for name, content in (CLEAN["pages"] or {}).items():
            (ready / "out" / name).parent.mkdir(parents=True, exist_ok=True)
            (ready / "out" / name).write_bytes(content)

    def act(self, ready):
        self.render(ready, "votes")

    def render(self, ready, said):
        rows = [
            (f"s{i}", pd.Timestamp(2022, 9, i + 1), "NATO", f"Allies in Kyiv said on 5 May that {said} {i} are void.") for i in range(3)
        ]
        documents = pd.DataFrame(rows, columns=["document_id", "date", "issuer", "text"]).reindex(columns=corpus.COLUMNS)
        documents["language"] = "en"  # or a full disk is told of on the first page, where languages cannot be guessed
        if not self.real:
            site.execute = lambda path, **options: nbformat.read(path, as_version=4)
        try:
            site.render(to=ready / "out", notebooks=ready / "notebooks", documents=documents)
        except OSError as error:
            print(whole_files.why_not_written(error, ready / "out"), file=sys.stderr)

    def whole(self, ready, before, clean):
        now, old, new = (
            {name: content for name, content in files.items() if name.startswith("out/")}
            for files in (snapshot(ready, hidden=False), before, clean)
        )
        need(now in ({}, old, new), f"the folder of pages is neither the old one nor the new one: {sorted(now)}")
        need((ready / "mine.txt").read_text() == MINE, "lost: mine.txt")


class RenderReal(Render):
    """The same, with a kernel."""

    real = True


class Single(Render):
    """One page to mail over an older one."""

    def prepare(self, ready):
        super().prepare(ready)
        shutil.rmtree(ready / "out", ignore_errors=True)
        (ready / "a.html").write_text(site.MARK + "old" * 100_000)

    def act(self, ready):
        site.execute = lambda path, **options: nbformat.read(path, as_version=4)
        rows = {"document_id": ["a"], "date": [pd.Timestamp(2022, 9, 1)], "text": ["No."]}
        try:
            site.single(
                ready / "notebooks" / "00-a.ipynb", to=ready / "a.html", documents=pd.DataFrame(rows).reindex(columns=corpus.COLUMNS)
            )
        except OSError as error:
            print(whole_files.why_not_written(error, ready), file=sys.stderr)

    whole = Add.whole


class Cache(Add):
    """A token table that is kept: whatever is left of it, the next run gives the same tokens."""

    def prepare(self, ready):
        statements(ready, 6)

    def act(self, ready):
        from helpers.tokens import cache

        documents = corpus.load_corpus(ready)
        (ready / ".cache").mkdir(exist_ok=True)
        table = cache.tokens(documents, folder=ready / ".cache")
        digest = hashlib.sha256(pd.util.hash_pandas_object(table.astype("str")).to_numpy().tobytes()).hexdigest()
        with contextlib.suppress(OSError):  # no room for our own note: the next run writes it
            (ready / ".told").write_text(digest)

    def whole(self, ready, before, clean):
        pass  # the second run tells

    def same(self, ready, clean):
        need((ready / ".told").read_bytes() == clean[".told"], "other tokens than without the fault")


class SetUp(Add):
    """The set-up of .venv from two small packages in a folder; an empty .venv is there already."""

    empty = False

    def prepare(self, ready):
        (ready / "wheels").mkdir()
        wheel(ready / "wheels", "kit_fake_b", needs="kit-fake-a")
        wheel(ready / "wheels", "kit_fake_a", needs="")
        (ready / "requirements.txt").write_text("kit-fake-b>=1\n")
        if not self.empty:
            if "venv" not in CLEAN:
                CLEAN["venv"] = Path(CLEAN["work"]) / "venv"
                subprocess.run([sys.executable, "-m", "venv", str(CLEAN["venv"])], check=True)
            shutil.copytree(CLEAN["venv"], ready / ".venv", symlinks=True)

    def act(self, ready):
        os.environ.update(PIP_NO_INDEX="1", PIP_FIND_LINKS=str(ready / "wheels"), PIP_CONFIG_FILE=os.devnull, PIP_NO_COMPILE="1")
        try:
            python = environment.ensure(ready)
        except SystemExit as stop:
            print(stop, file=sys.stderr)
            return
        code = "import kit_fake_a, kit_fake_b; assert kit_fake_a.whole() and kit_fake_b.whole()"
        ran = subprocess.run([python, "-c", code], capture_output=True, text=True)
        scripts = all((Path(python).parent / f"kit_fake_{x}").exists() for x in "ab")
        (ready / "works").write_text("yes" if not ran.returncode and scripts else f"no: {ran.stderr} {scripts}")

    def whole(self, ready, before, clean):
        stamp = ready / ".venv" / "requirements.installed"
        need(not (ready / "works").exists() or (ready / "works").read_text() in ("yes", ""), "set up, but the packages do not work")
        need(not stamp.exists() or len(stamp.read_text()) in (0, 64), "half a stamp")

    def same(self, ready, clean):
        need((ready / "works").read_text() == "yes", f"the second run leaves packages that do not work: {(ready / 'works').read_text()}")


class SetUpFromNothing(SetUp):
    """The same without a .venv."""

    empty = True


def wheel(folder, name, *, needs, files=30):
    """Write a wheel whose metadata come first, so that a half-installed package looks like a whole one."""
    info = f"{name}-1.0.dist-info"
    metadata = f"Metadata-Version: 2.1\nName: {name.replace('_', '-')}\nVersion: 1.0\n" + (f"Requires-Dist: {needs}\n" if needs else "")
    parts = {
        f"{info}/METADATA": metadata,
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/entry_points.txt": f"[console_scripts]\n{name} = {name}:whole\n",
        f"{name}/__init__.py": "from importlib import import_module\n\n\ndef whole():\n"
        f"    return all(import_module(f'{name}.m{{i}}').VALUE == i for i in range({files}))\n",
        **{f"{name}/m{i}.py": f"VALUE = {i}\n" + "# filling\n" * 5000 for i in range(files)},
    }
    digests = [
        (path, base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()) for path, text in parts.items()
    ]
    parts[f"{info}/RECORD"] = "".join(f"{path},sha256={digest},{len(parts[path])}\n" for path, digest in digests) + f"{info}/RECORD,,\n"
    with zipfile.ZipFile(folder / f"{name}-1.0-py3-none-any.whl", "w", zipfile.ZIP_DEFLATED) as file:
        for path, text in parts.items():
            file.writestr(path, text)


# Each with its share of the runs.
SCENARIOS = {
    "add": (Add, 20),
    "add --replace": (Replace, 14),
    "cache": (Cache, 10),
    "check": (Check, 6),
    "fetch": (Fetch, 14),
    "lesson": (Lesson, 8),
    "lesson --force": (LessonForce, 8),
    "render": (Render, 14),
    "render with a kernel": (RenderReal, 3),
    "render --single": (Single, 7),
    "set-up": (SetUp, 5),
    "set-up from nothing": (SetUpFromNothing, 1),
}


# ---- the faults


def outcome(act, *, at=None, after=None, bytes_left=None, folder=""):
    """Run `act` in a child of its own, with a fault; return how it ended, what it printed, and how many events and seconds it took."""
    count, ready = [0], str(folder)
    reads, writes = os.pipe()  # no file, which a limit of bytes would hold back
    began = time.monotonic()
    pid = os.fork()
    if pid == 0:
        try:
            os.setsid()
            os.dup2(writes, 1)
            os.dup2(writes, 2)

            def hook(event, arguments):
                if event in EVENTS and (event == "subprocess.Popen" or any(ready in str(argument) for argument in arguments[:2])):
                    count[0] += 1
                    if count[0] == at:
                        os.killpg(0, signal.SIGKILL)

            sys.addaudithook(hook)
            if bytes_left is not None:
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_left, bytes_left))
            try:
                act()
            except BaseException:
                traceback.print_exc()
            sys.stdout.flush()
            print(f"\nevents={count[0]}", file=sys.stderr, flush=True)
        finally:
            os._exit(0)
    os.close(writes)
    if after is not None:
        time.sleep(after)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    os.set_blocking(reads, False)  # a kernel that has lost its parent may hold the other end a moment longer
    with open(reads, "rb", buffering=0) as pipe:
        text = (pipe.read(1_000_000) or b"").decode(errors="replace")
    events = int(text.rpartition("events=")[2].split()[0]) if "\nevents=" in text else 0
    return {"killed": os.WIFSIGNALED(status), "said": text, "events": events, "seconds": time.monotonic() - began}


def aged(folder):
    """Make what a killed run left a week old, and some of it from next week, as after the clock was set back."""
    for number, path in enumerate(sorted(Path(folder).rglob(".*"))):
        if path.name.startswith((whole_files.PREFIX, ".rendering-")):
            when = time.time() + (7 if number % 2 else -7) * 24 * 3600
            os.utime(path, (when, when))


def run(name, kind, chance, work):
    """Do one run of a scenario with a fault by chance; return whether the fault was met, or raise Fault."""
    scenario = kind()
    ready = Path(work) / "ready"
    if name not in CLEAN:
        shutil.rmtree(ready, ignore_errors=True)
        ready.mkdir()
        scenario.prepare(ready)
        usual = outcome(lambda: scenario.act(ready), folder=ready)
        need("Traceback" not in usual["said"], usual["said"])
        CLEAN[name] = (snapshot(ready), usual["events"], usual["seconds"])
    clean, events, seconds = CLEAN[name]
    shutil.rmtree(ready, ignore_errors=True)
    ready.mkdir()
    scenario.prepare(ready)
    before = snapshot(ready)
    draw = chance.random()
    if draw < 0.6:
        fault = {"at": chance.randint(1, max(events, 1))}
    elif draw < 0.85 or isinstance(scenario, Check | SetUp | RenderReal):
        fault = {"after": chance.uniform(0, seconds)}
    else:
        fault = {"bytes_left": int(10 ** chance.uniform(0, 6))}
    met = outcome(lambda: scenario.act(ready), folder=ready, **fault)
    try:
        need("Traceback" not in met["said"], met["said"])
        scenario.whole(ready, before, clean)
        aged(ready)
        again = outcome(lambda: scenario.act(ready), folder=ready)
        need(not again["killed"] and "Traceback" not in again["said"], f"the next run: {again['said']}")
        if hasattr(scenario, "same"):
            scenario.same(ready, clean)
        else:
            now = snapshot(ready)
            differ = sorted(path for path in now | clean if now.get(path) != clean.get(path))
            need(not differ, f"after the next run: {differ[:5]} are not as after a clean one; it said {again['said'][-300:]}")
    except Fault as error:
        raise Fault(f"{name}, {fault}: {error}") from None
    return fault, met["killed"]


@contextlib.contextmanager
def server():
    """Serve pages on this machine, from a process of its own, and yield the address."""
    sentences = " ".join(f"Allies said on day {i} that they do not recognise the votes." for i in range(12))
    page = f"<html><head><title>T</title></head><body><article><h1>On votes</h1><p>{sentences}</p></article></body></html>".encode()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            found = self.path != "/robots.txt"
            body = page.replace(b"On votes", f"On votes {self.path}".encode()) if found else b""
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            for i in range(0, len(body), 400):
                self.wfile.write(body[i : i + 400])

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as made:
        made.handle_error = lambda *_: None  # visitors that are killed do not say goodbye
        pid = os.fork()
        if pid == 0:
            made.serve_forever()
        try:
            yield f"http://127.0.0.1:{made.server_port}"
        finally:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def main(options):
    """Read the options, do the runs, print what came of them; return 1 if anything was lost or left by half."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", action="append", choices=list(SCENARIOS))
    chosen = parser.parse_args(options)
    names = chosen.only or list(SCENARIOS)
    total = sum(SCENARIOS[name][1] for name in names)
    bad, killed, runs = [], 0, 0
    if any(name.startswith("render") for name in names):  # children inherit what was read once
        reader.find_all(pd.DataFrame({"document_id": ["a"], "date": [pd.Timestamp(2022, 9, 1)], "text": ["Kyiv said no."]}))
    with tempfile.TemporaryDirectory() as work, server() as address:
        CLEAN.update(server=address, work=work)
        for name in names:
            kind, share = SCENARIOS[name]
            chance = random.Random(f"{chosen.seed} {name}")
            counts, began = {"at": 0, "after": 0, "bytes_left": 0, "killed": 0, "bad": 0}, time.monotonic()
            for _ in range(max(round(chosen.runs * share / total), 1)):
                try:
                    fault, met = run(name, kind, chance, work)
                    counts[next(iter(fault))] += 1
                    counts["killed"] += met
                except Fault as error:
                    counts["bad"] += 1
                    bad.append(str(error))
                runs += 1
            killed += counts["killed"]
            print(f"{name:>22}: {counts}, {time.monotonic() - began:.0f} s", flush=True)
    for text in bad[:20]:
        print(text[:1500], file=sys.stderr)
    print(f"{runs} runs, {killed} killed in the middle, {len(bad)} bad")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
