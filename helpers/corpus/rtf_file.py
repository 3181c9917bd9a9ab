"""Rich text (.rtf): its words in order, with footnotes at the end; what Word marks as deleted is left out."""

import codecs
import re

TOKEN = re.compile(rb"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)")
SKIPPED = {
    *("fonttbl", "colortbl", "stylesheet", "info", "pict", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr"),
    *("footerf", "object", "fldinst", "themedata", "datastore", "listtable", "listoverridetable", "rsidtbl", "generator", "xmlnstbl"),
    *(
        "annotation",
        "atnid",
        "atnauthor",
        "bkmkstart",
        "bkmkend",
        "pntext",
        "listtext",
        "nonshppict",
        "mmathPr",
        "latentstyles",
        "shprslt",  # a shape once more, for older readers
        "tc",
        "xe",
    ),
}
WORDS = {
    **{
        "tab": " ",
        "line": " ",
        "cell": " ",
        "emdash": "—",
        "endash": "–",
        "lquote": "‘",
        "rquote": "’",
        "ldblquote": "“",
        "rdblquote": "”",
    },
    **{"bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " "},
    **{"par": "\n\n", "sect": "\n\n", "page": "\n\n", "row": "\n\n"},
}
CHARSETS = {
    **{0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5", 161: "cp1253", 162: "cp1254", 163: "cp1258"},
    **{177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250"},
}
SIGNS = {b"~": "\u00a0", b"_": "\u2011", b"\\": "\\", b"{": "{", b"}": "}", b"\n": "\n\n", b"\r": "\n\n"}
READ = {"footnote", "shptxt"}  # notes, and the words in text boxes
DEEP = 1000


def read_rtf(raw):
    r"""Read the words of a rich text.

    Examples
    --------
    >>> read_rtf(rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}\f0 We don\'92t {\b strongly} agree.\par Today.}")[0]["text"]
    'We don’t strongly agree.\n\nToday.'
    """
    if not raw.lstrip().startswith(b"{\\rtf"):
        return {}, [(1, "The file does not begin as rich text does.", "Name it .txt if it is plain text.")]
    page = re.search(rb"\\ansicpg(\d{1,6})", raw[:2000])
    plain = _codec(f"cp{int(page[1])}" if page else "mac_roman" if b"\\mac" in raw[:100] else "cp1252")
    if plain is None:
        return {}, [(1, f"The code page {page[1].decode()} is unknown.", "Save it as .docx or as plain text.")]
    fonts = {
        int(number): CHARSETS[int(charset)]
        for number, charset in re.findall(rb"\\f(\d{1,6})[^{};]{0,200}?\\fcharset(\d{1,6})", raw[:200_000])
        if int(charset) in CHARSETS and int(charset) != 0
    }
    text, notes, deep, unknown = _words(raw, plain, fonts)
    if unknown is not None:
        line = raw[:unknown].count(b"\n") + 1
        return {}, [(line, "Characters of this line are none of the file's code page.", "Open it in its own program and save it as .docx.")]
    if deep:
        return {}, [(1, f"The file has more than {DEEP:,} groups inside each other.", "Save it as .docx or as plain text.")]
    text = _tidy(text)
    text = "\n\n".join(filter(None, [text, *(f"[{note}]" for note in map(_tidy, notes) if note)]))
    if not text:
        return {}, [(1, "The file holds no text.", "Write the statement into it, or remove it.")]
    title = re.search(rb"{\\title ([^{}\\]{1,500})}", raw[:200_000])
    return {"text": text, "title": (title and title[1].decode(plain, errors="replace").strip()) or None}, []


def _codec(name):
    try:
        return codecs.lookup("utf-8" if name == "cp65001" else name).name
    except LookupError:
        return None


def _words(raw, plain, fonts):
    """Return the text, the footnotes, whether the groups are too deep, and where bytes end that mean nothing, or None."""
    out, notes, stack, place = [], [], [], 0
    state = {"skip": False, "codec": plain, "uc": 1, "out": out, "hidden": False, "pending": 0, "waiting": bytearray(), "gone": False}
    for found in TOKEN.finditer(raw):
        if found.start() < place:  # inside of binary data
            continue
        word, number, code, sign, brace, chars = found.groups()
        if code or chars:
            _bytes(bytes([int(code, 16)]) if code else chars, state)
            continue
        if (word or sign) and word != b"u":
            state["pending"] = 0
        if not _flush(state):
            return "", [], False, found.start()
        if brace == b"{":
            if len(stack) >= DEEP:
                return "", [], True, None
            stack.append(dict(state))
        elif brace == b"}":
            state = (stack.pop() if stack else state) | {"pending": 0}
        elif sign:
            _sign(sign, state)
        elif word == b"bin":
            place = found.end() + max(int(number or 0), 0)
        elif word:
            _control(word.decode(), int(number) if number else None, state, notes, (plain, fonts))
    unknown = None if _flush(state) else len(raw)
    return "".join(out), ["".join(note) for note in notes], False, unknown


def _bytes(data, state):
    """Keep bytes until it is known where their run ends; those that stand in for a character told by its number are dropped."""
    drop = min(state["pending"], len(data))
    state["pending"] -= drop
    if not state["skip"] and not state["hidden"]:
        state["waiting"] += data[drop:]


def _flush(state):
    """Add the bytes kept; return whether all of them are characters of the code page."""
    if not state["waiting"]:
        return True
    said = bytes(state["waiting"]).decode(state["codec"], errors="replace")
    state["waiting"].clear()
    state["out"].append(said)
    return "\ufffd" not in said


def _sign(sign, state):
    state["skip"] = state["skip"] or sign == b"*"
    if not state["skip"] and not state["hidden"]:
        state["out"].append(SIGNS.get(sign, ""))


def _control(name, value, state, notes, charsets):
    """Change the state, or add a character, as a control word says."""
    plain, fonts = charsets
    if name == "u" and value is not None:
        state["pending"] = state["uc"]
        if not state["skip"] and not state["hidden"]:
            state["out"].append(chr(value % 65536) if abs(value) < 65536 else "\ufffd")
    elif name in SKIPPED:
        state["skip"] = state["gone"] = True
    elif name in ("ud", "upr"):  # of the same words, those in Unicode
        state["skip"] = name == "upr"
    elif name in READ and not state["gone"]:  # also where the mark stands before it that lets readers pass over what they do not know
        state["skip"] = False
        if name == "footnote":
            notes.append([])
            state["out"] = notes[-1]
    elif name in ("deleted", "v"):
        state["hidden"] = value != 0
    elif name == "plain":
        state["hidden"], state["codec"] = False, plain
    elif name == "f":
        state["codec"] = fonts.get(value, plain)
    elif name == "uc":
        state["uc"] = min(max(value or 0, 0), 16)
    elif name in WORDS and not state["skip"] and not state["hidden"]:
        state["out"].append(WORDS[name])


def _tidy(text):
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", errors="replace").replace("\0", "")
    return "\n\n".join(part for part in (re.sub(r"[ \t]+", " ", part).strip() for part in text.split("\n\n")) if part)
