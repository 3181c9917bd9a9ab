"""LaTeX (.tex): its words without commands; what a command takes that is no text, such as a label, is left out."""

import re
import unicodedata

ACCENTS = dict(
    zip("`'^\"~=.uvHckrdb", "\u0300\u0301\u0302\u0308\u0303\u0304\u0307\u0306\u030c\u030b\u0327\u0328\u030a\u0323\u0331", strict=True)
)
LETTERS = {
    **{"ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "aa": "å", "AA": "Å", "l": "ł", "L": "Ł", "i": "ı"},
    **{"j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "guillemotleft": "«", "guillemotright": "»", "og": "« "},
    **{"fg": " »", "ldots": "…", "dots": "…", "textellipsis": "…", "textendash": "–", "textemdash": "—", "textquoteleft": "‘"},
    **{"textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”", "glqq": "„", "grqq": "“", "euro": "€", "texteuro": "€"},
    **{
        "pounds": "£",
        "S": "§",
        "P": "¶",
        "copyright": "©",
        "textbackslash": "\\",
        "textasciitilde": "~",
        "textdegree": "°",
        "LaTeX": "LaTeX",
    },
    **{"TeX": "TeX", "quad": " ", "qquad": " ", "newline": " ", "linebreak": " ", "textbar": "|", "textless": "<", "textgreater": ">"},
    **{"par": "\n\n", "item": "\n\n", "bigskip": "\n\n", "medskip": "\n\n", "smallskip": "\n\n", "newpage": "\n\n", "clearpage": "\n\n"},
}
UNSAID = {  # how many arguments are no text
    **dict.fromkeys(
        ["label", "ref", "pageref", "eqref", "cite", "citep", "citet", "autocite", "parencite", "nocite", "includegraphics"], 1
    ),
    **dict.fromkeys(
        ["usepackage", "documentclass", "vspace", "hspace", "pagestyle", "thispagestyle", "bibliography", "bibliographystyle"], 1
    ),
    **dict.fromkeys(["input", "include", "index", "hypersetup", "selectlanguage", "fontsize", "color", "pagenumbering", "cref", "Cref"], 1),
    **dict.fromkeys(
        [
            "textcolor",
            "href",
            "hyperref",
            "foreignlanguage",
            "colorbox",
            "begin",
            "end",
            "phantom",
            "autoref",
            "addbibresource",
            "hypertarget",
            "hyperlink",
        ],
        1,
    ),
    **dict.fromkeys(["setlength", "addtolength", "setcounter", "addtocounter"], 2),
}
BLOCKS = {"part", "chapter", "section", "subsection", "subsubsection", "paragraph", "subparagraph", "caption", "title", "author", "date"}
OWN = re.compile(
    r"\\(?:(?:re)?new|provide)command\*?\s*\{?\\([A-Za-z]+)\}?(\[\d\])?\s*\{((?:[^{}]|\{[^{}]*\})*)\}|\\def\s*\\([A-Za-z]+)(#\d)?\{((?:[^{}]|\{[^{}]*\})*)\}"
)
TABLE = re.compile(r"\\begin\{(?:tabular|tabularx|longtable|array)\*?\}(?:\[[^\]]*\])?(?:\{(?:[^{}]|\{[^{}]*\})*\}){1,2}")
AGAIN = re.compile(r"\\endfirsthead(?:(?!\\end(?:head|firsthead)).)*+\\endhead", re.DOTALL)  # a table's head on its next pages
ACCENTED = re.compile(r"\s*+(?:\{\s*+(\\?[A-Za-z])\s*+\}|(\\[ij])(?![A-Za-z])\s?|([A-Za-z]))")
OPTION, OPENED = re.compile(r"\s*+\[[^\[\]]{0,500}\]"), re.compile(r"\s*+\{")
COMMAND = re.compile(r"\\([A-Za-z]+)\*?[ \t]*\n?|\\(.)|([{}])|([^\\{}]+)", re.DOTALL)
SIGNS = {" ": " ", ",": "\u2009", "\n": " ", **dict.fromkeys("-/@[]()", "")}
MOST_EXPANSIONS = 10_000


def read_tex(text):
    r"""Read the words of a LaTeX file; footnotes stand in brackets at the end.

    Examples
    --------
    >>> row, _ = read_tex(r"\title{On votes}\date{23 September 2022}\begin{document}We don't \emph{recognise} them.\label{a}\end{document}")
    >>> row["text"], row["title"], row["date"]
    ('We don’t recognise them.', 'On votes', '23 September 2022')
    """
    lines = [re.sub(r"(?<!\\)((?:\\\\)*)%.*", r"\1", line) if "%" in line else line for line in text.split("\n")]
    joined = "".join(
        line + ("" if whole != line and line.strip() else "\n") if whole != line else line + "\n"
        for whole, line in zip(text.split("\n"), lines, strict=True)
        if not (whole != line and not line.strip())
    )
    taken_in = re.search(r"\\(input|include|subfile)\s*\{([^{}]*)\}", joined)
    if taken_in:
        line = next(number for number, line in enumerate(lines, start=1) if f"\\{taken_in[1]}" in line)
        return {}, [(line, f"The text takes in another file, {taken_in[2][:60]!r}.", "Put its text here, or load that file by itself.")]
    head, _, body = joined.rpartition("\\begin{document}")
    body = AGAIN.sub("", _without_comments(body.split("\\end{document}")[0]))
    own, notes = _own(joined), []
    try:
        body = TABLE.sub("\n\n", _expanded(OWN.sub("", body), own))
        row = {key: _field(joined, name, own) for key, name in (("title", "title"), ("issuer", "author"), ("date", "date"))}
    except ValueError as error:
        return {}, [(1, str(error), "Write the words themselves into the text.")]
    said = _tidy(_plain(body if head else re.sub(r"\\(title|author|date)\s*\{[^{}]*\}", "", body), notes))
    said = "\n\n".join(filter(None, [said, *(f"[{note}]" for note in map(_tidy, notes) if note)]))
    if not said:
        return {}, [(1, "The file holds no text.", "Write the statement into it, or remove it.")]
    return row | {"text": said}, []


def _field(text, name, own):
    found = re.search(rf"\\{name}\s*(?:\[[^\]]*\])?\{{", text)
    inside = _expanded(_argument(text, found.end() - 1)[0], own) if found else ""
    return _tidy(_plain(inside, [])).replace("\n\n", " ") or None


def _own(text):
    """Return the commands that a text defines: whether they take arguments, and what they stand for."""
    return {one or other: (bool(takes or too), meant or means) for one, takes, meant, other, too, means in OWN.findall(text)}


def _expanded(text, own):
    """Return the text with commands of its own written out; one that takes arguments is an error."""
    if not own:
        return text
    use, times = re.compile(r"\\(" + "|".join(sorted(map(re.escape, own), key=len, reverse=True)) + r")(?![A-Za-z])(?:\{\}|[ \t]+)?"), 0

    def meant(found):
        takes, words = own[found[1]]
        if takes:
            raise ValueError(f"The command \\{found[1]} is the text's own and takes arguments, which is not read.")
        return words

    for _ in range(5):
        text, n = use.subn(meant, text)
        times += n
        if times > MOST_EXPANSIONS or len(text) > 50_000_000:
            raise ValueError("Commands of the text's own stand for too much text.")
    return text


def _argument(text, place):
    """Return what stands between the brace at `place` and the one that closes it, and the place after that."""
    depth = 0
    for found in re.compile(r"\\.|[{}]", re.DOTALL).finditer(text, place):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if depth == 0:
            return text[place + 1 : found.start()], found.end()
    return text[place + 1 :], len(text)


def _plain(text, notes):
    """Return the words of a stretch of LaTeX."""
    made, place = [], 0
    while place < len(text):
        found = COMMAND.match(text, place)
        if found is None:
            made.append(text[place])
            place += 1
            continue
        place = found.end()
        name, sign, _, chars = found.groups()
        if chars:
            made.append(chars.replace("~", "\u00a0").replace("&", " ").replace("$", ""))
        elif sign == "\\":
            made.append(" ")
            place = re.compile(r"\*?(?:\[[^\[\]\n]{0,40}\])?").match(text, place).end()
        elif sign and sign in ACCENTS:
            place = _accent(text, place, sign, made)
        elif sign:
            made.append(SIGNS.get(sign, sign))
        elif name:
            place = _command(name, text, place, made, notes)
    return "".join(made)


def _without_comments(text):
    """Return the text without what stands from the beginning to the end of a comment."""
    kept, at = [], 0
    while (begin := text.find("\\begin{comment}", at)) >= 0 and (end := text.find("\\end{comment}", begin)) >= 0:
        kept.append(text[at:begin])
        at = end + len("\\end{comment}")
    return "".join([*kept, text[at:]])


def _accent(text, place, sign, made):
    """Put an accent onto the letter that follows; return the place after it."""
    found = ACCENTED.match(text, place)
    if not found:
        return place
    letter = (found[1] or found[2] or found[3]).lstrip("\\")
    made.append(unicodedata.normalize("NFC", letter + ACCENTS[sign]))
    return found.end()


def _command(name, text, place, made, notes):
    """Add what a command says; return the place after it and what it takes that is no text."""
    if name in ACCENTS:
        return _accent(text, place, name, made)
    if name == "verb" and place < len(text):
        end = text.find(text[place], place + 1)
        made.append(text[place + 1 : end] if end > 0 else "")
        return end + 1 if end > 0 else place
    if name in LETTERS:
        made.append(LETTERS[name])
        return place + 2 if text.startswith("{}", place) else place
    if name in ("begin", "end"):
        inside, end = _argument(text, place) if text.startswith("{", place) else ("", place)
        made.append("\n\n" if inside not in ("math", "small", "em", "it", "bf") else "")
        option = OPTION.match(text, end)
        return option.end() if option else end
    option = OPTION.match(text, place)
    place = option.end() if option else place
    for _ in range(UNSAID.get(name, 0)):
        again = OPENED.match(text, place)
        place = _argument(text, again.end() - 1)[1] if again else place
    if name in ("footnote", "footnotetext", "endnote") and text.startswith("{", place):
        inside, place = _argument(text, place)
        notes.append(_plain(inside, notes))
    elif name in ("enquote", "textquote", "blockquote") and text.startswith("{", place):
        inside, place = _argument(text, place)
        made.append(f"“{_plain(inside, notes)}”")
    elif name in BLOCKS and text.startswith("{", place):
        inside, place = _argument(text, place)
        made.append(f"\n\n{_plain(inside, notes)}\n\n")
    return place


def _tidy(text):
    text = text.replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”").replace("`", "‘").replace("'", "’")
    parts = (" ".join(re.sub(r"[ \t\n]+", " ", part).split(" ")).strip() for part in re.split(r"\n\s*\n", text))
    return "\n\n".join(part for part in parts if part)
