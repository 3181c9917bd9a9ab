"""The speakers panel: who said what about whom, as reported statements by speaker, cue and region."""

import pandas as pd

from helpers import groups, plots, timeline
from helpers.claims import claim
from helpers.claims.questions import Sources
from helpers.evaluation import figures_for
from helpers.explore.base import Answer, NothingToShow, Panel
from helpers.explore.choices import ALL, choice_of, chosen, dated_statements, filters, kept, menu, period_menu
from helpers.explore.drawing import title, wide
from helpers.explore.trends import TREND, with_trend
from helpers.frames.doors import positions, require_spans
from helpers.places import load_gazetteer, region_mentions
from helpers.plots.base import counted
from helpers.reported import reported_statements
from helpers.timeline.who_said import UNKNOWN, counts_of, said_rows

WHO = [("actors", "actor"), ("speakers as they are named", "speaker")]
WHAT = [("kind of cue (say, condemn …)", "cue_class"), ("cue (said, vowed …)", "cue")]
ALONG = [("what their words name", "region"), ("how it is said", "what")]
SURE = [("all reported statements", ""), ("those that are nearly always right", "sure")]
NUMBERED = ["document_id", "actor", "speaker", "cue", "cue_class", "region", "about"]  # the same few texts
DOWN, ACROSS, LISTED = 12, 9, 100  # rows and columns of the figure, names in a list
GENRES = 300  # statements, of which the genres are taken for those of all
NONE, NO_KIND = "No statement reports what somebody said.", "Nobody is reported to say anything of that kind here."
GIVE_ISSUERS = "give the statements an issuer (column issuer), who is meant by “we”"
GIVE_NAMES = "count speakers as they are named, or add names to corpus/wordlists/actors.csv"


def speakers(documents, *, reported=None, mentions=None, gazetteer=None, **choices):
    """Open the speakers panel: who is reported to have said what about which region, how often, and since when.

    Without the panel: `timeline.said_by` gives the table, `timeline.count_by_period` the trend.

    Parameters
    ----------
    documents : DataFrame
        Statements with dates.
    reported, mentions, gazetteer : DataFrame, optional
        From `reported.reported_statements`, `places.region_mentions` and `places.load_gazetteer`, to save making them again.
    **choices
        The controls' first values, by the names in `controls`: who, what, about, since, until, issuer …

    Returns
    -------
    Panel
        Its `table` is that of `timeline.said_by`, with the names of the regions as about.

    Examples
    --------
    >>> dates = pd.to_datetime(["2022-09-22", "2022-10-12"])
    >>> documents = pd.DataFrame({"document_id": ["a", "b"], "date": dates, "text": ["NATO said that Odesa is safe.", "NATO met."]})
    >>> speakers(documents).table[["actor", "cue_class", "about", "n", "documents", "total"]].values.tolist()
    [['nato', 'say', 'Odesa Oblast', 1, 1, 2]]
    """
    documents = dated_statements(documents)
    said = reported_statements(documents) if reported is None else reported
    said = require_spans(said, "start", "end", "speaker", "actor", "cue", "cue_class", "negated", documents=documents, name="reported")
    places = region_mentions(documents, gazetteer) if mentions is None else mentions
    places = require_spans(places, "start", "end", "region", documents=documents, name="mentions")
    gazetteer = load_gazetteer() if gazetteer is None else gazetteer
    names = gazetteer.drop_duplicates("place_id").set_index("place_id").name
    asked = _Speakers(documents, said, places, names)
    return Panel(documents, _controls(documents, said, asked), asked.ask, name="speakers", choices=choices)


class _Speakers:
    """What the panel asks of some statements; what a change leaves as it is, is kept."""

    def __init__(self, documents, reported, mentions, names):
        self.documents, self.mentions = documents, mentions
        self.rows = said_rows(reported, documents, mentions=mentions, by=("actor", "speaker", "cue", "cue_class", "region"))
        codes = self.rows.region.drop_duplicates()
        called = codes.map(names).fillna(codes)
        self.names = called.where(~called.duplicated(keep=False), called + " (" + codes + ")").set_axis(codes)
        self.rows["about"] = self.rows.region.map(self.names)
        self.rows = self.rows.astype(dict.fromkeys(NUMBERED, "category"))
        self.sources = Sources(documents)
        self.sources.reported, self.sources.mentions = reported, mentions
        self.inside, self.counted, self.right = kept(self._inside), kept(self._counted), _figures(documents)
        self.over_time, self.tiles = kept(self._over_time), kept(self._tiles)

    def _inside(self, sure, only, choice):
        """Return the statements of a choice, and the rows of what is reported in them, each once for each region."""
        among, rows = chosen(self.documents, mentions=self.mentions, **dict(choice))[0], self.rows
        rows = rows[rows.sure] if sure else rows
        rows = rows if only == ALL else rows[rows.actor == only]
        return among, rows if among is self.documents else rows[self.within(rows, among)]

    def within(self, rows, among):
        """Return which rows are of some statements."""
        return (positions(rows.document_id.cat.categories, among.document_id) >= 0)[rows.document_id.cat.codes]

    def _counted(self, by, sure, only, choice):
        among, rows = self.inside(sure, only, choice)
        table = counts_of(rows, list(by), total=len(among))
        table.insert(len(by), "about", table.region.map(self.names))
        return table

    def _fits(self, sure, only, about, choice):
        among, rows = self.inside(sure, only, choice)
        return among, rows if about == ALL else rows[rows.region == about]

    def _tiles(self, who, side, of):
        among, fits = self._fits(*of)
        return _most(counts_of(fits, [who, side], total=len(among)), who, side)

    def _over_time(self, cell, period, of):
        among, fits = self._fits(*of)
        return timeline.count_by_period(_fitting(fits, dict(cell)).drop_duplicates("at"), among, period=period)

    def claim(self, who, fixed, of, row, period):
        """Return what a tile, a row or a point is about as the line of a claim; `fixed` is chosen for all of them."""
        cell = {} if row is None else {name: value for name, value in _cell(row).items() if value}
        code = {name: code for code, name in self.names.items()}
        by = {"region" if name == "about" else name: code[value] if name == "about" else value for name, value in cell.items()} | fixed
        if who not in by:
            raise ValueError("Choose a tile or a row first: the claim is of that.")
        subject = by.pop(who)
        inside = {period: str(row.period)} if row is not None and "period" in row else {}
        kind = "reports by" if who == "actor" else "reports by speaker"
        return claim(self.documents, kind, subject, by=by or None, sources=self.sources, **choice_of(self.documents, **of) | inside)

    def ask(self, *, who, what, along, only, about, sure, period, speaker="", cue="", named="", **choice):
        of, side = tuple(choice.items()), "about" if along == "region" else what
        among, rows = self.inside(sure, only, of)
        every = self.counted((who, what, "region"), sure, only, of)
        table = every if about == ALL else every[every.region == about].reset_index(drop=True)
        if table.empty:
            raise NothingToShow(f"{NONE if self.rows.empty else NO_KIND} ({counted(len(among), 'statement')})", table)
        fitting = sure, only, about, of
        tiles = self.tiles(who, side, fitting)
        cell = {name: value for name, value in ((who, speaker), (what, cue), ("about", named)) if value}
        rates = self.over_time(tuple(cell.items()), period, fitting)

        def draw(figure):
            above, below = with_trend(figure, 0.9 + 0.3 * tiles[who].nunique())
            plots.cross_tiles(tiles, rows=who, columns=side, unit="reported statements", ax=above)
            plots.period_rates(rates, exposure="documents", ax=below)
            below.described = [{**part, "table": part["table"].assign(**cell)} for part in below.described]
            title(below, f"Reported statements by {period}: {', '.join(cell.values()) or 'all'}"[:90], fontsize=10)

        def spans(row):
            here = _fitting(self._fits(*fitting)[1], _cell(row)).drop_duplicates("at")
            if "period" in row:
                inside = among[groups.periods_of(among, period) == row.period]
                here = here[self.within(here, inside)]
            return here[["document_id", "start", "end"]].astype({"document_id": self.documents.document_id.dtype})

        def narrowed(row):
            return _fitting(table, _cell(row))

        def follows(row):
            return {"speaker": row.get(who, ""), "cue": row.get(what, ""), "named": row.get("about", "")}

        line = chosen(self.documents, mentions=self.mentions, **choice)[1]
        size = {"height": 0.9 + 0.3 * tiles[who].nunique() + TREND, "width": wide(rates.period)}
        fixed = {name: value for name, value in (("actor", only), ("region", about)) if value != ALL}
        size |= {} if sure else {"claims": lambda row: self.claim(who, fixed, choice, row, period)}
        note = f"{_unknown(rows, among, who)} {self.right} Choose a tile, a point or a row to read."
        code = f"{line}\n{_code([who, what, 'region'], sure, only, about)}"
        return Answer(table, draw, spans, code, note, follows=follows, narrowed=narrowed, **size)


def _most(table, who, side):
    """Return the pairs of the figure: of those who speak most, and of what is there most."""
    for name, most in ((who, DOWN), (side, ACROSS)):
        top = table.groupby(name).n.sum().sort_values(ascending=False, kind="stable").index[:most]
        table = table[table[name].isin(top)].sort_values(name, key=lambda values, top=top: values.map(list(top).index), kind="stable")
    return table.drop(columns="of_speaker")


def _controls(documents, reported, asked):
    regions, actors = (asked.rows.drop_duplicates(["at", name])[name].value_counts().head(LISTED) for name in ("region", "actor"))
    named, told = (reported[name].notna().mean() for name in ("actor", "speaker"))
    return {
        "who": menu("Who", WHO, "speaker" if named < 0.5 < told else "actor"),
        "what": menu("said", WHAT),
        "along": menu("Columns", ALONG),
        "only": menu("Only by the actor", [(ALL, ALL), *((f"{name} ({n:,})", name) for name, n in actors.items())]),
        "about": menu("About", [(ALL, ALL), *((f"{asked.names[code]} ({n:,})", code) for code, n in regions.items())]),
        "sure": menu("Of", SURE if "sure" in reported else SURE[:1]),
        "period": period_menu(documents, most=40),
        **filters(documents),
    }


def _cell(row):
    """Return what a tile or a row is about: its columns and their values."""
    return {name: row[name] for name in ("actor", "speaker", "cue", "cue_class", "about") if name in row}


def _fitting(table, wanted):
    for name, value in wanted.items():
        table = table[table[name] == value]
    return table.reset_index(drop=True)


def _code(by, sure, only, about):
    fits = ["reported.sure"] * bool(sure) + [f"reported.actor{'.isna()' if only == UNKNOWN else f' == {only!r}'}"] * (only != ALL)
    some = f"reported[{' & '.join(f'({part})' for part in fits)}]" if fits else "reported"
    query = f".query({f'region == {about!r}'!r}).reset_index(drop=True)" if about != ALL else ""
    return f"timeline.said_by({some}, chosen, mentions=mentions, by={by!r}){query}"


def _unknown(rows, among, who):
    """Say how much is reported, of how many statements, and how much of it by nobody knows whom."""
    rows = rows.drop_duplicates("at")
    n, unknown, unnamed = len(rows), int((rows[who] == UNKNOWN).sum()), int((rows.speaker == UNKNOWN).sum())
    head = f"{counted(n, 'reported statement')} in {rows.document_id.nunique():,} of {counted(len(among), 'statement')}."
    if not unknown:
        return head
    bare = "issuer" not in among or among.issuer.isna().all()
    remedy = GIVE_ISSUERS if bare and 2 * unnamed >= unknown else GIVE_NAMES if who == "actor" and 2 * unnamed < unknown else ""
    return f"{head} {unknown / n:.0%} of speakers unknown ({unknown:,})".replace("%", " %") + (f": {remedy}." if remedy else ".")


def _figures(documents):
    """Say how often the finder is right in texts of the kind that most of these are."""
    if documents.empty:
        return ""
    table = figures_for(documents.iloc[:: max(len(documents) // GENRES, 1)], "reported")
    table = table[table.genre == table.genre.iloc[0]].sort_values("texts", ascending=False, kind="stable")
    best = table.iloc[0]
    if pd.isna(best.precision):
        return f"How often the finder is right in texts of this kind ({best.genre}) is not known: {best.said}."
    limits = f"{100 * best.low:.0f} to {100 * best.high:.0f}"
    return (
        f"Of 100 that the finder finds in texts of this kind ({best.genre}), {100 * best.precision:.0f} are right (95 % interval {limits}; "
        f"{best.texts:,} texts, {best['sample']}); it finds {100 * best.recall:.0f} in 100."
    )
