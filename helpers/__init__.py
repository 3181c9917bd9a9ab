"""Helpers for the statement notebooks: a package or module for each subject, tables in, tables out.

Each module is imported by its name, for example ``from helpers import corpus, tokens``.
"""
