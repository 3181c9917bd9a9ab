"""Rendered pages: notebooks, a reader of all statements, and the sentences behind numbers. The command ``render`` makes them."""
