"""Claims: a result as one line that says what was asked, what came out and where it stands, and from which it can be worked out again."""

from helpers.claims.lines import claim

__all__ = ["claim"]
