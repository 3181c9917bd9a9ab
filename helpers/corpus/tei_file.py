"""TEI: texts and debates in XML, as parliaments and editions publish them; ParlaMint is a kind of it."""

import re

from helpers.corpus.safe_files import NotSound, local, paragraphs, parse_xml

ROOTS = {"TEI", "TEI.2", "teiCorpus"}
BLOCKS = {
    *("p", "ab", "head", "l", "lg", "u", "seg", "sp", "speaker", "item", "row", "opener", "closer", "salute", "signed", "dateline"),
    *(
        "trailer",
        "div",
        "div1",
        "div2",
        "div3",
        "list",
        "table",
        "quote",
        "body",
        "front",
        "back",
        "byline",
        "docTitle",
        "titlePart",
        "stage",
    ),
    *("text", "group", "postscript", "label", "docAuthor", "docDate", "argument", "epigraph", "titlePage"),
}
INLINE_QUOTE = {"quote", "label", "seg"}
REMARKS = {"incident", "kinesic", "vocal", "desc", "gap", "writing", "shift"}
LEFT_OUT = {*REMARKS, "teiHeader", "fw", "pb", "figDesc", "del", "rdg", "standOff", "linkGrp", "facsimile", "index", "media", "graphic"}
PREFERRED = [("corr", "sic"), ("reg", "orig"), ("expan", "abbr"), ("ex", "am")]
CLOSING, OPENING = tuple(".,;:!?)]}»”’…%"), tuple("([{«“‘„")
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NAMED = "Save its text as .txt, or as a row of a table, or move the file out of the folder if it holds no statement."


def read_xml(raw, *, speeches=False):
    """Read an XML file of a kind that is known: TEI, or a web page in XHTML. Another kind is a fault that names it.

    Parameters
    ----------
    raw : bytes
    speeches : bool
        If true, each ``u`` or ``sp`` is a statement, with its speaker as the issuer.

    Returns
    -------
    row : dict
        text, title, issuer, date, language, findings; with `speeches`, also parts: a dict for each speech.
    faults : list of tuple
        (line, problem, remedy).

    Examples
    --------
    >>> read_xml(b"<TEI><text><body><u who='#PM'><seg>We <name>met</name>.</seg></u></body></text></TEI>")[0]["text"]
    'We met.'
    >>> read_xml(b"<rss><item>We met.</item></rss>")[1][0][1]
    'XML of the kind <rss> is not read.'
    """
    try:
        root = parse_xml(raw)
    except NotSound as error:
        return {}, [error.fault]
    if local(root) == "html":
        from helpers.corpus.other_files import read_html

        return read_html(raw)
    if local(root) not in ROOTS:
        return {}, [(1, f"XML of the kind <{local(root)[:40]}> is not read.", NAMED)]
    notes, remarks = [], [0]
    people = _people(root)
    spoken = [element for element in root.iter() if local(element) in ("u", "sp") and element.get("who")]
    body = [element for element in root.iter() if local(element) == "text"]
    body = [element for element in body if not any(local(above) == "text" for above in element.iterancestors())]
    text = paragraphs(part for element in body for part in _blocks(element, notes, remarks))
    if not any(local(element) == "u" for element in root.iter()):  # in a debate, notes are those of the transcribers
        text = "\n\n".join(filter(None, [text, *(f"[{note}]" for note in notes)]))
    elif notes:
        remarks[0] += len(notes)
    if not text:
        return {}, [(1, "The file holds no text.", "Write the statement into it, or remove it.")]
    row = _header(root) | {"text": text}
    speakers = list(dict.fromkeys(_speaker(element, people) for element in spoken))
    row["issuer"] = speakers[0] if len(speakers) == 1 else row["issuer"]
    if remarks[0]:
        row["findings"] = [(1, f"{remarks[0]:,} remarks of the transcribers were left out.", "None is needed.")]
    if speeches and spoken:
        row["parts"] = list(_speeches(body, people))
    return row, []


def _speeches(body, people):
    """Yield a dict for each speech, and for each stretch of text between speeches."""
    for element in body:
        for who, parts in _turns(element):
            text = paragraphs(part for one in parts for part in _blocks(one, [], [0], alone=True))
            if text and who is None:
                yield {"text": text, "issuer": None}
            elif text:
                yield {"text": text, "issuer": _speaker(who, people), "document_id": who.get(XML_ID)}


def _turns(element):
    """Yield (speech or None, its elements) in the order of the text; what stands outside of speeches has None."""
    between = []
    for child in element:
        if local(child) in ("u", "sp") and child.get("who"):
            if between:
                yield None, between
            yield child, [child]
            between = []
        elif any(local(one) in ("u", "sp") for one in child.iterdescendants()):
            if between:
                yield None, between
            yield from _turns(child)
            between = []
        else:
            between.append(child)
    if between:
        yield None, between


def _blocks(root, notes, remarks, *, alone=False):
    """Return the blocks of a text, in its order; notes and the number of remarks go into the lists given."""
    if alone and local(root) in LEFT_OUT:
        return []
    state = {"parts": [""], "glue": False, "spacing": _spacing(root), "notes": notes, "remarks": remarks}
    _walk(root, state)
    return state["parts"]


def _walk(element, state):
    """Add the words of an element to the parts of the state; a block begins and ends a part."""
    name, parts = local(element), state["parts"]
    if name in ("note", "noteGrp"):
        state["notes"].append(" ".join("".join(element.itertext()).split()))
    elif name in REMARKS:
        state["remarks"][0] += name != "gap"
    elif name in ("lb", "pb"):
        parts[-1] += "" if element.get("break") == "no" or (name == "pb" and parts[-1][-1:].strip() == "") else " "
    elif name in ("w", "pc"):
        _token(element, state)
    elif name in ("choice", "app"):
        _walk(_chosen(element), state)
    elif name not in LEFT_OUT:
        block = name in BLOCKS and not (name in INLINE_QUOTE and _in_running_text(element))
        parts.extend([""] if block else [])
        parts[-1] += " " if name in ("cell", "tab", "space") else ""
        _inside(element, state)
        parts.extend([""] if block else [])
        state["glue"] = state["glue"] and not block and name != "s"


def _token(element, state):
    """Add a word or a mark that stands in an element of its own, after a space if there is one."""
    said = "".join(element.itertext()).strip()
    if not said:  # the parts of a word such as "del", which have only a norm
        return
    closes = state["spacing"] == "none" and local(element) == "pc" and said[:1] in CLOSING
    if state["spacing"] != "layout" and not (state["glue"] or closes or element.get("join") in ("left", "both")):
        state["parts"][-1] += " "
    _inside(element, state)
    state["glue"] = element.get("join") in ("right", "both") or (state["spacing"] == "none" and said in OPENING)


def _inside(element, state):
    words = state["spacing"] != "layout" and any(local(one) in ("w", "pc") for one in element.iterdescendants())
    state["parts"][-1] += (element.text or "") if not words or (element.text or "").strip() else ""
    for child in element:
        if local(child):
            _walk(child, state)
        state["parts"][-1] += (child.tail or "") if not words or (child.tail or "").strip() else ""


def _spacing(root):
    """Return what tells where a space stands between words that are marked one by one: attributes, the layout, or nothing."""
    words = [element for element in root.iter() if local(element) in ("w", "pc")]
    if any(element.get("join") for element in words):
        return "join"
    return "layout" if any(element.tail and not element.tail.strip() and "\n" not in element.tail for element in words) else "none"


def _in_running_text(element):
    """Return whether an element stands among the words of a paragraph rather than as a block of its own."""
    above = element.getparent()
    if above is None or local(above) not in ("p", "seg", "u", "ab", "head", "item", "s", "q", "said"):
        return False
    return bool((above.text or "").strip()) or any((child.tail or "").strip() for child in above)


def _chosen(element):
    """Return the reading that is taken of several: corrected, regularised, written out; the text of an edition, not its variants."""
    by_name = {local(child): child for child in reversed(element) if local(child)}
    order = [name for pair in PREFERRED for name in pair] + ["lem", *by_name]
    return next((by_name[name] for name in order if name in by_name), element.makeelement("seg"))


def _people(root):
    """Return the names of the people that the header lists, by their ids."""
    people = {}
    for person in root.iter():
        if local(person) in ("person", "org") and person.get(XML_ID):
            name = next((one for one in person if local(one) in ("persName", "orgName", "name")), None)
            if name is not None:
                parts = [part for part in name.itertext() if part.strip()]
                order = sorted((one for one in name if local(one) in ("forename", "surname")), key=local)
                people[person.get(XML_ID)] = " ".join(" ".join("".join(one.itertext()) for one in order).split() or " ".join(parts).split())
    return people


def _speaker(element, people):
    who = element.get("who").split()[0]
    key = who.rsplit("#", 1)[-1].rsplit(":", 1)[-1]
    return people.get(key, key)


def _header(root):
    """Return title, issuer, date and language as the header has them."""
    header = next((element for element in root.iter() if local(element) == "teiHeader"), None)
    row = {"title": None, "issuer": None, "date": None, "language": (root.get(XML_LANG) or "")[:2].lower() or None}
    if header is None:
        return row
    row["title"] = _title(header)
    row["issuer"] = _first(header, ["titleStmt", "author"]) or _first(header, ["sourceDesc", "author"]) or None
    for way in (["setting"], ["creation"], ["sourceDesc"], ["publicationStmt"]):
        if date := _date(header, way[0]):
            row["date"] = date
            break
    return row


def _title(header):
    """Return the first title, and below it the first of its language that says which part or sitting this is."""
    stated = next((outer for outer in header.iter() if local(outer) == "titleStmt"), ())
    titles = [(one, " ".join("".join(one.itertext()).split())) for one in stated if local(one) == "title"]
    titles = [(one, text) for one, text in titles if text]
    if not titles:
        return None
    first, main = titles[0]
    parts = [text for one, text in titles[1:] if one.get("type") == "sub" and one.get(XML_LANG) == first.get(XML_LANG)]
    return ": ".join([main, *parts[:1]])


def _first(header, way):
    for outer in header.iter():
        if local(outer) == way[0]:
            for inner in outer.iter():
                if local(inner) == way[1] and (text := " ".join("".join(inner.itertext()).split())):
                    return text
    return None


def _date(header, where):
    for outer in header.iter():
        if local(outer) == where:
            for date in outer.iter():
                if local(date) == "date":
                    stated = date.get("when") or date.get("when-iso") or date.get("from") or " ".join("".join(date.itertext()).split())
                    if re.search(r"\d{4}", stated or ""):
                        return stated
    return None
