"""Tokens: one declared rule for what counts as a word, and what is done with the words."""

from helpers.tokens.diversity import lexical_diversity
from helpers.tokens.lemmas import lemmatize
from helpers.tokens.other_rules import compare_rules, rule_differences
from helpers.tokens.rule import RULE, tokenize

__all__ = ["RULE", "compare_rules", "lemmatize", "lexical_diversity", "rule_differences", "tokenize"]
