"""How often a finder is right: what it found against what was marked by hand."""

from helpers.evaluation.by_genre import figures_for, score_by
from helpers.evaluation.matching import load_gold, score
from helpers.evaluation.scores import of_places, of_reported, of_timexes, rule_worth

__all__ = ["figures_for", "load_gold", "of_places", "of_reported", "of_timexes", "rule_worth", "score", "score_by"]
