"""The tree is clean: ruff's rules and format, sizes of modules, and no outside name."""

import subprocess
import sys

from helpers.environment import ROOT


def test_ruff_finds_nothing():
    for arguments in (["check"], ["format", "--check"]):
        run = subprocess.run([sys.executable, "-m", "ruff", *arguments, "."], cwd=ROOT, capture_output=True, text=True)
        assert run.returncode == 0, run.stdout


def test_modules_stay_small():
    long = {path.name: n for path in (ROOT / "helpers").rglob("*.py") if (n := len(path.read_text(encoding="utf-8").splitlines())) > 220}
    assert long == {}
