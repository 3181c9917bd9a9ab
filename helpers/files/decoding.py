"""Bytes to text: UTF-8, or what else a file is written in."""

import charset_normalizer

# Encodings that texts are met in; the rarer ones of old systems are only mistaken for these.
MET = [
    *("utf_16", "utf_16_le", "utf_16_be", "utf_32", "cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257"),
    *("cp1258", "iso8859_2", "iso8859_5", "koi8_r", "koi8_u", "cp866", "cp874", "big5", "gb18030", "cp932", "euc_jp", "cp949"),
]
BINARY = ("This is a binary file, not text.", "Export it as plain text in UTF-8, or move it out of the folder.")


def as_text(raw, *, encoding=None, guess=False):
    r"""Return the text in a file's bytes, with plain line ends.

    Parameters
    ----------
    raw : bytes
    encoding : str, optional
        How to read what is not UTF-8.
    guess : bool
        If no `encoding` is given, read what is not UTF-8 as it looks. Without it, that is a fault.

    Returns
    -------
    text : str or None
    encoding : str or None
        The one that was used.
    faults : list of tuple
        (line, problem, remedy), empty when all is well.

    Examples
    --------
    >>> as_text(b"\xef\xbb\xbfOne\r\ntwo")
    ('One\ntwo', 'utf-8', [])
    """
    try:
        text, used = raw.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError as error:
        text, used, faults = _not_utf_8(raw, error.start, encoding, guess)
        if faults:
            return None, None, faults
    if (bad := text.find("\0")) >= 0:
        return None, None, [(text.count("\n", 0, bad) + 1, *BINARY)]
    return text.replace("\r\n", "\n").replace("\r", "\n"), used, []


def _not_utf_8(raw, bad, encoding, guess):
    line = raw.count(b"\n", 0, bad) + 1
    if encoding:
        try:
            return raw.decode(encoding), encoding, []
        except (UnicodeDecodeError, LookupError) as error:
            return (
                None,
                None,
                [(line, f"The file cannot be read as {encoding} ({error}).", "Name another encoding, or save the file as UTF-8.")],
            )
    best = _looks(raw)
    if best is None or (b"\0" in raw and not best.encoding.startswith(("utf_16", "utf_32"))):
        return None, None, [(line, *BINARY)]
    if guess:
        return str(best), best.encoding, []
    looks = best.encoding.replace("_", "-")
    return None, None, [(line, f"The file is not UTF-8; it looks like {looks}.", f"Open it as {looks} and save it as UTF-8.")]


def _looks(raw):
    """Return charset_normalizer's best guess; where the commonest one, cp1252, does about as well, that."""
    best, western = (charset_normalizer.from_bytes(raw, cp_isolation=names).best() for names in (MET, ["cp1252"]))
    return western if best and western and western.chaos < best.chaos + 0.06 and western.coherence > best.coherence - 0.02 else best
