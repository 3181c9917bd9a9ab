"""How often a finder is right: what it found against what was marked by hand."""

from helpers.evaluation.matching import load_annotated, load_gold, matched, score, score_overlap

__all__ = ["load_annotated", "load_gold", "matched", "score", "score_overlap"]
