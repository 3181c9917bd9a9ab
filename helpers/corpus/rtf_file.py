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
    text, notes, deep = _words(raw, plain, fonts)
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
    """Return the text, the footnotes, and whether the groups are too deep."""
    out, notes, waiting = [], [], bytearray()
    state = {"skip": False, "codec": plain, "uc": 1, "out": out, "hidden": False}
    stack, pending, place = [], 0, 0

    def flush():
        if waiting:
            state["out"].append(bytes(waiting).decode(state["codec"], errors="replace"))
            waiting.clear()

    for found in TOKEN.finditer(raw):
        if found.start() < place:  # inside of binary data
            continue
        word, number, code, sign, brace, chars = found.groups()
        if code or (chars and not sign):
            data = bytes([int(code, 16)]) if code else chars
            drop = min(pending, len(data))
            pending -= drop
            if not state["skip"] and not state["hidden"]:
                waiting += data[drop:]
            continue
        if pending and (word or sign) and word != "u":
            pending = 0
        flush()
        if brace == b"{":
            if len(stack) >= DEEP:
                return "", [], True
            stack.append(dict(state))
        elif brace == b"}":
            state, pending = (stack.pop() if stack else state), 0
        elif sign:
            said = {b"~": "\u00a0", b"_": "\u2011", b"\\": "\\", b"{": "{", b"}": "}", b"\n": "\n\n", b"\r": "\n\n"}.get(sign, "")
            state["skip"] = state["skip"] or sign == b"*"
            if not state["skip"]:
                state["out"].append(said)
        elif word:
            name, value = word.decode(), int(number) if number else None
            if name == "u" and value is not None:
                pending = state["uc"]
                if not state["skip"] and not state["hidden"]:
                    state["out"].append(chr(value % 65536) if abs(value) < 65536 else "\ufffd")
            elif name == "bin":
                place = found.end() + max(value or 0, 0)
            else:
                _control(name, value, state, notes, plain, fonts)
    flush()
    return "".join(out), ["".join(note) for note in notes], False


def _control(name, value, state, notes, plain, fonts):
    """Change the state, or add a character, as a control word says."""
    if name in SKIPPED:
        state["skip"] = True
    elif name == "ud":
        state["skip"] = False
    elif name == "upr":
        state["skip"] = True
    elif name == "footnote":
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
