"""Statistics against other programs: their figures as tests/tools/against_others.py printed them, by R 4.2.2 with survey 4.1.1
(svyratio, confint, prop.test, p.adjust, glm), scipy 1.17.1 and statsmodels 0.15.0."""

import importlib.util
from pathlib import Path

import pytest

_spec = importlib.util.spec_from_file_location("against_others", Path(__file__).with_name("tools") / "against_others.py")
others = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(others)
OURS = others.ours()

SURVEY = {  # twelve statements as units, their words as the denominator
    "rate": 0.01319261214,
    "standard error of the rate": 0.003295041171,
    "Student's t, 11 degrees": 2.20098516,
}
R = {
    "share of 1 in 29, low": 0.001802640213,
    "share of 1 in 29, high": 0.196281751,
    **{
        f"Benjamini-Hochberg {i}": p
        for i, p in enumerate((0.01, 0.04, 0.084, 0.084, 0.084, 0.1, 0.1057142857, 0.216, 0.216, 0.216), start=1)
    },
    "trend a month": 0.1795441868,
    "its standard error, quasi-Poisson": 0.01543977374,
}
SCIPY = {
    "G²": 0.9577576400911383,
    "p of G²": 0.3277524860945825,
    "X²": 0.9260688377836086,
    "Fisher, two groups of 20": 0.03095030514385353,
    "Wilcoxon, 12 statements with ties, exact": 0.04329004329004329,
}
STATSMODELS = {
    "Wilson, 10 of 100, low": 0.05522913706067509,
    "Wilson, 10 of 100, high": 0.17436566150491348,
    "step at the sixth month, score test": 0.00015928058065124202,
    "trend a month, negative binomial": 0.1795442022849023,
}


@pytest.mark.parametrize(("figure", "value"), [pair for some in (SURVEY, R, SCIPY, STATSMODELS) for pair in some.items()])
def test_figures_of_other_programs_are_met(figure, value):
    assert OURS[figure] == pytest.approx(value, rel=1e-5)


def test_where_ours_differs_it_is_by_nature():
    assert OURS["Wilcoxon, 130 statements with ties"] == pytest.approx(0.0013468788, rel=0.005)  # and a little above: a correction
    assert OURS["Poisson, 10, low"] == pytest.approx(4.7953886961, rel=0.002)  # the exact limits
    assert OURS["Poisson, 10, high"] == pytest.approx(18.3903560420, rel=0.002)
    low, high = OURS["rate less t standard errors"], OURS["rate and t standard errors"]
    assert (low, high) == pytest.approx((0.0059402754 + 0.0017, 0.0204449489 + 0.0022), abs=1e-4)  # Wilson's reaches up, where few hits are
