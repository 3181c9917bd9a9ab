"""Figures of smooth trends and of groups of unequal size: what they say, where their marks lie, and what they refuse."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from helpers import plots
from helpers.timeline import rate_trend

RATES = pd.DataFrame(
    {
        "term": "votes",
        "issuer": ["the small one", "the large one", "the other", "$5 club"],
        "n": [1, 90, 40, 9],
        "total": [30, 3000, 4000, 900],
        "per_10k": [333.3, 300.0, 100.0, 100.0],
        "pooled": [180.0, 290.0, 102.0, 108.0],
        "overall": 176.6,
        "phi": 1.0,
    }
)
MONTHS = pd.period_range("2022-01", periods=8, freq="M")
COUNTS = pd.DataFrame({"period": MONTHS, "n": [9, 8, 9, 7, 3, 2, 1, 1], "documents": 10})


@pytest.fixture(autouse=True)
def no_figures_left():
    yield
    plt.close("all")


def test_a_funnel_names_what_lies_outside_and_who_leads_by_chance():
    """Of 3,000 words √.01766 ± 3.09 / √12000 lets .0110 to .0259 expect, of 30 words nearly anything."""
    ax = plots.rate_funnel(RATES, label="issuer")
    (drawing,) = ax.described
    assert drawing["text"] == (
        "Funnel of 4 issuers by their words, rates per 10,000 words with limits of chance: outside the limits that hold 99.8 % lie "
        "the large one (300) and the other (100); the rate of all is 177. Highest as counted: the small one, 333 in 30 words; "
        "with chance allowed for: the large one, 290."
    )
    assert {text.get_text() for text in ax.texts} == {"the large one", "the other", r"\$5 club"}
    middles = [((box[0] * box[2]) ** 0.5, (box[1] + box[3]) / 2) for box in drawing["boxes"]]
    assert np.array(middles) == pytest.approx(RATES[["total", "per_10k"]].to_numpy())
    assert drawing["table"].issuer.tolist() == RATES.issuer.tolist()


def test_a_funnel_of_groups_that_are_alike_and_of_none():
    alike = RATES.assign(per_10k=170.0, pooled=np.nan)
    text = plots.rate_funnel(alike, label="issuer").described[0]["text"]
    assert "no issuer lies outside the limits" in text
    assert "with chance allowed for" not in text
    assert "the table has no rows" in plots.rate_funnel(RATES.head(0), label="issuer").described[0]["text"]
    with pytest.raises(ValueError, match="several rows for the small one"):
        plots.rate_funnel(pd.concat([RATES, RATES]), label="issuer")
    unknown = plots.rate_funnel(RATES.assign(phi=np.nan), label="issuer").described[0]["text"]  # of two groups, or one statement each
    assert "no limits are known; the rate of all is 177" in unknown


def test_a_trend_says_where_it_begins_and_ends_and_whether_it_could_be_flat():
    ax = plots.trend_band(rate_trend(COUNTS))
    (drawing,) = ax.described
    assert drawing["text"].startswith("Smooth trend with its 95 % band, per statement, over 8 months, January 2022 to August 2022: from ")
    assert "in January 2022 to" in drawing["text"]
    assert "No flat line fits into the band." in drawing["text"]
    assert len(drawing["boxes"]) == len(drawing["table"]) == 8
    assert "A flat line fits into the band." in plots.trend_band(rate_trend(COUNTS.assign(n=5))).described[0]["text"]
    assert len(ax.lines) == 2  # the dots, and the curve


def test_a_trend_of_words_of_too_little_and_of_several_terms():
    words = COUNTS.rename(columns={"period": "month"}).assign(term="votes", total=1000)
    table = rate_trend(words, period="month", exposure="total")
    assert "per 10,000 words" in plots.trend_band(table, period="month").described[0]["text"]
    assert "too little was counted for a curve" in plots.trend_band(rate_trend(COUNTS.assign(n=0))).described[0]["text"]
    with pytest.raises(ValueError, match="several rows for January 2022"):
        plots.trend_band(pd.concat([table, table.assign(term="polls")]), period="month")
    assert "the table has no rows" in plots.trend_band(rate_trend(COUNTS).head(0)).described[0]["text"]
