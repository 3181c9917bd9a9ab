"""A report as its reader sees it: paragraphs in order, with what stands apart as a quotation, what is code, and where links lead."""

import io
import re
from pathlib import Path
from typing import NamedTuple

import lxml.html

from helpers.corpus.formats import OF_BYTES, OF_TEXT, reader
from helpers.corpus.page_bytes import page_text
from helpers.corpus.pdf_file import read_pdf
from helpers.corpus.word_file import read_docx
from helpers.files.decoding import as_text

# Characters of private use stand for what text alone does not tell; a report's own are taken out first.
APART, CODE, PLAIN, LINK, LED = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004"
PRIVATE = re.compile("[\ue000-\ue00f]")
UNSEEN = {"script", "style", "template", "svg", "math", "del", "s", "strike", "head", "object", "iframe", "select"}
INSIDE = {
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "cite",
    "code",
    "dfn",
    "em",
    "font",
    "i",
    "ins",
    "kbd",
    "label",
    "mark",
    "q",
    "ruby",
    "rb",
    "samp",
}
INSIDE |= {"small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"}
STYLE = re.compile(r"quot|zitat|citation|block ?text", re.IGNORECASE)
LOW_QUOTES = [(re.compile("„([^„“”]{1,5000})[“”]"), r"“\1”"), (re.compile("[「『]"), "“")]
LOW_QUOTES += [(re.compile("[」』]"), "”"), (re.compile("‚([^‚‘’\n]{1,600})[‘’](?!\\w)"), r"‘\1’")]
PAGE = re.compile(r"(?:https?://[^\s()<>\[\]]{1,200}/)?\breader/[\w%-]{1,200}\.html(?:#s\d{1,6})?")  # of a statement, on the kit's pages
CODED = re.compile(r"verbatim|code|preformatted", re.IGNORECASE)
INWARDS = str.maketrans("«»", "»«")
PAGES = {".html", ".htm", ".xhtml"}


class Report(NamedTuple):
    """The text of a report, its paragraphs with a blank line between them, and offsets into it."""

    text: str
    apart: list  # (start, end) of paragraphs that are set as quotations
    code: list  # (start, end)
    links: list  # (start, end, address)


def read_report(path):
    """Read a report in Markdown, HTML, Word, plain text or another format of which the kit reads text.

    Changes that are tracked are taken as accepted; what is struck through, hidden or a script is not read.

    Raises
    ------
    ValueError
        If the file cannot be read.
    """
    path = Path(path)
    raw, kind = path.read_bytes(), path.suffix.lower()
    if kind in PAGES:
        return _parted(_of_page(page_text(raw)[0] or ""))
    if kind == ".docx":
        return _parted(_of_word(raw))
    if kind in OF_BYTES or kind == ".pdf":
        row, faults = (read_pdf if kind == ".pdf" else reader(OF_BYTES[kind]))(raw)[:2]
        _refuse(path, faults)
        rows = row if isinstance(row, list) else [row]
        return _parted("\n\n".join(_of_lines(PRIVATE.sub("", one["text"])) for one in rows))
    text, _, faults = as_text(raw, guess=True)
    _refuse(path, faults if text is None else [])
    if kind in (".md", ".markdown"):
        return _parted(_of_markdown(text))
    if kind in OF_TEXT:
        row, faults = reader(OF_TEXT[kind])(text)[:2]
        _refuse(path, faults)
        text = row["text"]
    return _parted(_of_lines(PRIVATE.sub("", text)))


def _refuse(path, faults):
    if faults:
        _, problem, remedy = faults[0]
        raise ValueError(f"{path}: {problem} {remedy}")


def _of_markdown(text):
    """Return what a Markdown text shows, by way of its page."""
    import mistune

    made = mistune.create_markdown(escape=False, plugins=["strikethrough", "footnotes", "table", "url", "task_lists", "def_list"])
    return _of_page(made(re.sub(r"\A---\n(?:[^\n]*\n){0,100}?(?:---|\.\.\.)\n", "", text)))


def _of_page(page):
    """Return the text of a page, with marks for what stands apart, code and links."""
    page = re.sub(r"^\s*<\?xml[^>]*>", "", PRIVATE.sub("", page)).replace("\0", "")
    if not page.strip():
        return ""
    said = []
    _walk(lxml.html.document_fromstring(page), said, apart=False)
    return "".join(said)


def _walk(element, said, *, apart):
    """Add the text of an element and of all in it, without recursion: pages may be nested deeply."""
    todo = [(element, apart, False)]
    while todo:
        element, apart, text = todo.pop()
        if isinstance(element, str):
            said.append(element if text else " ".join(re.split(r"[ \t\r\n\f]+", element)))
            continue
        if not isinstance(element.tag, str) or not _is_seen(element):
            continue
        tag = element.tag.lower()
        apart, text = apart or tag == "blockquote", text or tag == "pre"
        before, after = _around(element, tag, apart)
        todo.append((after, apart, True))
        parts = [(element.text or "", apart, text)]
        for child in element:
            parts += [(child, apart, text), (child.tail or "", apart, text)]
        todo += [*reversed(parts), (before, apart, True)]


def _is_seen(element):
    hidden = element.get("hidden") is not None or re.search(r"display\s*:\s*none", element.get("style") or "")
    note = element.tag == "sup" and re.fullmatch(r"[\s\[\](),*†‡\d]*", element.text_content())
    return element.tag not in UNSEEN and not hidden and not note


def _around(element, tag, apart):
    """Return what stands before and after the text of an element."""
    if tag == "br":
        return "\n", ""
    if tag == "q":
        return "“", "”"
    if tag in ("code", "kbd", "samp", "tt"):
        return CODE, PLAIN
    if tag == "a" and element.get("href"):
        return "", f"{LINK}{element.get('href')}{LED}"
    if tag in ("td", "th"):
        return "", " | "
    return ("", "") if tag in INSIDE else ("\n\n" + APART * apart, "\n\n" + APART * apart)


def _of_word(raw):
    """Return the text of a Word document as the kit reads it, after marks were put into it for what its styles and links say."""
    import docx

    _refuse("the document", read_docx(raw)[1])
    document = docx.Document(io.BytesIO(raw))
    for element in document.element.body.iter("{*}p"):
        _mark(docx.text.paragraph.Paragraph(element, document._body))
    for cell in document.element.body.iter("{*}tc"):
        if paragraphs := cell.findall("{*}p"):
            docx.text.paragraph.Paragraph(paragraphs[-1], document._body).add_run(" |")
    made = io.BytesIO()
    document.save(made)
    row, faults = read_docx(made.getvalue())
    _refuse("the document", faults)
    return row["text"]


def _mark(paragraph):
    """Put marks into a paragraph of a Word document; runs that are struck through lose their text."""
    for run in paragraph.runs:
        if run.font.strike or run.font.double_strike or run.font.hidden:
            run.text = ""
        elif run._r.style is not None and CODED.search(run.style.name or ""):  # the default's look-up is slow
            run.text = f"{CODE}{run.text}{PLAIN}"
    for link in paragraph.hyperlinks:
        if link.url:
            link._hyperlink.addnext(paragraph.add_run(f"{LINK}{link.url}{LED}")._r)
    if paragraph._p.style is not None and STYLE.search(paragraph.style.name or ""):
        paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, paragraph.add_run(APART)._r)


def _of_lines(text):
    """Return a plain text with its wrapped lines joined; lines after > stand apart."""
    paragraphs = []
    for part in re.split(r"\n[ \t]*\n", text.expandtabs(4)):
        lines = part.strip("\n").split("\n")
        apart = all(line.lstrip().startswith(">") for line in lines)
        lines = [re.sub(r"^\s*(?:> ?)+", "", line) if apart else line for line in lines]
        starts = [0, *(i for i, line in enumerate(lines) if i and re.match(r"\s*(?:(?:[-*+•]|\d{1,3}[.)])\s|\|)", line))]
        for a, b in zip(starts, [*starts[1:], len(lines)], strict=True):
            paragraphs.append(APART * apart + "\n".join(lines[a:b]))
    return "\n\n".join(paragraphs)


def _parted(marked):
    """Return a report from its text with marks."""
    for form, plain in LOW_QUOTES:
        marked = form.sub(plain, marked)
    text, spans, opened = "", {"apart": [], "code": [], "links": []}, []
    for part in re.split(r"\n[ \t\xa0]*\n\s*", marked):
        apart = part.lstrip().startswith(APART)
        part = re.sub(rf"[ \t]*\n[ \t]*|{APART}|[ \t\r\f]+", lambda found: "" if found[0] == APART else " ", _unbroken(part)).strip(" |")
        if re.match("[^«»]*»", part):  # as in German, they point inwards
            part = part.translate(INWARDS)
        begin = len(text)
        for piece in re.split(f"({CODE}|{PLAIN}|{LINK}[^{LED}]*{LED})", part):
            if piece == CODE:
                opened.append(len(text))
            elif piece == PLAIN:
                spans["code"] += [(opened.pop(), len(text))] if opened else []
            elif piece.startswith(LINK):
                spans["links"].append((begin, len(text), piece[1:-1]))
            else:
                text += piece
        led = {end for _, end, _ in spans["links"]}
        bare = [(begin + found.start(), begin + found.end(), found[0]) for found in PAGE.finditer(text[begin:])]
        spans["links"] += [link for link in bare if link[1] not in led]
        if len(text) > begin:
            spans["apart"] += [(begin, len(text))] if apart else []
            text += "\n\n"
    return Report(text.rstrip("\n"), **spans)


def _unbroken(part):
    """Return a paragraph in which a word that was divided at the end of a line is one, with its hyphen."""
    return re.sub(r"(?<=[^\W\d_])-\n\s*(?=[^\W\d_])(?!(?:and|or|to)\b)", "-", part)
