"""Bytes to text: UTF-8, or what else a file is written in."""

import codecs
import contextlib
import re
from collections import Counter

from helpers.needed import NotHere, needed

# Encodings that texts are met in; the rarer ones of old systems are only mistaken for these.
MET = [
    *("utf_16", "utf_16_le", "utf_16_be", "utf_32", "cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257"),
    *("cp1258", "iso8859_2", "iso8859_5", "koi8_r", "koi8_u", "cp866", "cp874", "big5", "gb18030", "cp932", "euc_jp", "cp949"),
]
WESTERN = "cp1252"
SAMPLE = 100_000  # bytes of a file from which its encoding is judged
HOMES = {  # the encoding of old systems that has all letters of a language; of those written in Latin letters, which share most of them
    **dict.fromkeys(["cs", "hr", "hu", "pl", "ro", "sk", "sl", "sq"], "cp1250"),
    **dict.fromkeys(["ca", "da", "de", "en", "es", "fi", "fr", "gl", "is", "it", "nb", "nl", "nn", "no", "pt", "sv"], WESTERN),
    **dict.fromkeys(["et", "lt", "lv"], "cp1257"),
    **{"tr": "cp1254", "az": "cp1254"},
}
FEW = 30  # bytes that are not ASCII: with fewer, a text cannot tell its encoding against those beside it
SCRIPTS = "\u0370-\u03ff\u0400-\u052f\u0590-\u05ff\u0600-\u06ff\u0e00-\u0e7f\u3040-\u30ff\uac00-\ud7af\uff61-\uff9f"
UPPER = "À-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĪĮİĶĹĻĽĿŁŃŅŇŌŎŐŔŖŘŚŜŞŠŢŤŦŪŮŰŲŴŶŸŹŻŽΑ-ΩА-ЯЁЂ-Џ"
LOWER = "a-zß-öø-ÿāăąćčďđēėęěğģīįķłńņňőŕřśşšţťūůűųźżžα-ωа-яёђ-џ"
ODD = re.compile(  # what stands inside no word, and so shows that another encoding was meant
    rf"[\x80-\x9f]|(?<=[{LOWER}])[{UPPER}](?=[^\W\d_])|(?<=[^\W\d_])[¡-¦¨©«-¶¸-¹»-¿×÷ʰ-˿─-▟†‡‰‹›™Ў‣･…‥\uff01-\uff60](?=[^\W\d_])"
    rf"|[¹³¾¼½¿](?=[a-z])|[¡-¿×÷][¡-¿×÷]|[À-ÖØ-öø-ĝĠ-įĲ-Ŝš-ɏ]{{3}}|[A-Za-z][{SCRIPTS}]|[{SCRIPTS}][A-Za-z]"
    r"|※(?=[A-Za-z])|(?<=[a-z])§|(?<=[\x20-\x7e”’] )[一-鿿가-힯](?= [a-z])|(?<=[a-z])[一-鿿]+(?=[a-z])|[ก-ฺ][๐-๙]|[๐-๙๛][ก-ฺ]"
)
STRANGERS = [("ý", "üç"), ("õ", "öá")]  # no language has these letters together: Turkish and Hungarian, read as cp1252
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
SAY_ENCODING = "If that is wrong, say which it is: --encoding NAME, or encoding='NAME'."
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


def as_utf_8(raw, *, encoding=None, guess=False):
    r"""Return what `as_text` does, but the text as the bytes of UTF-8: of a large file, which is hardly held twice.

    Examples
    --------
    >>> as_utf_8(b"\xef\xbb\xbfOne\r\ntwo")
    (b'One\ntwo', 'utf-8', [])
    """
    if not decodes(raw, "utf-8") or b"\0" in raw:
        text, used, faults = as_text(raw, encoding=encoding, guess=guess)
        return None if faults else text.encode("utf-8", "surrogatepass"), used, faults
    return raw.removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n").replace(b"\r", b"\n"), "utf-8", []


def _not_utf_8(raw, bad, encoding, guess):
    line = raw.count(b"\n", 0, bad) + 1
    if encoding:
        try:
            return raw.decode(encoding), encoding, []
        except (ValueError, LookupError) as error:
            return (
                None,
                None,
                [(line, f"The file cannot be read as {encoding} ({error}).", "Name another encoding, or save the file as UTF-8.")],
            )
    if fault := _damaged(raw):
        return None, None, [(line, *fault)]
    try:
        best = _looks(raw)
    except NotHere as error:
        return None, None, [(line, *error.fault[1:])]
    if best is None or (b"\0" in raw and not best.startswith(("utf_16", "utf_32"))):
        return None, None, [(line, *BINARY)]
    looks = best.replace("_", "-")
    if guess:
        try:
            return raw.decode(best).removeprefix("\ufeff"), best, []
        except UnicodeDecodeError as error:  # beyond the sample
            wrong = f"The file looks like {looks}, and cannot be read so to its end ({error.reason} at byte {error.start:,})."
            return None, None, [(raw.count(b"\n", 0, error.start) + 1, wrong, "Mend that place, or save the file as UTF-8.")]
    return None, None, [(line, f"The file is not UTF-8; it looks like {looks}.", f"Open it as {looks} and save it as UTF-8.")]


def _damaged(raw):
    """Return the fault of a file that is UTF-8 but for a few bytes; no other encoding gives so many of its sequences by chance."""
    text = raw.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    good = sum(map(len, re.findall(r"[^\x00-\x7f\ufffd]+", text)))
    if good < 2 or good < 4 * bad:
        return None
    wrong = f"The file is UTF-8 but for {bad} place{'s' * (bad > 1)}, where bytes are broken or of another encoding."
    return wrong, "Mend that place and save the file as UTF-8, or get the file again."


def _looks(raw):
    """Return the encoding that bytes look like: one in which no odd letter stands inside a word, and cp1252 where it does as well."""
    if b"\0" in raw or raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        best = _judged(raw, MET)
        return best and best.encoding
    fitting = _fitting(raw)
    if not fitting or len(CONTROLS.findall(raw)) > len(raw) / 100:
        return None
    best = _judged(raw, fitting)
    best = best.encoding if best else fitting[0]
    if len(re.findall(rb"[A-Za-z]", raw[:SAMPLE])) > 3 * _high(raw) and (home := _at_home(raw, fitting)):
        return home
    return WESTERN if WESTERN in fitting and _as_good(raw, WESTERN, best) else best


def _judged(raw, encodings):
    """Return the best of some encodings as charset-normalizer judges it, or None."""
    return needed("charset_normalizer", "Files that are not in UTF-8").from_bytes(raw, cp_isolation=encodings).best()


def _at_home(raw, fitting):
    """Return the only encoding in which a text of Latin letters reads as a language that is written in it, or None."""
    try:
        guesser = needed("py3langid", "Guesses of a language")
    except NotHere:  # the guess by letters alone stands
        return None
    homes = {}
    for encoding in sorted({*HOMES.values()} & {*fitting}):
        text = raw[:SAMPLE].decode(encoding, errors="ignore")
        if HOMES.get(guesser.classify(text)[0]) == encoding:
            homes[encoding] = text
    return next(iter(homes)) if len(homes) == 1 else None


def decodes(raw, encoding):
    """Return whether all the bytes stand for characters in an encoding.

    >>> decodes(b"caf\\xe9", "cp1252"), decodes(b"caf\\xe9", "utf-8")
    (True, False)
    """
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for at in range(0, len(raw), SAMPLE):
            decoder.decode(raw[at : at + SAMPLE], final=at + SAMPLE >= len(raw))
    except UnicodeError:
        return False
    return True


def _fitting(raw):
    """Return the encodings that have a character for all the bytes, and about as few odd places as the best of them."""
    odd = {}
    for encoding in [WESTERN, *MET]:
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(raw[:SAMPLE], final=len(raw) < SAMPLE)
        except UnicodeError:
            continue
        if not encoding.startswith("utf"):
            strange = len(ODD.findall(text)) + sum(text.count(odd) for odd, others in STRANGERS if all(map(text.count, others)))
            odd[encoding] = strange / max(sum(map(len, re.findall(r"[^\x00-\x7f]+", text))), 1)
    return [encoding for encoding in odd if odd[encoding] <= min(odd.values()) + 0.02]


def _as_good(raw, other, best):
    """Return whether another encoding gives a text that reads about as well as the best one."""
    matches = [_judged(raw[:SAMPLE], [name]) for name in (other, best)]
    if other == best or None in matches:
        return other == best or (matches[1] is None and other == WESTERN)
    return matches[0].chaos < matches[1].chaos + 0.06 and matches[0].coherence > matches[1].coherence - 0.02


def judged_together(samples):
    r"""Return the encoding that each of several files looks like, where they come from one place and are likely to share theirs.

    Parameters
    ----------
    samples : dict
        From names to bytes that are not UTF-8.

    Returns
    -------
    dict
        From names to an encoding: of those that read about as well as the file's own best, the one that most of the others'
        bytes are in; None for a file that looks like no text.

    Examples
    --------
    >>> letter = "Совет осудил проведение референдумов в регионах. " * 9
    >>> judged_together({"a": letter.encode("cp1251"), "b": "Нет.".encode("cp1251")})
    {'a': 'cp1251', 'b': 'cp1251'}
    """
    own, votes = {name: None if _damaged(raw) else _looks_if_here(raw) for name, raw in samples.items()}, Counter()
    for name, encoding in own.items():
        votes[encoding] += _high(samples[name])
    ranked = [encoding for encoding, _ in votes.most_common(4) if encoding]
    return {name: _with_the_others(samples[name], best, ranked) for name, best in own.items()}


def _looks_if_here(raw):
    with contextlib.suppress(NotHere):  # which is told as the fault of each file
        return _looks(raw)


def _with_the_others(raw, best, ranked):
    if best is None or best.startswith("utf"):
        return best
    fitting, few = _fitting(raw), _high(raw) < FEW
    return next((other for other in ranked if other == best or (other in fitting and (few or _as_good(raw, other, best)))), best)


def _high(raw):
    return len(re.findall(rb"[\x80-\xff]", raw[:SAMPLE]))


def odd_place(text):
    """Return (line, excerpt, doubtful) of the first place where a text shows how it was decoded; doubtful if it reads oddly there.

    >>> odd_place("Yes.\\nThe manˇ¦s right.")
    (2, 'The manˇ¦s right.', True)
    """
    odd = ODD.search(text)
    found = odd or re.search(r"[^\x00-\x7f]", text)
    if not found:
        return 1, text[:40], False
    begin = max(text.rfind("\n", 0, found.start()) + 1, found.start() - 20)
    return text.count("\n", 0, found.start()) + 1, text[begin : found.end() + 20].split("\n")[0], odd is not None


def how_decoded(raw, encoding):
    """Return the finding of a text that is not UTF-8, with the line that shows how it reads.

    >>> how_decoded(b"One.\\nCaf\\xe9.", "cp1252")[:2]
    (2, "The file is not UTF-8; it was read as cp1252: 'Café.'.")
    """
    line, shown, odd = odd_place(raw.decode(encoding).replace("\r\n", "\n").replace("\r", "\n"))
    doubt = ", which reads oddly" if odd else ""
    return line, f"The file is not UTF-8; it was read as {encoding}{doubt}: {shown!r}.", SAY_ENCODING
