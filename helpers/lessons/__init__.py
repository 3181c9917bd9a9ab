"""Lessons: their tasks and checks, and the notebooks made from one source."""
