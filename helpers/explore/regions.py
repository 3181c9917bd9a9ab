"""The regions panel: a map, a table and a trend of the places named, and who names them."""

import numpy as np
import pandas as pd

from helpers import groups, places, plots, timeline
from helpers.claims import claim
from helpers.claims.questions import Sources
from helpers.explore.base import Answer, NothingToShow, Panel
from helpers.explore.choices import ALL, choice_of, chosen, dated_statements, filters, kept, menu, period_menu
from helpers.explore.drawing import scale_beside, title, wide
from helpers.explore.trends import TREND, with_trend
from helpers.frames.doors import positions, require_spans
from helpers.places import load_gazetteer, region_mentions
from helpers.places.countries import country_of
from helpers.plots.base import counted
from helpers.spans import outside_told

UNITS = {"UA", "US"}  # areas whose first-level units have a map
ROLES = [("all mentions", ALL), ("places by name", "place"), ("demonyms", "demonym"), ("capitals for governments", "metonym")]
SURE = ("those that are nearly always right", "sure")
NO_PLACE = "No statement names a place of the gazetteer. Remedy: a gazetteer of your own."
NO_KIND = "These statements name no place of that kind."
SHOWN = ("start", "end", "place_id", "name", "role", "region")
PLACES = 300  # in the list of places
LEVELS = ("region", "place_id", "country")


def regions(documents, *, mentions=None, gazetteer=None, **choices):
    """Open the regions panel: which places are named, when, and who says what there.

    Without the panel: `places.count_places` gives the table, `timeline.count_by_period` the trend.

    Parameters
    ----------
    documents : DataFrame
        Statements with dates.
    mentions, gazetteer : DataFrame, optional
        From `places.region_mentions` and `places.load_gazetteer`, to save making them again.
    **choices
        The controls' first values, by the names in `controls`: period, since, until, issuer …

    Returns
    -------
    Panel
        Its `table` is that of `places.count_places`, with the place's code and kind.

    Examples
    --------
    >>> import pandas as pd
    >>> dates = pd.to_datetime(["2022-09-22", "2022-10-12"])
    >>> documents = pd.DataFrame({"document_id": ["a", "b"], "date": dates, "text": ["In Kherson oblast.", "On Kherson oblast, in Odesa."]})
    >>> regions(documents).table[["region", "n"]].values.tolist()
    [['UA-65', 2], ['UA-51', 1]]
    """
    documents = dated_statements(documents)
    mentions = region_mentions(documents, gazetteer) if mentions is None else _given(mentions, documents)
    also = "" if gazetteer is None else outside_told(places.outside(documents, gazetteer, mentions=mentions))
    gazetteer = load_gazetteer() if gazetteer is None else gazetteer
    names = gazetteer.drop_duplicates("place_id").set_index("place_id").name
    mentions = mentions.assign(country=country_of(mentions.region))
    areas = {of: _area(mentions, of) for of in ("region", "country")}
    ask = _Regions(documents, mentions, names, areas, also=also).ask
    return Panel(documents, _controls(documents, mentions, names, areas), ask, name="regions", choices=choices)


class _Regions:
    """What the panel asks of some statements; what a change leaves as it is, is kept."""

    def __init__(self, documents, mentions, names, areas, *, also=""):
        self.also = also  # what is not counted, told where the result stands
        self.documents, self.mentions, self.names, self.areas = documents, mentions, names, areas
        self.sources = Sources(documents)
        self.sources.mentions = mentions
        self.at = positions(mentions.document_id, documents.document_id)  # of its statement
        self.named, self.counted, self.over_time = kept(self._named), kept(self._counted), kept(self._over_time)

    def _named(self, role):
        """Return which mentions are of a role."""
        own = self.mentions.sure if role == "sure" else self.mentions.role == role if role != ALL else np.ones(len(self.mentions))
        return np.asarray(own, dtype=bool)

    def among(self, some):
        """Return which mentions are in some statements."""
        return True if some is self.documents else (positions(self.documents.document_id, some.document_id) >= 0)[self.at] & (self.at >= 0)

    def inside(self, period, within, choice):
        among = self.chosen(choice)[0]
        return among if within is None else among[groups.periods_of(among, period).astype("str") == within]

    def chosen(self, choice):
        return chosen(self.documents, mentions=self.mentions, **dict(choice))

    def _counted(self, of, role, among):
        inside = self.inside(*among)
        here = self.named(role) & self.among(inside)
        table = places.count_places(self.mentions[["document_id", of]][here], inside, of=of)
        if table.empty:
            raise NothingToShow(NO_KIND if len(self.mentions) else NO_PLACE, table)
        table.insert(1, "name", table[of].map(self.names).fillna(table[of]))
        return table

    def _over_time(self, place, role, period, choice):
        among, of_place = self.chosen(choice)[0], [(self.mentions[level] == place).to_numpy(dtype=bool) for level in LEVELS]
        here = self.named(role) & np.logical_or.reduce(of_place) & self.among(among)
        return here, timeline.count_by_period(self.mentions[["document_id"]][here], among, period=period).assign(place_id=place)

    def draw_places(self, table, of, ax):
        """Draw where the places are: tiles for Ukraine, outlines for other areas; or bars, where they are counted by name."""
        area = self.areas.get(of)
        if of == "region" and area == "UA":
            plots.tile_map(_tiles(table, self.names), ax=ax)
        elif of == "country" or area in UNITS:
            plots.choropleth(table, place=of, area=area, ax=ax)
            scale_beside(ax)
        else:
            plots.ranked_bars(table.head(18), label="name", value="share", ax=ax)

    def ask(self, *, of, trend, role, period, within=None, **choice):
        line, place = self.chosen(choice)[1], trend
        of_period = within and period, within, tuple(choice.items())
        table = self.counted(of, role, of_period)
        rates = self.over_time(place, role, period, tuple(choice.items()))[1]

        high = 3.7 if of == "country" and self.areas[of] == "world" else 5.2  # the world is twice as wide as high

        def draw(figure):
            above, below = with_trend(figure, high)
            plots.period_rates(rates, exposure="documents", ax=below)
            title(below, f"Mentions in {' '.join(str(self.names.get(place, place)).split())[:60]}", fontsize=10)
            self.draw_places(table, of, above)

        def spans(row):
            if "period" in row:
                there = self.over_time(row.place_id, role, period, tuple(choice.items()))[0]
                return self.mentions[there & self.among(self.inside(period, str(row.period), tuple(choice.items())))]
            there = (self.mentions[of] == _place_of(row, of)).to_numpy(dtype=bool)
            return self.mentions[there & self.named(role) & self.among(self.inside(*of_period))]

        def follows(row):
            return {"trend": row.place_id, "within": str(row.period)} if "period" in row else {"trend": _place_of(row, of)}

        def claims(row):
            if row is None or "period" in row:
                raise ValueError("Choose a place or a row first: the claim is of that.")
            inside = {period: within} if within is not None else {}
            of_choice = choice_of(self.documents, **choice) | inside
            return claim(self.documents, "mentions of region", row.region, sources=self.sources, **of_choice)

        rows = {ALL: "mentions", "sure": "mentions[mentions.sure]"}.get(role, f'mentions[mentions.role == "{role}"]')
        if within is not None:
            line += f"; chosen = corpus.select(chosen, {period}={within!r})"
        code = f'{line}\nplaces.count_places({rows}, chosen, of="{of}")'
        size = len(self.inside(*of_period))
        named = counted(int(table.n.sum()), "mention")
        note = f"{named} in {counted(size, 'statement')}; choose a place, a point or a row to read.{self.also}"
        more = {"claims": claims} if role == ALL and of == "region" else {}
        return Answer(table, draw, spans, code, note, height=high + TREND, width=wide(rates.period), follows=follows, **more)


def _area(mentions, of):
    """Return the area whose map shows these regions, or these countries."""
    once = mentions.drop_duplicates(["document_id", of])[of].value_counts()
    return plots.map_area(once.rename("documents").rename_axis(of).reset_index(), place=of)


def _given(mentions, documents):
    return require_spans(mentions, *SHOWN, documents=documents, name="mentions")


def _controls(documents, mentions, names, areas):
    both = pd.concat([mentions[["document_id", column]].set_axis(["document_id", "place"], axis=1) for column in LEVELS])
    most = both.groupby("place").document_id.nunique().sort_values(ascending=False, kind="stable")
    kinds = [
        ("regions (what lies in them too)", "region"),
        ("countries (what lies in them too)", "country"),
        ("places by name", "place_id"),
    ]
    return {
        "of": menu("Count", [*kinds, ("places by name", "place_id")], "region" if areas["region"] in UNITS else "country"),
        "trend": menu("Trend of", [(f"{names.get(i, i)}", i) for i in most.index[:PLACES]] or [("(none)", "")]),
        "role": menu("Mentions", [*ROLES, *[SURE] * ("sure" in mentions)]),
        "period": period_menu(documents, most=40),
        **filters(documents),
    }


def _tiles(table, names):
    """Return a row for each tile of the map, with 0 where a unit is not named."""
    units = names[names.index.isin(plots.CELLS)].rename_axis("place_id").reset_index()
    tiles = units.merge(table.drop(columns="name"), left_on="place_id", right_on="region", how="left")
    return tiles.fillna({"documents": 0})


def _place_of(row, by):
    """Return the code of the place that a row of the table, or of the map, is about."""
    code = row.get(by)
    return code if isinstance(code, str) else row.get("place_id")
