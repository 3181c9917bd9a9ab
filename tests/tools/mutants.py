"""Statement files broken in every way we could think of, taken through the kit: python3 tests/tools/mutants.py --count 100000

Each mutant must end in a table or in a fault that names it. What is checked is in `faults_of`; the count of faults is the exit code.
"""

import argparse
import os
import random
import sys
import tempfile
import time
import unicodedata
import warnings
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from helpers import corpus, tables
from helpers.concordance import kwic
from helpers.corpus.statement_file import format_statement, parse_statement
from helpers.places import region_mentions
from helpers.reported import reported_statements
from helpers.site import evidence as site_evidence
from helpers.site import reader
from helpers.spans import evidence, sentences
from helpers.timexes import find_timexes
from helpers.tokens import tokenize
from helpers.wording import recurring_passages
from helpers.wording.duplicates import near_duplicates

SLOWEST = 2.0  # seconds of processor time for a megabyte of text, in any one step
SEEDS = [
    " date 2022-09-23 The Allies say they “do not recognise” it.\n\nNext paragraph.\n\nCourtesy: NATO\n",
    "date 2022-09-22\ntitle Statement on the votes\nissuer North Atlantic Council\nplace Brussels\nreference PR/CP(2022)001\n"
    "url https://example.org/a\nurl https://example.org/b\nkind digest\nlanguage en\n\nAllies met in Kyiv on September 22, and “we "
    "condemn the sham votes in the Donetsk, Luhansk and Kherson regions,” said Mr. Stoltenberg.\n\nSecond paragraph, U.S. law, A/78/123."
    "\n\nCourtesy: NATO\n",
    "date 2023-01\nissuer Foreign Ministry of Türkiye\n\nUkraine’s Foreign Minister, Dmytro Kuleba, said that between 24 February and "
    "3 March 2022 Russia’s forces “shelled Mariupol”. She did not say when. On Monday the EU, the G7 and Moscow's allies met; from "
    "1 July 2022 the ban applies.\n",
    "date 1999\n\nМИД заявил: «Мы не признаём референдумы» в Донецке 23 сентября 2022 года. 外交部表示。 قال الوزير.\n\nCourtesy: МИД\n",
    "Plain text without a header, dated by its name. The President told reporters in Odesa: “No.”\n\nIn the 1990s, not since the fall.",
]
# Single characters that change how others are read, and pieces that parsers look for.
ODD = [*map(chr, [0, 7, 8, 9, 11, 12, 13, 27, 28, 31, 127, 133, 160, 173, 0x300, 0x301, 0x308, 0x34F, 0x37E, 0x61C, 0x9BE, 0xE33, 0x1160])]
ODD += [*map(chr, [0x1E9E, 0x130, 0x149, 0xDF, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202E, 0x2060, 0x2066])]
ODD += [*map(chr, [0xFB01, 0xFDD0, 0xFE0F, 0xFEFF, 0xFFFC, 0xFFFD, 0xFFFE, 0x1D7D8, 0x1F1FA, 0x1F468, 0x10FFFF, 0xFF1D, 0x2126, 0x212B])]
PIECES = [
    *("“", "”", '"', "‘", "’", "'", "«", "»", "(", ")", "[", "{", "<b>", "</script>", "&amp;", "$x$", "–", "—", "…", ". ", "? ", ":"),
    *("date", "date ", "date 2022-09-23", "2022-02-30", "Date: 2022", "title x", "url", "kind full text", "kind tweet", "Courtesy:"),
    *("courtesy : x", "\n", "\n\n", "\r", "\r\n", "\n \n", "\t", "  ", "said ", "says “", "told reporters that ", "did not say ", "she "),
    *("Kyiv", "Kherson and ", "Odessa, Texas", "the Minsk agreements", "Georgia", "Crimean Tatars", "region", "oblasts of ", "U.S."),
    *("September 22", "on Monday", "03/04/2022", "from 1 July to ", "since ", "between May and ", "the 1990s", "Q3 2022", "two weeks ago"),
    *("0000-00-00", "9999-12-31", "0001-01-01", "February 30", "99 February 9999", "31 June", "1" * 40, "٣٠", "²", "½", "Ⅷ", "৪"),
    *("next century", "999999999 years ago", "last year", "10000000000 days", "in 9999 years", "the year 0", "http://a.b/Kyiv", "www.Kyiv"),
]
ENCODINGS = ["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1251", "cp1252", "koi8-r", "big5", "shift-jis", "cp037", "utf-7", "gb18030"]
SUFFIXES = [".txt"] * 12 + [".text", ".md", "", ".TXT", ".html", ".pdf", ".docx", ".csv", ".jsonl", ".doc", ".xyz", ".txt.bak"]
NAMES = [
    "a",
    "'",
    '"',
    "\n",
    "\r",
    "\t",
    " ",
    "é",
    "e\u0301",
    "\u202e",
    "\u200d",
    "👨\u200d👩\u200d👧",
    "<b>",
    "%2e",
    "&",
    ";",
    "|",
    "$(x)",
]
NAMES += ["`", "\\", "*", "?", "#", "–", "\udcff"]


def mutant(draw, seeds=SEEDS):
    """Return the bytes of a statement file with one to six things done to it."""
    text, head = draw.choice(seeds), ""
    if draw.random() < 0.5:  # or most would be faults of the header alone
        head, blank, text = text.partition("\n\n")
        head += blank
    for change in draw.choices([*CHANGES], [*CHANGES.values()], k=draw.choice([1, 1, 2, 3, 6])):
        text = change(draw, text, seeds)
    raw = _encoded(draw, head + text)
    for change in draw.choices([_flip, _cut, _double, _splice], k=draw.choice([0, 0, 0, 0, 0, 1, 2])):
        raw = change(draw, raw, seeds)
    return raw


def name(draw, number):
    """Return a name that no other mutant has: plain, odd, or as long as a file system lets it be."""
    plain = f"{draw.choice(['', '', '2022-09-23-', '2022-13-01 ', '1789-'])}{number}"
    kind = draw.random()
    if kind < 0.2:
        plain += "".join(draw.choices(NAMES, k=draw.randint(1, 8)))
    elif kind < 0.25:
        plain += "é" * 200
    suffix = draw.choice(SUFFIXES)
    return os.fsdecode(os.fsencode(plain)[: 255 - len(suffix)]) + suffix


def _at(draw, text):
    return draw.randrange(len(text) + 1)


def _insert(draw, text, seeds):
    for _ in range(draw.choice([1, 1, 2, 9])):
        at = _at(draw, text)
        text = text[:at] + draw.choice(draw.choice([ODD, PIECES])) + text[at:]
    return text


def _repeat(draw, text, seeds):
    at = _at(draw, text)
    return text[:at] + draw.choice(draw.choice([ODD, PIECES])) * draw.choice([3, 40, 1000]) + text[at:]


def _drop(draw, text, seeds):
    a, b = sorted([_at(draw, text), _at(draw, text)])
    return text[:a] + text[b:]


def _again(draw, text, seeds):
    a, b = sorted([_at(draw, text), _at(draw, text)])
    return text[:b] + text[a:b] * draw.choice([1, 1, 3, 20]) + text[b:]


def _other(draw, text, seeds):
    other = draw.choice(seeds)
    return text[: _at(draw, text)] + other[_at(draw, other) :]


def _shuffle(draw, text, seeds):
    lines = text.split("\n")
    few = min(len(lines), draw.choice([3, 9, 99]))
    return "\n".join([*draw.sample(lines[:few], few), *lines[few:]])


def _words(draw, text, seeds):
    words = text.split(" ")
    draw.shuffle(words)
    return " ".join(words)


def _form(draw, text, seeds):
    return unicodedata.normalize(draw.choice(["NFD", "NFKD", "NFC", "NFKC"]), text)


def _case(draw, text, seeds):
    head, _, rest = text.partition("\n\n")
    return f"{head}\n\n{draw.choice([str.upper, str.lower, str.title, str.swapcase])(rest)}"


def _one_line(draw, text, seeds):
    return text.replace("\n\n", "\0").replace("\n", " ").replace("\0", draw.choice([" ", "\n", "\n\n", "\r", "\u2028"]))


def _deep(draw, text, seeds):
    return text + draw.choice(["\n\nNo.", "\n\n", "\n \n\t", "\n\n“We", "\n\n(a)"]) * draw.choice([50, 500])


def _right_to_left(draw, text, seeds):
    at = _at(draw, text)
    return text[:at] + "\u202e\u2067" + text[at:][::-1] + draw.choice(["\u202c", "\u2069", ""])


def _joined(draw, text, seeds):
    return draw.choice(["\u200d", "\u0301", "\ufe0f", "\u00ad"]).join(text)


def _surrogate(draw, text, seeds):
    at = _at(draw, text)
    return text[:at] + chr(draw.randrange(0xD800, 0xE000)) + text[at:]


def _random(draw, text, seeds):
    at = _at(draw, text)
    some = (chr(draw.choice([draw.randrange(128), draw.randrange(0x3000), draw.randrange(0x110000)])) for _ in range(9))
    return text[:at] + "".join(some) + text[at:]


def _nothing(draw, text, seeds):
    return draw.choice(["", " ", "\n", "date", "date ", "date 2022-09-23", "\ufeff", text])


CHANGES = {_insert: 8, _repeat: 2, _drop: 3, _again: 2, _other: 3, _shuffle: 2, _words: 3, _form: 2, _case: 1, _one_line: 1, _deep: 1}
CHANGES |= {_right_to_left: 1, _joined: 1, _surrogate: 0.4, _random: 1, _nothing: 0.4}


def _encoded(draw, text):
    if draw.random() < 0.9:
        return text.encode("utf-8", errors="surrogatepass")
    used, half = draw.choice(ENCODINGS), _at(draw, text)
    if draw.random() < 0.3:  # two encodings in one file
        return text[:half].encode("utf-8", errors="replace") + text[half:].encode(used, errors="replace")
    return text.encode(used, errors="replace")


def _flip(draw, raw, seeds):
    made = bytearray(raw)
    for _ in range(draw.choice([1, 1, 4, 30])):
        if made:
            made[draw.randrange(len(made))] ^= 1 << draw.randrange(8)
    return bytes(made)


def _cut(draw, raw, seeds):
    return raw[: _at(draw, raw)]


def _double(draw, raw, seeds):
    return raw * 2


def _splice(draw, raw, seeds):
    other = draw.choice(seeds).encode()
    return raw[: _at(draw, raw)] + other[_at(draw, other) :]


def batch(folder, seed, size, seeds=SEEDS):
    """Write `size` mutants into an empty folder; the same seed writes the same files."""
    draw = random.Random(seed)
    for number in range(size):
        raw, path = mutant(draw, seeds), Path(folder, name(draw, number))
        path.write_bytes(raw)


def faults_of(folder, *, files, deep=True, slowest=None):
    """Take a folder through the kit; return a sentence for each promise that was not kept, and the documents."""
    broken, slow = [], {}

    def run(what, function, *arguments, **options):
        began = time.process_time()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return function(*arguments, **options)
        except corpus.CorpusError as error:
            return error
        except Exception as error:
            broken.append(f"{what}: {type(error).__name__}: {error}"[:400])
            return None
        finally:
            slow[what] = time.process_time() - began

    documents = run("load_corpus, not strict", corpus.load_corpus, folder, strict=False)
    problems = run("check_corpus", corpus.check_corpus, folder)
    strict = run("load_corpus", corpus.load_corpus, folder)
    if documents is None or problems is None:
        return broken, None
    good = 0 if isinstance(documents, corpus.CorpusError) else len(documents)
    named = {*problems.file, *(documents.file if good else [])}  # a table may be good in some rows and faulty in others
    if len(named) != files:
        broken.append(f"{len(named)} files read or faulty of {files}")
    if len(problems) and not (isinstance(strict, corpus.CorpusError) and len(strict.problems) == len(problems)):
        broken.append(f"load_corpus and check_corpus tell of other faults: {strict!r}"[:300])
    if not (problems.problem.str.len() > 0).all() or not (problems.remedy.str.len() > 0).all() or not (problems.line >= 1).all():
        broken.append("a fault without a line, a problem or a remedy")
    if good:
        broken += _find(documents, run, deep)
        size = documents.text.str.len().sum() / 1e6
        most = (slowest or SLOWEST) * max(size, 0.5)
        slow.pop("independence", None)  # all finders several times over
        broken += [f"{what} took {took:.1f} s for {size:.2f} million characters" for what, took in slow.items() if took > most]
    return broken, documents


def _find(documents, run, deep):
    """Run everything that works on documents; return what of it is wrong."""
    found = {
        "sentences": run("sentences", sentences, documents),
        "tokens": run("tokenize", tokenize, documents),
        "place": run("region_mentions", region_mentions, documents),
        "date": run("find_timexes", find_timexes, documents, vague=True),
        "reported": run("reported_statements", reported_statements, documents),
        "kwic": run("kwic", kwic, documents, "s*", width=20),
    }
    wrong = []
    for what, table in found.items():
        if table is not None:
            wrong += [f"{what}: {said}" for said in spans_wrong(table, documents)]
            rest = run(f"tables.reading of {what}", lambda table: tables.reading(table, limit=30).to_html(), table)
            wrong += [f"{what}: markup of a statement in its HTML"] if rest and "<script" in rest else []
            if what in ("place", "date", "reported", "kwic"):
                shown = run(f"evidence of {what}", evidence, table, documents)
                if shown is not None and shown.surface.tolist() != _surfaces(table, documents):
                    wrong.append(f"evidence of {what} shows another surface")
    if found["sentences"] is not None and found["tokens"] is not None:
        wrong += uncovered(found["tokens"], found["sentences"])
    wrong += run("independence", apart, documents, found) or []
    for row in documents.tail(40).to_dict("records"):
        again, faults = parse_statement(format_statement(row))
        source = "" if pd.isna(row["source"]) else " ".join(row["source"].split())
        same = not faults and (again["text"], again["source"] or "") == (row["text"], source)
        wrong += [] if same else [f"written and read again, {row['file']!r} is another: {faults} {again.get('text')!r:.200}"]
    few = documents.head(60)
    run("near_duplicates", near_duplicates, few)
    run("recurring_passages", recurring_passages, few)
    for row in documents.head(40).to_dict("records"):
        run("tables.statement", tables.statement, pd.Series(row))
    if deep and all(table is not None for table in found.values()):
        pages = found | {"date": run("find_timexes, not vague", find_timexes, documents)}
        marks = {kind: pages[kind] for kind in ("sentences", "place", "date", "reported")}
        with tempfile.TemporaryDirectory() as made:
            written = run("reader.write", reader.write, documents, made, found=marks)
            if written is not None and len(list(Path(made).iterdir())) != len(documents) + 1:
                wrong.append(f"{written} pages of {len(documents)} statements, {len(list(Path(made).iterdir()))} files")
        run("site_evidence", site_evidence.data_of, documents, found["tokens"], pages, reader.page_name)
    return wrong


def _surfaces(table, documents):
    texts = dict(zip(documents.document_id, documents.text, strict=True))
    return [texts[i][a:b] for i, a, b in zip(table.document_id, table.start, table.end, strict=True)]


def spans_wrong(table, documents):
    """Return what is wrong with the spans of a table: outside the text, empty, or with another surface than the text has there."""
    lengths = documents.set_index("document_id").text.str.len()
    length = table.document_id.astype("str").map(lengths).astype("int64")
    outside = ~((table.start >= 0) & (table.start < table.end) & (table.end <= length))
    said = [f"{outside.sum()} spans outside the text or empty: {table[outside].head(2).to_dict('records')}"] if outside.any() else []
    if said:
        return said
    surfaces = _surfaces(table, documents)
    for column in ("surface", "content"):
        if column in table and table[column].tolist() != surfaces:
            other = next(pair for pair in zip(table[column], surfaces, strict=True) if pair[0] != pair[1])
            said.append(f"{column} is not the text between start and end: {other}")
    if "node" in table and [" ".join(node.split()) for node in table.node] != [" ".join(surface.split()) for surface in surfaces]:
        said.append("node is not the text between start and end")
    for part in ("speaker", "cue"):
        if f"{part}_start" in table:
            there = table[table[f"{part}_start"].notna()]
            inside = (there[f"{part}_start"] < there[f"{part}_end"]) & (there[f"{part}_end"] <= length[there.index])
            said += [] if inside.all() else [f"{part} outside the text or empty"]
    if {"date_from", "date_to"} <= set(table) and (table.date_from > table.date_to).any():
        said.append("date_from after date_to")
    return said


def uncovered(tokens, sentences):
    """Return the tokens that lie outside of the sentence they are said to stand in."""
    own = sentences.assign(document_id=sentences.document_id.astype("str")).set_index(["document_id", "sentence"])
    keys = pd.MultiIndex.from_arrays([tokens.document_id.astype("str"), tokens.sentence])
    at = own.reindex(keys)
    wrong = ~((at.start.to_numpy() <= tokens.start.to_numpy()) & (tokens.end.to_numpy() <= at.end.to_numpy()))
    return [f"{wrong.sum()} tokens outside of their sentence: {tokens[wrong].head(2).to_dict('records')}"] if wrong.any() else []


def apart(documents, found):
    """Return the tables in which rows of a statement change when others are added: every ninth is read again by itself."""
    some = documents.iloc[::9].reset_index(drop=True)
    again = {
        "sentences": sentences(some),
        "tokens": tokenize(some),
        "place": region_mentions(some),
        "date": find_timexes(some, vague=True),
        "reported": reported_statements(some),
        "kwic": kwic(some, "s*", width=20),
    }
    wrong = []
    for what, table in again.items():
        if found[what] is not None:
            # Whether a name must tell two statements apart, and whether a corpus has dates that are years, is of the whole table.
            table = table.drop(columns=["date", "statement"], errors="ignore")
            whole = found[what][found[what].document_id.astype("str").isin(some.document_id)][list(table)]
            a, b = (t.astype(object).where(t.notna(), None).astype("str").to_numpy().tolist() for t in (whole, table))
            wrong += [] if a == b else [f"{what}: other rows when other statements are there"]
    return wrong


def long_texts(megabytes=1.0):
    """Yield (name, text) of texts of one kind of thing each, to see that no step takes more than its time."""
    n = int(megabytes * 1e6)
    units = [
        *PIECES,
        *ODD[9:],
        "a",
        "A",
        "é",
        "1",
        "1.",
        "1,",
        "a.b.",
        "A. ",
        "“a ",
        "(a",
        "a-",
        "a'",
        "Mr. ",
        "he said ",
        ", said Mr. X, ",
    ]
    units += ["\n\n“a", ", and", "Kherson, ", "Kyiv and ", "in Kyiv ", "the the ", "not ", "she said that ", "She. ", "1 May ", "1-", "1/2"]
    units += ["1 and ", "from May to ", "A-", "a b c. "]
    for unit in units:
        yield unit, (unit * (n // len(unit) + 1))[:n]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--count", type=int, default=100_000, help="mutants")
    parser.add_argument("--batch", type=int, default=200, help="mutants in a folder")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="begin with this folder, to run one again")
    parser.add_argument("--long", action="store_true", help="instead, a megabyte of each kind of thing")
    parser.add_argument("--folders", action="store_true", help="instead, a file of 200 MB and a folder of 50,000 files")
    chosen = parser.parse_args()
    began, faults, read, done = time.time(), 0, 0, 0
    if chosen.long:
        return _long()
    if chosen.folders:
        return _folders()
    seeds = SEEDS * 2 + [path.read_text(encoding="utf-8") for path in sorted(corpus.CORPUS.glob("*.txt"))[::40]]
    for number in range(chosen.first, chosen.first - (-chosen.count // chosen.batch)):
        with tempfile.TemporaryDirectory() as folder:
            batch(folder, f"{chosen.seed}-{number}", chosen.batch, seeds)
            broken, documents = faults_of(folder, files=chosen.batch)
        faults += len(broken)
        done += chosen.batch
        read += 0 if documents is None or isinstance(documents, Exception) else len(documents)
        for said in broken:
            print(f"seed {chosen.seed}-{number}: {said}", flush=True)
        if number % 25 == 24:
            print(f"{done:,} mutants, {read:,} read as statements, {faults} faults, {time.time() - began:.0f} s", flush=True)
    print(f"{done:,} mutants: {read:,} read as statements, {done - read:,} named as faulty, {faults} promises broken", end="")
    print(f", {time.time() - began:.0f} s")
    return min(faults, 99)


def _long():
    faults = 0
    for unit, text in long_texts():
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "a.txt").write_bytes(f"date 2022-09-23\n\nWe met. {text}".encode())
            broken, _ = faults_of(folder, files=1)
        faults += len(broken)
        print(f"{unit[:20]!r}: {broken or 'well'}", flush=True)
    print(f"{faults} promises broken")
    return min(faults, 99)


def _folders():
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "a.txt").write_bytes(b"date 2022-09-23\n\n" + b"We met in Kyiv and said no.\n\n" * 6_900_000)
        began = time.time()
        documents = corpus.load_corpus(folder)
        print(f"200 MB: {documents.text.str.len().sum():,} characters in {time.time() - began:.1f} s")
        Path(folder, "a.txt").write_bytes(b"x" * 310_000_000)
        print(corpus.check_corpus(folder).problem.tolist())
    with tempfile.TemporaryDirectory() as folder:
        for number in range(50_000):
            Path(folder, f"{number:06}.txt").write_text(f"date 2022-09-23 Statement {number}." if number % 10 else "no date")
        began = time.time()
        documents, problems = corpus.read_corpus(folder)
        print(f"50,000 files: {len(documents):,} read, {len(problems):,} faulty in {time.time() - began:.1f} s")
    return 0 if (len(documents), len(problems)) == (45_000, 5_000) else 1


if __name__ == "__main__":
    sys.exit(main())
