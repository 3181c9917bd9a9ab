"""Reports with one thing changed: are all changes caught by ``verify``, and is nothing in the unchanged reports called wrong?

``python3 tests/tools/altered_reports.py --count 1000``: so many reports as they are, and as many with a change, made from a corpus by a
seed, and written as Markdown, plain text with wrapped lines, HTML and Word (by pandoc where it is installed, else by nbconvert and
python-docx; ``--office`` also sends the Word files through LibreOffice).
"""

import argparse
import collections
import random
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

import docx
import pandas as pd
from nbconvert.filters import markdown2html

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from helpers.claims import claim
from helpers.claims.lines import addresses, parsed, wrong
from helpers.claims.questions import answered
from helpers.corpus import load_corpus
from helpers.labels import in_words
from helpers.site.reader import page_name
from helpers.spans import evidence, sentences
from helpers.verify.checks import YES, Checker
from helpers.verify.found import Place
from helpers.verify.quoted import words_in
from helpers.verify.reports import read_report

QUOTING = [
    "On {date}, {speaker} said: “{words}” [{n}]({link})",
    "{speaker} said on {date} that “{words}”.",
    "“{words},” {speaker} said on {date} ([source]({link})).",
    "In a statement of {date}, {speaker} declared: «{words}»",
    "**{speaker} ({date}):** “{words}” ([{n}]({link}))",
    "As {speaker} put it: „{words}“ ({speaker}, {date}).",
    "> {words}\n>\n> — {speaker}, {date}",
    '"{words}", according to {speaker}.',
    "The record is plain. {speaker} wrote: ‘{words}’",
    "- *{date}* — {speaker}: “{words}”",
    "| Who | When | What |\n|---|---|---|\n| {speaker} | {date} | “{words}” |",
    "It reads, in full: “{words}”[^{n}]\n\n[^{n}]: {speaker}, {date}.",
]
PROSE = [
    "## Findings\n\nWhat follows rests on the statements alone.",
    "The words were chosen with care, and they were meant to be heard.\n",
    "### Method\n\nEach statement was read twice; so-called “hard cases” were set aside.",
    "1. **Scope.** All statements were searched.\n2. **Limits.** Nothing is said of motives.",
]
KINDS = ["number", "interval", "corpus", "claim's address", "question", "word", "dropped", "negated", "order", "date", "speaker", "link"]
OF_CLAIMS = KINDS[:5]


class Maker:
    """A corpus as material for reports."""

    def __init__(self, documents, seed):
        self.documents, self.random, self.checker = documents, random.Random(seed), Checker(documents)
        self.sources = self.checker.sources
        found = sentences(documents)
        shown = evidence(found, documents).surface
        long = shown.str.split().str.len().between(8, 40) & ~shown.str.contains(r"[\n\[\]…*_`|<>\"“”«»]")
        rows = pd.Index(documents.document_id).get_indexer(found.document_id)
        self.sentences = [
            (int(row), int(number), int(start), int(end), text)
            for row, number, start, end, text in zip(rows, found["sentence"], found.start, found.end, shown, strict=True)
        ]
        self.sentences = [one for one, fits in zip(self.sentences, long, strict=True) if fits]
        self.words = sorted({word for *_, text in self.sentences[:400] for word in text.split() if word.isalpha() and word.islower()})
        self.corpus = [f" {' '.join(words_in(text))} " for text in documents.text]
        self.asked = self._asked()

    def _asked(self):
        """Return some claims that are true."""
        terms = self.random.sample(self.words, 12)
        issuers = self.documents.issuer.value_counts().index[:6].tolist() if "issuer" in self.documents else []
        year = str(self.documents.date.dt.year.mode()[0])
        places = self.sources.mentions.name.value_counts().index[:6].tolist()
        days = self.sources.timexes.value.value_counts().index[:4].tolist()
        actors = self.sources.reported.actor.value_counts().index[:4].tolist()
        questions = [(("hits of", term), {}) for term in terms] + [(("hits of", term[:4] + "*"), {"year": year}) for term in terms]
        questions += [(("hits of", terms[at]), {"issuer": name}) for at, name in enumerate(issuers)]
        questions += [(("mentions of place", place), {"by": {"year": year}}) for place in places] + [(("words",), {"year": year})]
        questions += [(("mentions of date", day), {}) for day in days] + [(("reports by", actor), {}) for actor in actors]
        questions += [(("keyness of", terms[0]), {"issuer": name}) for name in issuers[:2]]
        made = []
        for given, choice in questions:
            try:
                made.append(claim(self.documents, *given, sources=self.sources, **choice))
            except ValueError:
                continue
        return made

    def report(self, change=None):
        """Return the text of a report, what it claims and quotes, and which of these was changed."""
        draw = self.random
        parts, target, said = [draw.choice(PROSE)], None, []
        claims, quoted = draw.sample(self.asked, 2), draw.sample(self.sentences, 3)
        for at, line in enumerate(claims):
            if at == 0 and change in OF_CLAIMS:
                line = target = self.altered_claim(line, change)
            said.append(line)
            parts.append(draw.choice(["{}", "- {}", "The figure: {}", "1. As counted {}.", "| claim |\n|---|\n| {} |"]).format(line))
        for at, one in enumerate(quoted):
            form = draw.choice(QUOTING)
            if at == 0 and change in ("date", "speaker", "link"):
                needed = {"date": "{date}", "speaker": "{speaker}", "link": "{link}"}[change]
                form = draw.choice([form for form in QUOTING if needed in form and not form.startswith("It reads")])
            values = self.values(one, at + 1)
            if at == 0 and change and change not in OF_CLAIMS:
                values = self.altered(values, one, change)
                target = values["words"]
            said.append(values["words"])
            parts.append(form.format(**values))
        head, *rest = parts
        draw.shuffle(rest)
        return "\n\n".join([head, *rest, draw.choice(PROSE)]) + "\n", said, target

    def values(self, one, n):
        """Return what a quotation is made of."""
        row, number, _, _, text = one
        day = self.documents.date.iloc[row]
        plain = f"{day:%Y-%m-%d}"
        date = self.random.choice([in_words(plain), f"{day:%B} {day.day}, {day.year}", plain, f"{day.day} {day:%b} {day.year}"])
        speaker = self.documents.issuer.iloc[row] if "issuer" in self.documents else "The speaker"
        link = f"reader/{page_name(self.documents.document_id.iloc[row])}#s{number}"
        return {"words": text.rstrip(".!?"), "date": date, "speaker": speaker, "link": link, "n": n}

    def altered(self, values, one, change):
        """Return the values of a quotation with one of them changed."""
        draw, (row, number, start, end, _) = self.random, one
        place = Place(row, start, end)
        if change == "date":
            known = {day for days in self.checker.speakers.days(place) for day in days}
            days = [self.documents.date.iloc[row] + pd.Timedelta(days=step) for step in (-365, -31, -2, -1, 1, 2, 10, 31, 365)]
            return values | {"date": in_words(draw.choice([f"{day:%Y-%m-%d}" for day in days if f"{day:%Y-%m-%d}" not in known]))}
        if change == "speaker":
            here = set(words_in(" ".join(map(str, self.checker.speakers.told(place)))))
            others = [name for name in self.checker.speakers.words if not set(words_in(name)) & here - {"of", "the", "and"}]
            return values | {"speaker": draw.choice(others)}
        if change == "link":
            name = self.documents.document_id.iloc[row]
            other = draw.choice([one for one in self.documents.document_id if one != name])
            here, there = page_name(name), page_name(other)
            page, to = draw.choice([(here, number + draw.choice([1, 2, 40])), (there, number), (f"x{here}", number)])
            return values | {"link": f"reader/{page}#s{to}"}
        for _ in range(100):
            words = self.changed_words(values["words"].split(), change)
            if not any(f" {' '.join(words_in(words))} " in text for text in self.corpus):
                return values | {"words": words}
        raise RuntimeError(f"no change of the kind {change} of: {values['words']}")

    def changed_words(self, words, change):
        """Return words with one changed, left out, denied, or in another order."""
        draw, words = self.random, list(words)
        at = draw.randrange(1, len(words) - 1)
        if change == "word":
            words[at] = draw.choice(self.words)
        elif change == "dropped":
            del words[at]
        elif change == "negated":
            words.insert(at, draw.choice(["not", "never", "no"]))
        else:
            words[at], words[at - 1] = words[at - 1], words[at]
        return " ".join(words)

    def altered_claim(self, line, change):
        """Return the line of a claim with a figure, an address, the question or the corpus changed."""
        for _ in range(200):
            made = self._altered_line(line, change)
            if made == line:
                line = self.random.choice(self.asked)
                continue
            if change not in ("question", "claim's address"):
                return made
            try:
                said = parsed(made[len("[claim:") : -1])
                figures, spans = answered(said.asked, self.sources)
            except (ValueError, KeyError):
                return made
            if (
                figures is None
                or wrong(said, figures)
                or set(said.places) - set(addresses(spans, self.sources))
                or said.more != parsed(line[7:-1]).more
            ):
                return made
        raise RuntimeError(f"no change of the kind {change}")

    def _altered_line(self, line, change):
        draw = self.random
        at = line.rindex("; corpus ")
        if change == "corpus":
            return f"{line[:at]}; corpus {draw.getrandbits(48):012x}]"
        see = line.find("; see ")
        see = at if see < 0 else see
        if change == "claim's address":
            return self._digit(line, see, at, whole=True) if see < at else line
        begin = line.index(": ", len("[claim: "))
        while line.count("“", 0, begin) != line.count("”", 0, begin):
            begin = line.index(": ", begin + 1)
        if change == "question":
            subject = line.find("“")
            return f"{line[:subject]}“{draw.choice(self.words)}{line[line.index('”', subject) :]}" if 0 < subject < begin else line
        interval = line.find("(95% ", begin, see)
        if change == "interval":
            return self._digit(line, interval + 5, line.index(")", interval)) if interval > 0 else line
        return self._digit(line, begin, interval if interval > 0 else see)

    def _digit(self, line, begin, end, *, whole=False):
        """Return a line with one digit changed, which the number's value hangs on."""
        places = [at for at in range(begin, end) if line[at].isdigit() and not (whole and line[max(at - 1, 0)] in "-0123456789")]
        places = [at for at in places if not line[begin:at].rstrip("0123456789,.").endswith("per ")]
        if whole:  # the numbers of sentences, or how many more there are: digits outside of the ids
            places = [at for at in places if line.count("“", begin, at) == line.count("”", begin, at)]
        if not places:
            return line
        at = self.random.choice(places)
        return f"{line[:at]}{self.random.choice([digit for digit in '0123456789' if digit != line[at]])}{line[at + 1 :]}"


def written(text, path):
    """Write a report's Markdown as the kind of file that a path names."""
    if path.suffix == ".md":
        path.write_text(text, encoding="utf-8")
    elif path.suffix == ".txt":
        parts = [part.strip("\n") for part in text.split("\n\n")]
        folded = [textwrap.fill(part, 72, break_long_words=False) if part[:1] not in "|>#" else part for part in parts]
        path.write_text("\n\n".join(folded), encoding="utf-8")
    elif shutil.which("pandoc"):
        subprocess.run(["pandoc", "-f", "markdown", "--metadata", "title=Report", "-s", "-o", path], input=text.encode(), check=True)
    elif path.suffix == ".html":
        path.write_text(f"<!DOCTYPE html><meta charset=utf-8><title>Report</title>{markdown2html(text)}", encoding="utf-8")
    else:
        document = docx.Document()
        for part in text.split("\n\n"):
            for paragraph in re.split(r"\n> *\n", part.strip("\n")):
                words = " ".join(line.lstrip("#-> ") for line in paragraph.split("\n"))
                document.add_paragraph(words, style="Quote" if paragraph.startswith(">") else None)
        document.save(path)
    return path


def reports(maker, count, *, change, kinds, folder):
    """Return the paths of some new reports, with the kind of change, what each claims and quotes, and which of these was changed."""
    paths = []
    for number in range(count):
        what = maker.random.choice(KINDS) if change else None
        kind = kinds[number % len(kinds)]
        text, said, target = maker.report(what)
        path = written(plain(text) if kind == ".txt" else text, folder / f"{number}-{bool(change)}{kind}")
        paths.append((path, what, said, target))
    return paths


def plain(text):
    """Return Markdown with its links as plain words, as in a mail."""
    return re.sub(r"\[([^\]^]*)\]\((reader/[^)]*)\)", r"\1 \2", text)


def judged(maker, paths):
    """Yield (path, what was changed, what is wrong with the judgement) of reports; that all of a report was read is part of it."""
    for path, what, said, target in paths:
        table = maker.checker.check(read_report(path))
        read = [key(row.kind, row.said) for row in table.itertuples()]
        faults = [f"not read: {one[:200]}" for one in said if key("claim" if one.startswith("[claim") else "quotation", one) not in read]
        bad = [(what is not None and _is_it(row, what, target), row) for row in table[table.verdict != YES].itertuples()]
        faults += [f"false alarm: {row.kind}: {row.said[:90]}: {row.why}" for hit, row in bad if not hit]
        if what is not None and not any(hit for hit, _ in bad):
            faults.append(f"not caught: {target[:200]}")
        yield path, what, faults


def key(kind, said):
    """Return by what the row of a claim or a quotation is known again: its first words."""
    return kind, words_in(said)[: 12 if kind == "claim" else 4]


def _is_it(row, what, target):
    if what in OF_CLAIMS:
        return key("claim", row.said) == key("claim", target) if row.kind == "claim" else False
    return row.kind == "address" if what == "link" and row.kind == "address" else key("quotation", row.said) == key("quotation", target)


def main(options):
    """Make reports, judge them, and print what was missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--office", action="store_true")
    chosen = parser.parse_args(options)
    maker = Maker(load_corpus(chosen.corpus) if chosen.corpus else load_corpus(), chosen.seed)
    found, totals = collections.Counter(), collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        for change in (False, True):
            paths = reports(maker, chosen.count, change=change, kinds=(".md", ".html", ".docx", ".txt"), folder=folder)
            if chosen.office:
                paths = through_office(paths, folder)
            for path, what, wrong in judged(maker, paths):
                totals[what or "as it is", path.suffix] += 1
                found[what or "as it is", path.suffix] += bool(wrong)
                for one in wrong:
                    print(f"{path.name}, {what}: {one}")
    for key, total in sorted(totals.items()):
        print(f"{key[0]:16} {key[1]:6} {total:5} reports, {found[key]} judged wrongly")
    print(f"{sum(totals.values())} reports, {sum(found.values())} judged wrongly")
    return int(sum(found.values()) > 0)


def through_office(paths, folder):
    """Return the reports with their Word files written anew by LibreOffice."""
    files, to = [path for path, *_ in paths if path.suffix == ".docx"], folder / "office"
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "docx", "--outdir", to, *files]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return [(to / path.name if path.suffix == ".docx" else path, *rest) for path, *rest in paths]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
