"""The command `verify`: what a report quotes and counts, each beside what the corpus has."""
