"""Lines of a text: what ends one, and what does not."""


def lines_of(text):
    r"""Return the lines of a text: they end at a line feed, or at a carriage return and a line feed, and nowhere else.

    `str.splitlines` also ends them at form feeds, U+0085, U+2028 and others, which texts hold within a line.

    Examples
    --------
    >>> lines_of("one\u2028still one\r\ntwo\n")
    ['one\u2028still one', 'two']
    """
    *lines, last = text.replace("\r\n", "\n").split("\n")
    return lines + [last] * bool(last)
