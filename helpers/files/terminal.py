"""What is printed on a terminal: text from elsewhere as text, whatever in it would move the cursor, colour or turn what is read."""

import re

ACTING = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def one_line(text):
    r"""Return a text as one line of a terminal shows it: what is not shown but acts is written as an escape.

    Examples
    --------
    >>> print(one_line("Votes\x1b[2J in\nKyiv, Київ"))
    Votes\x1b[2J in\nKyiv, Київ
    """
    return ACTING.sub(lambda odd: odd[0].encode("unicode_escape").decode(), str(text))


def print_lines(text, **to):
    r"""Print a text line by line, each as `one_line` has it.

    Examples
    --------
    >>> print_lines("No\x07.\nNo!")
    No\x07.
    No!
    """
    print("\n".join(map(one_line, str(text).split("\n"))), **to)
