"""Whom and which day a report gives a quotation to, and whether that is who says it in the statement, and when."""

import re
from bisect import bisect_right
from functools import cache
from typing import NamedTuple

import pandas as pd

from helpers.labels import date_text
from helpers.places import region_mentions
from helpers.reported import reported_statements
from helpers.reported.speakers import actors
from helpers.spans import sentences
from helpers.timexes import find_timexes
from helpers.verify.quoted import SOURCE, words_in

FILLERS = {*words_in("the of and mr ms mrs dr sir its his her their our a an in on for to at by s said statement spokesperson spokesman")}
PRONOUNS = {"he", "she", "it", "they", "we", "i", "who", "this", "that", "both", "one", "others", "some", "here"}
OF_STATEMENT = r"(?:statement|declaration|communiqu[eé]|speech|address|remarks?|briefing|conference|interview|letter|summit|resolution"
OF_STATEMENT += r"|decision|release|conclusions|message|text|document)s?"
BEFORE_DAY = r"(?:\b(?:on|of|dated|from|in|issued|published|adopted)\b\W*){0,3}$"
GIVEN = re.compile(rf"(?:^\W*|[,(\[—–:]\s*|\b{OF_STATEMENT}\b[^.;:]{{0,25}}?){BEFORE_DAY}", re.IGNORECASE)
LEADS = re.compile(r"\W*(?:\b(?:on|of|dated|in)\b\W*)?(?:[A-Z]\w+day,? )?(?:the )?$", re.IGNORECASE)
BELOW = re.compile(r"\s*(?:[-–—―~]{1,3}|\()\s*(?=\w)")
NAMED = re.compile(r"[-–—―(\[][\s,]*(?:according to )?([A-ZÀ-Þ][^,;()\[\]]{1,90}?)\s*(?=[,;(\])]|$)")
LABEL = re.compile(r"[A-ZÀ-Þ][^:;!?\"“”«»]{1,90}")
FAR = 200  # characters before a day that are looked at
WORDS = 5  # between who speaks, or the verb, and the day


class Given(NamedTuple):
    """To whom and to which days a report gives a quotation, and to which addresses."""

    speaker: str | None
    dates: tuple  # ISO texts, as far as they are told
    addresses: tuple


class Attributions:
    """The report's own account of its quotations, as the kit's finders read it."""

    def __init__(self, report):
        self.report = report
        table = pd.DataFrame({"document_id": ["report"], "text": [report.text], "date": pd.array([pd.NaT], dtype="datetime64[ns]")})
        self.said = reported_statements(table, genre="news")
        found = find_timexes(table)
        self.days = list(found[found.type.eq("DATE")][["start", "end", "value"]].itertuples(index=False))
        undated = list(report.text)
        for start, end, _ in self.days:
            undated[start:end] = " " * (end - start)
        self.undated = "".join(undated)
        self.bounds = sentences(table)[["start", "end"]].to_numpy().tolist()

    def of(self, quotation, *, inside=()):
        """Return what the report gives a quotation to; `inside` are the stretches that are quoted."""
        start, end = self._scope(quotation)
        row = self._row(quotation, start, end)
        speaker = None if row is None else self.report.text[int(row.speaker_start) : int(row.speaker_end)]
        before, after = self.undated[start : quotation.start], self.undated[quotation.end : end]
        speaker = self._called(before, after, row) or speaker
        days = [(a, value) for a, b, value in self.days if start <= a and b <= end and not any(c <= a < d for c, d in inside)]
        dates = [value for at, value in days if self._is_given(at, (start, end), quotation, row)]
        links = [address for a, b, address in self.report.links if start <= a < b <= end and not address.startswith("#")]
        return Given(speaker, tuple(dict.fromkeys(dates)), tuple(dict.fromkeys(links)))

    def _scope(self, quotation):
        """Return the stretch that speaks of a quotation: its sentence, what leads to it, and a source below it."""
        text, begins = self.report.text, [start for start, _ in self.bounds]
        at = max(bisect_right(begins, quotation.start) - 1, 0)
        start, end = self.bounds[at] if self.bounds else (0, len(text))
        end = max(end, next((b for a, b in self.bounds[at:] if b >= quotation.end), len(text)))
        start = min(start, quotation.start)
        paragraph = text.rfind("\n\n", 0, quotation.start) + 2 if "\n\n" in text[: quotation.start] else 0
        row_of_table = " | " in text[paragraph : text.find("\n\n", quotation.end) if "\n\n" in text[quotation.end :] else len(text)]
        stop = text.find("\n\n", quotation.end)
        stop = len(text) if stop < 0 else stop
        start = paragraph if row_of_table else start
        if not text[paragraph : quotation.start].strip(" \"“«'‘") and (lead := text[: max(paragraph - 2, 0)].rstrip()).endswith(":"):
            start = next((a for a, b in reversed(self.bounds) if a < len(lead) <= b + 2), paragraph)
        rest = text[quotation.end : stop].lstrip("\"”»'’.!?, ")
        follows = text[stop + 2 : text.find("\n\n", stop + 2) if "\n\n" in text[stop + 2 :] else len(text)]
        if BELOW.match(rest) and len(rest) < SOURCE:
            end = stop
        elif not rest and BELOW.match(follows) and len(follows) < SOURCE:
            end = stop + 2 + len(follows)
        elif row_of_table:
            end = stop
        return start, max(end, quotation.end)

    def _row(self, quotation, start, end):
        """Return the reported statement of the report that a quotation is in, with a speaker who is named beside it."""
        said = self.said[(self.said.start < quotation.end) & (self.said.end > quotation.start) & self.said.speaker_start.notna()]
        beside = (said.speaker_end <= quotation.start) | (said.speaker_start >= quotation.end)
        said = said[beside & (said.speaker_start >= start) & (said.speaker_end <= end)]
        return said.iloc[0] if len(said) else None

    def _called(self, before, after, row):
        """Return the name in brackets or after a dash behind a quotation, or before a colon, where no verb tells the speaker."""
        if row is not None:
            return None
        if BELOW.match(after.lstrip("\"”»'’.!?, \n")) and (behind := NAMED.search(after[:160])):
            return behind[1].strip()
        label = re.fullmatch(r"(.{2,160})[:|]\W*", before, re.DOTALL)
        cells = [cell.strip(" ,.()[]–—-*•\n") for cell in re.split(r"\|", label[1])] if label else []
        return next((cell for cell in reversed(cells) if LABEL.fullmatch(cell)), None)

    def _is_given(self, start, scope, quotation, row):
        """Return whether a day is that of the quotation, and none that it or its sentence speaks of."""
        if row is not None and row.start <= start < row.end and start < quotation.start:
            return False
        text = self.report.text
        if start >= quotation.end and BELOW.match(text[quotation.end : start].lstrip("\"”»'’.!?, \n")):
            return True
        before = LEADS.sub("", text[max(scope[0], start - FAR) : start])
        if GIVEN.search(text[max(scope[0], start - FAR) : start]) or " | " in text[scope[0] : scope[1]]:
            return True
        low = max(scope[0], start - FAR)
        anchors = [quotation.end - low]
        if row is not None:
            anchors += [int(one) - low for one in (row.cue_end, row.speaker_end) if not pd.isna(one)]
        between = [before[at:] for at in anchors if 0 <= at <= len(before) + 3]
        return any(len(words.split()) <= WORDS and not re.search(r"[;:]", words) for words in between)


@cache
def _listed():
    """Return the actors of the list by their aliases, and the expression that finds these."""
    table = actors().sort_values("alias", key=lambda names: -names.str.len(), kind="stable")
    known = {key: (actor, part) for key, actor, part in zip(table.alias, table.actor, table.part, strict=True)}
    return known, re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, known))})(?!\w)")


def names_of(texts):
    """Return for each name what tells it from others: its words, the places in it, and the actors of the list with their parts.

    >>> [sorted(names) for names in names_of(["NATO's Secretary General", "the Russian president"])]
    [['=nato', 'general', 'secretary'], ['=russia']]
    """
    known, search = _listed()
    plain = [search.sub(" ", text) for text in texts]
    mentions = region_mentions(pd.DataFrame({"document_id": range(len(texts)), "text": pd.array(plain, dtype="str")}))
    words = [words_in(re.sub(r"['’]s\b", "", text)) for text in plain]
    made = [{word.removesuffix("s") if len(word) > 4 else word for word in one} - FILLERS for one in words]
    for name, place in zip(mentions.document_id, mentions.place_id, strict=True):
        made[int(name)].add(f"@{place}")
    for names, text in zip(made, texts, strict=True):
        for actor, part in (known[found] for found in search.findall(text)):
            names |= {f"={actor}"} | ({f"={actor}/{part}"} if part != actor else set())
    return made


class Speakers:
    """Who speaks in a corpus: the words of the names of issuers, and of those whom statements report."""

    def __init__(self, sources):
        self.sources, self.documents = sources, sources.documents
        issuers = self.documents["issuer"].fillna("").astype("str") if "issuer" in self.documents else pd.Series("", self.documents.index)
        self.issuers = issuers.tolist()
        known = list(dict.fromkeys(name for name in self.issuers if name))
        self.words = dict(zip(known, names_of(known), strict=True))
        self.ids, self.issued = self.documents["document_id"].tolist(), date_text(self.documents).tolist()
        self.name = cache(lambda name: self.words[name] if name in self.words else names_of([name])[0])

        self.said, self.named, self.bounds = {}, {}, {}

    def read(self, rows):
        """Find who speaks, which days are named and where sentences end, in the statements of some rows alone."""
        rows = [row for row in dict.fromkeys(rows) if self.ids[row] not in self.bounds]
        if not rows:
            return
        some = self.documents.iloc[rows]
        none = {name: [] for name in some["document_id"]}
        dates = find_timexes(some)
        self.said |= none | by_statement(reported_statements(some), ["start", "end", "speaker", "actor"])
        self.named |= none | by_statement(dates[dates.type == "DATE"], ["start", "end", "value"])
        self.bounds |= none | by_statement(sentences(some), ["sentence", "start", "end"])

    def told(self, place):
        """Return who speaks at a place of a statement, the issuer first."""
        self.read([place.row])
        here = [row for row in self.said[self.ids[place.row]] if row[0] < place.end and row[1] > place.start]
        names = [name for _, _, *both in here for name in both if isinstance(name, str)]
        return [self.issuers[place.row], *dict.fromkeys(names)]

    def days(self, place):
        """Return the days of a place: that of its statement, and those that its sentences name."""
        here = self.sentences(place)
        start, end = (here[0][1], here[-1][2]) if here else (place.start, place.end)
        named = [str(value) for a, b, value in self.named[self.ids[place.row]] if a >= start and b <= end]
        return [day for day in [self.issued[place.row]] if isinstance(day, str)], named

    def sentences(self, place):
        """Return (number, start, end) of the sentences of a place."""
        self.read([place.row])
        return [row for row in self.bounds[self.ids[place.row]] if row[1] < place.end and row[2] > place.start]

    def is_other(self, claimed, place):
        """Return whether a name is that of another than who speaks at a place: it is more like another issuer's, or is not there at all."""
        plain = words_in(claimed)
        if not plain or plain[0] in PRONOUNS or not re.search("[A-ZÀ-Þ]", claimed):
            return False
        names = [name for name in self.told(place) if name]
        wanted, *own = map(self.name, [claimed, *names])
        if not wanted or not names:
            return False
        ours = max(len(wanted & words) for words in own)
        best = max((len(wanted & words) for words in self.words.values()), default=0)
        if not ours and any(one[0] == "=" for one in wanted) and any(one[0] == "=" for words in own for one in words):
            return True
        if ours or best:
            return ours < best and not any(wanted <= words for words in own)
        row = self.documents.iloc[place.row]
        there = set(words_in(f"{row['text']} {row.get('title')}"))
        return (
            bool(re.search(r"[A-Z]\w+ [A-Z]\w+", claimed.removeprefix("The ")[:100]))
            and not {word for word in wanted if word[0] not in "@="} & there
        )


def by_statement(table, columns):
    """Return the rows of a table as lists of some columns, by document_id: to ask a table for one statement takes far longer."""
    rows = {}
    for name, *values in zip(table["document_id"].astype(object), *(table[column].astype(object) for column in columns), strict=True):
        rows.setdefault(name, []).append(values)
    return rows


def fits(told, days, *, vague=True):
    """Return whether a day as it is told is one of some days, each as far as it is known; without `vague`, as far as it is told.

    >>> fits("2022-09", ["2022-09-22"]), fits("2022-09-23", ["2022-09-22"]), fits("XXXX-09-22", ["2022-09-22"]), fits("2022-09", ["2022"])
    (True, False, True, True)
    """
    pairs = [(told.split("-"), day.split("-")) for day in days if vague or len(day) >= len(told)]
    return not is_day(told) or any(all("X" in a + b or a == b for a, b in zip(*pair, strict=False)) for pair in pairs)


def is_day(told):
    """Return whether a value is a day, a month or a year, and not a season, a week or a span."""
    return bool(re.fullmatch(r"[\dX]{4}(?:-\d\d){0,2}", told))
