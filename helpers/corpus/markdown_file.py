"""Markdown (.md): its words without marks, and what its front matter says of title, date and author."""

import html
import itertools
import re
import tomllib

KEYS = {
    "title": "title",
    "date": "date",
    "published": "date",
    "author": "issuer",
    "authors": "issuer",
    "speaker": "issuer",
    "issuer": "issuer",
    "source": "source",
    "lang": "language",
    "language": "language",
    "url": "url",
    "link": "url",
    "place": "place",
    "location": "place",
    "reference": "reference",
}
FENCE = re.compile(r" {0,3}(```+|~~~+)[^`]*$")
ONE_LINE = "\x1f"  # stands for the end of a line inside a paragraph
INLINE = [
    (re.compile(r"<!--(?:(?!<!--).)*?-->", re.DOTALL), ""),  # of many that nothing closes, each is looked at up to the next
    (re.compile(r"\[\^[^\]\s]{1,60}\](?!:)"), ""),
    (re.compile(r"!\[([^\]\n]{0,500})\]\([^()\n]{0,2000}(?:\([^()\n]{0,500}\))?[^()\n]{0,500}\)"), r"\1"),
    (re.compile(r"\[([^\[\]\n]{0,2000})\]\([^()\n]{0,2000}(?:\([^()\n]{0,500}\))?[^()\n]{0,500}\)"), r"\1"),
    (re.compile(r"\[([^\[\]\n]{1,2000})\]\[[^\[\]\n]{0,500}\]"), r"\1"),
    (re.compile(r"<(https?://[^<>\s]+|[^<>\s@]+@[^<>\s]+)>"), r"\1"),
    (re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>\n]{0,500})?/?>"), ""),
    (re.compile(r"(?<![\\*\w])(\*\*\*|\*\*|\*)(?=\S)([^*\n]{1,2000}?)(?<=[^\s\\])\1(?![*\w])"), r"\2"),
    (re.compile(r"(?<![\\_\w])(___|__|_)(?=\S)([^_\n]{1,2000}?)(?<=[^\s\\])\1(?![_\w])"), r"\2"),
    (re.compile(r"(?<![\\*])(\*\*\*|\*\*|\*)(?=\w)([^*\n]{1,2000}?)(?<=\w)\1(?!\*)"), r"\2"),  # inside a word
    (re.compile(r"(?<=\w)([~^])(\w{1,20})\1"), r"\2"),  # set lower or higher
    (re.compile(r"~~(?=\S)([^~\n]{1,2000}?)(?<=\S)~~"), r"\1"),
    (re.compile(r"(?<!`)`([^`\n]{1,2000})`(?!`)"), r"\1"),
]


def read_markdown(text):
    r"""Read the words of a Markdown text. Marks that nothing closes stay; so does what is struck through.

    Examples
    --------
    >>> row, _ = read_markdown("---\ntitle: On votes\ndate: 2022-09-23\n---\n# Votes\n\nWe **strongly** [condemn](http://a.org) them.\n")
    >>> row["text"], row["title"], row["date"]
    ('Votes\n\nWe strongly condemn them.', 'On votes', '2022-09-23')
    """
    row, body, faults = _front_matter(text)
    if faults:
        return {}, faults
    lines, fence = [], None
    for line in INLINE[0][0].sub("", body).split("\n"):
        found = FENCE.match(line)
        if found and (fence is None or (line.strip().startswith(fence) and not line.strip().strip("`~"))):
            fence = found[1] if fence is None else None
        else:
            lines += [(True, line)] if fence is not None else [(False, one) for one in _line(line)]
    groups = ((code, "\n".join(line for _, line in group)) for code, group in itertools.groupby(lines, key=lambda pair: pair[0]))
    text = "\n".join(said if code else _without_marks(said) for code, said in groups)
    text = re.sub(r"\n{3,}", "\n\n", text).strip()
    if not text:
        return {}, [(1, "The file holds no text.", "Write the statement into it, or remove it.")]
    return row | {"text": text}, []


def _without_marks(text):
    """Return paragraphs without the marks inside of them, which may begin in one line and end in the next."""
    return "\n\n".join(_inline(part.replace("\n", ONE_LINE)).replace(ONE_LINE, "\n") for part in text.split("\n\n"))


def _line(line):
    """Return a line without the marks at its beginning: none, one or two lines."""
    if _is_rule(line):
        return [""]
    if re.match(r" {0,3}\[[^\]^][^\]]*\]:\s+\S+", line):  # where a link leads
        return []
    note = re.match(r" {0,3}\[\^[^\]\s]+\]:\s*(.*)", line)
    if note:
        return ["", f"[{note[1]}]"]
    if re.match(r" {0,3}#{1,6}\s", line):
        heading = line.lstrip(" ").lstrip("#").strip()
        closed = heading.rstrip("#")
        return ["", closed.rstrip() if closed != closed.rstrip() or not closed else heading, ""]  # C# keeps its sign
    line = re.sub(r"^(?: {0,3}> ?)+", "", line)
    item = re.match(r"\s*(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?(.*)", line)
    number = re.match(r"\s*\d{1,9}[.)]\s", line)
    if item and not number:
        return ["", item[1]]
    if line.strip().startswith("|") and line.strip().endswith("|"):
        return ["", " ".join(cell.strip() for cell in re.split(r"(?<!\\)\|", line) if cell.strip())]
    return [line.rstrip(" ").removesuffix("\\")]


def _is_rule(line):
    """Return whether a line is a rule, the line below a heading or below the head of a table."""
    marks = "".join(line.split())
    if not marks or line.startswith("    "):
        return False
    if set(marks) <= set("|:-") and "--" in marks and "|" in marks:
        return True
    return len(set(marks)) == 1 and (marks[0] in "-=" or (marks[0] in "*_" and len(marks) > 2))


def _inline(text):
    for form, plain in INLINE[1:]:
        text = form.sub(plain, text)
    return html.unescape(re.sub(r"\\([\\`*_{}\[\]()#+.!|<>~-])", r"\1", text))


def _front_matter(text):
    """Return what the front matter says, the text below it, and faults."""
    lines = text.split("\n")
    mark = lines[0].strip()
    if mark not in ("---", "+++"):
        return {}, text, []
    end = next((i for i, line in enumerate(lines[1:], start=1) if line.strip() == mark or (mark == "---" and line.strip() == "...")), None)
    if end is None or (mark == "---" and not re.match(r"\s*[\w-]+\s*:", "\n".join(lines[1:end]) or "x")):
        return {}, text, []
    try:
        pairs = _pairs(lines[1:end]) if mark == "---" else tomllib.loads("\n".join(lines[1:end]))
    except tomllib.TOMLDecodeError as error:
        return {}, text, [(1, f"The front matter is no sound TOML ({error}).", "Mend it, or remove it.")]
    row, others = {}, []
    for key, value in pairs.items():
        value = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        if key.lower() in KEYS and value:
            row.setdefault(KEYS[key.lower()], value)
        else:
            others.append(key)
    if others:
        row["findings"] = [(1, f"Of the front matter, these were left out: {', '.join(others)[:200]}.", "Load a table to keep them.")]
    return row, "\n".join(lines[end + 1 :]), []


def _pairs(lines):
    """Return the keys and values of simple YAML; a list below a key is one of its values each."""
    pairs, key = {}, None
    for line in lines:
        found = re.match(r"([\w-]+)\s*:\s*(.*)$", line)
        if found:
            key, value = found[1], found[2].strip()
            pairs[key] = [_unquoted(one) for one in value[1:-1].split(",")] if re.match(r"\[.*\]$", value) else _unquoted(value)
            pairs[key] = "" if value in ("|", ">", "|-", ">-") else pairs[key]
        elif key and (item := re.match(r"\s*-\s+(.*)$", line)):
            pairs[key] = [*(pairs[key] if isinstance(pairs[key], list) else []), _unquoted(item[1])]
        elif key and line.strip() and line[0].isspace() and isinstance(pairs[key], str):
            pairs[key] = f"{pairs[key]} {line.strip()}".strip()
    return pairs


def _unquoted(value):
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].replace("''", "'") if value[0] == "'" else value[1:-1]
    return re.split(r"\s#", value, maxsplit=1)[0].rstrip()  # what follows is a comment
