"""Whether a corpus bears out what a report claims and quotes, and the nearest that it does bear out."""

import difflib
import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

import pandas as pd

from helpers.claims.lines import addresses, lines_in, parsed, tidy, written, wrong
from helpers.claims.questions import Sources, answered, key_of
from helpers.site.reader import page_name
from helpers.verify.attributed import Attributions, Speakers, fits, is_day
from helpers.verify.found import Finder, Place
from helpers.verify.quoted import LEAST, denied_in, is_negation, quoted_in, words_in
from helpers.wording import compare

COLUMNS = ["kind", "said", "verdict", "why", "nearest", "document_id", "sentence", "start", "end"]
YES, NO, OPEN = "borne out", "not borne out", "cannot be told"
AFTER = 80  # characters behind a quotation, whose last words may stand in brackets
SHOWN = 400  # characters of what a report says


class Checker:
    """A corpus that reports are checked against; what is found in it is found once."""

    def __init__(self, documents):
        self.sources = Sources(documents)
        self.documents = self.sources.documents.reset_index(drop=True)
        self.sources.documents = self.documents
        self.finder, self.speakers = Finder(self.sources), Speakers(self.sources)
        self.ids = self.documents["document_id"].astype("str").tolist()
        self.row_of = {key_of(name): row for row, name in enumerate(self.ids)} | {page_name(name): row for row, name in enumerate(self.ids)}
        titles = self.documents["title"].dropna().astype("str").unique() if "title" in self.documents else []
        self.titles = [f" {' '.join(words_in(title))} " for title in [*titles, *self.speakers.words]]
        self.answer = lru_cache(maxsize=256)(self._answer)

    def check(self, report, *, least=LEAST):
        """Return one row per claim, quotation and address of a report; ``attrs["short"]`` says how many quotations were too short.

        Parameters
        ----------
        report : Report
            From `reports.read_report`.
        least : int
            Words of a quotation that is judged.

        Returns
        -------
        DataFrame
            In text order: kind (claim, quotation, address), said, verdict (borne out, not borne out, cannot be told), why, nearest (what
            the corpus has), document_id and sentence of that, start and end (offsets in the text of the report).
        """
        lines = list(lines_in(report.text))
        rows = [self._claim(report.text[a:b], what) | {"start": a, "end": b} for a, b, what in lines]
        found = quoted_in(report, hidden=[line[:2] for line in lines])
        judged = [one for one in found if one.size >= least]
        spans = [(one.start, one.end) for one in found]
        told = Attributions(report) if judged else None
        near = self.finder.candidates([re.sub(r"[\[\]]", "", one.text) for one in judged])  # as they are written: the corpus is read so
        places = [self.finder.places(one, [row for row, _ in candidates]) for one, candidates in zip(judged, near, strict=True)]
        nearest = [None if where else self.finder.nearest(one, there) for one, where, there in zip(judged, places, near, strict=True)]
        self.speakers.read([place.row for where in places for place in where] + [place.row for place in nearest if place is not None])
        for one, where, passage in zip(judged, places, nearest, strict=True):
            row = self._quotation(one, where, told.of(one, inside=spans)) if where else self._unfound(one, passage)
            rows.append(row | {"kind": "quotation", "said": one.text[:SHOWN], "start": one.start, "end": one.end})
        rows += self._links(report)
        table = pd.DataFrame(rows, columns=COLUMNS).sort_values(["start", "end"], kind="stable", ignore_index=True)
        table.attrs["short"] = len(found) - len(judged)
        return table

    def _answer(self, question):
        said = parsed(question)
        figures, spans = answered(said.asked, self.sources)
        return figures, addresses(spans, self.sources)

    def _claim(self, line, what):
        """Judge the line of a claim."""
        row = {"kind": "claim", "said": " ".join(line.split())}
        if what is None:
            return row | {"verdict": OPEN, "why": "the line is damaged: its brackets or its end are missing"}
        try:
            said = parsed(what)
            figures, places = self.answer(re.sub(r"; see .*(?=; corpus )", "", tidy(what)))
        except (ValueError, KeyError) as error:
            return row | {"verdict": OPEN, "why": str(error.args[0] if error.args else error)}
        if figures is None:
            return row | {"verdict": NO, "why": "nothing is found for it"}
        corpus = self.sources.fingerprint
        faults = [f"{name} is not {said.figures[name]}" for name in wrong(said, figures)] + self._misplaced(said, places)
        where = {"nearest": written(said.asked, figures, places, corpus)}
        if places:
            where |= {"document_id": places[0][0], "sentence": places[0][1]}
        if not corpus.startswith(said.corpus.lower()):
            here = "; ".join(faults) or "it is true"
            why = f"it is of the corpus {said.corpus}, and this one is {corpus[: len(said.corpus)]}; here {here}"
            return row | {"verdict": OPEN, "why": why} | where
        return row | {"verdict": NO if faults else YES, "why": "; ".join(faults)} | where

    def _misplaced(self, said, places):
        """Return what is wrong with the addresses of a claim."""
        known, faults = {(key_of(name), sentence) for name, sentence in places}, []
        for name, sentence in said.places:
            if (key_of(name), sentence) not in known:
                near = [number for other, number in places if key_of(other) == key_of(name)]
                there = f"there it is {', '.join(map(str, near[:5]))}" if near else "it does not stand in that statement"
                faults.append(f"not in sentence {sentence} of {name}: {there}")
        if said.more is not None and said.more != len(places) - len(set(said.places)):
            faults.append(f"it stands in {len(places):,} sentences, not in {len(set(said.places)) + said.more:,}")
        return faults

    def _quotation(self, one, places, given):
        """Judge a quotation that is found: to whom, which day and which sentence it is given, and what is left out of it."""
        faults, place = min(((self._misgiven(given, place), place) for place in places), key=lambda pair: len(pair[0]))
        where = self._where(place)
        if faults:
            return {"verdict": NO, "why": f"the words are right; {'; '.join(faults)}"} | where
        put = denied_in(one.text)
        if put and not any(is_negation(word) for word in words_in(self.finder.texts[place.row][place.start : place.end + AFTER])):
            return {"verdict": OPEN, "why": f"what is put in brackets denies something: “{put}”"} | where
        if place.denied:
            return {"verdict": OPEN, "why": f"what is left out of it denies something: “{place.denied[:120]}”"} | where
        return {"verdict": YES, "why": ""} | where

    def _unfound(self, one, near):
        """Judge a quotation that no statement has: the nearest passage, with the words in which it differs."""
        if any(" ".join(("", *words_in(one.text), "")) in title for title in self.titles):
            return {"verdict": YES, "why": "the title of a statement, or the name of an issuer"}
        if near is None:
            return {"verdict": NO, "why": "no statement has these words, or words like them"}
        changes = compare(one.text, self.finder.texts[near.row][near.start : near.end])
        other = [row for row in changes.itertuples() if row.change != "same" and words_in(row.a) != words_in(row.b)]
        told = [_difference(row.a, row.b) for row in other]
        where = self._where(Place(near.row, near.start, near.end))
        return {"verdict": NO, "why": f"other words: {'; '.join(told[:6]) or 'in another order'}"} | where

    def _where(self, place):
        """Return the sentences of a place, with the statement they are of."""
        name, text = self.speakers.ids[place.row], self.finder.texts[place.row]
        numbers, start, end = self._sentences(place)
        date, issuer = self.speakers.issued[place.row], self.speakers.issuers[place.row]
        head = ", ".join(str(part) for part in (issuer, date) if isinstance(part, str) and part)
        nearest = f"{' '.join(text[start:end].split())} ({head or name})"
        return {"nearest": nearest, "document_id": name, "sentence": numbers[0] if numbers else pd.NA}

    def _sentences(self, place):
        """Return the numbers of the sentences of a place, and where they begin and end."""
        here = self.speakers.sentences(place)
        return ([one[0] for one in here], here[0][1], here[-1][2]) if here else ([], place.start, place.end)

    def _misgiven(self, given, place):
        """Return what is wrong in to whom, when and where a report gives words that stand at a place."""
        faults, days = [], [day for day in given.dates if is_day(day)]
        if days:
            issued, named = self.speakers.days(place)
            if issued and not any(fits(day, issued) for day in days) and not any(fits(day, named, vague=False) for day in days):
                faults.append(f"the day is {issued[0]}, not {', '.join(days)}")
        if given.speaker and self.speakers.is_other(given.speaker, place):
            faults.append(f"the speaker is {next((name for name in self.speakers.told(place) if name), 'unknown')}, not {given.speaker}")
        for address in given.addresses:
            target = self._target(address)
            numbers = self._sentences(place)[0]
            if target is not None and (target[0] != place.row or (target[1] is not None and target[1] not in numbers)):
                faults.append(f"it stands in sentence {', '.join(map(str, numbers))} of {self.ids[place.row]}, not where {address} leads")
        return faults

    def _target(self, address):
        """Return (row, sentence) of the statement that an address leads to, row None where there is none; None for an address elsewhere."""
        parts = urlsplit(address)
        page, sentence = unquote(parts.path).rsplit("/", 1)[-1], re.fullmatch(r"s(\d+)", parts.fragment)
        if page in self.row_of or (sentence and "reader" in parts.path.split("/")):
            return self.row_of.get(page), int(sentence[1]) if sentence else None
        return None

    def _links(self, report):
        """Yield a row for each link to a statement."""
        for start, end, address in report.links:
            target = self._target(address)
            if target is None:
                continue
            row = {"kind": "address", "said": address, "start": start, "end": end}
            name = urlsplit(address).path.rsplit("/", 1)[-1]
            if target[0] is None:
                near = difflib.get_close_matches(name, [key for key in self.row_of if key.endswith(".html")], 1, 0.5)
                yield row | {"verdict": NO, "why": "there is no such statement", "nearest": near[0] if near else ""}
                continue
            self.speakers.read([target[0]])
            last = len(self.speakers.bounds[self.speakers.ids[target[0]]]) - 1
            good = target[1] is None or target[1] <= last
            why = "" if good else f"the statement has no sentence {target[1]}; its last is {last}"
            yield row | {"verdict": YES if good else NO, "why": why, "document_id": self.ids[target[0]], "sentence": target[1]}


def _difference(ours, theirs):
    """Say in what a quotation differs from what it is most like."""
    if ours and theirs:
        return f"“{ours}” for “{theirs}”"
    return f"“{ours}” is added" if ours else f"“{theirs}” is left out"
