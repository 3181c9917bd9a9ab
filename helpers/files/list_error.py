"""What is wrong with a list of the kit's, such as the stop words: the file, the line and the mend in one sentence."""

from helpers.files.lines import lines_of


class ListError(ValueError):
    """Raised for a word list or a table of words that cannot be read; the commands print it and end."""


def wrong_line(path, line, problem, remedy):
    """Return the error for one line of a list, given as it was read; its number is found in the file.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "pairs.txt")
    ...     length = path.write_text("# British, American\\ncolour color\\ngrey\\n")
    ...     str(wrong_line(path, "grey", "This is no pair.", "Write two words.")).removeprefix(str(path))
    ', line 3: This is no pair. Remedy: Write two words.'
    """
    stripped = [each.strip() for each in lines_of(path.read_bytes().decode("utf-8-sig"))]
    return ListError(f"{path}, line {stripped.index(line) + 1}: {problem} Remedy: {remedy}")
