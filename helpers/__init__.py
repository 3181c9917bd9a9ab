"""Helpers for the statement notebooks: one module a subject, tables in, tables out.

Each module is imported by its name, for example ``from helpers import corpus, tokens``.
"""
