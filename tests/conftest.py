"""Shared fixtures: small corpora written for a test, and figures closed after it."""

import matplotlib
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from hypothesis import settings

matplotlib.use("Agg")
settings.register_profile("same", derandomize=True, deadline=None)  # the same examples in every run, and no test by the clock
settings.load_profile("same")


def pytest_addoption(parser):
    parser.addoption(
        "--update", action="store_true", help="write what is generated (executed notebooks, counts of the data card), to be looked at"
    )


@pytest.fixture
def folder(tmp_path):
    """Return a function that writes files, given as name=content (text or bytes), into an empty folder."""

    def write(files):
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path

    return write


@pytest.fixture
def documents():
    """Three short statements whose counts can be worked by hand."""
    return pd.DataFrame(
        {
            "document_id": ["a", "b", "c"],
            "date": pd.to_datetime(["2022-09-22", "2022-09-30", "2022-12-01"]),
            "issuer": ["NATO", "G7", "NATO"],
            "title": ["On votes", "On annexation", None],
            "text": [
                "Allies reject the sham votes. The votes in Kherson are sham votes.",
                "We reject the votes of September 23.",
                "Allies met.",
            ],
        }
    )


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")
