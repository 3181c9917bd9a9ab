"""Reports checked against a corpus: what they claim, quote and link to, each beside what the statements say."""

from helpers.verify.command import checked

__all__ = ["checked"]
