"""The numbers of notes in pages of HTML: they are no words, and would be glued to the word before."""

import re

NUMBER = re.compile(r"\s*+[\[(]?\s*+(?:\d{1,3}|[*†‡§]{1,3}|[a-z]|[ivxl]{1,6})\s*+[\])]?\s*+(?:[,;]\s*+[\[(]?\d{1,3}[\])]?\s*+)*+")
NOTE = re.compile(r"note|\bfn|ftn|cite|reference", re.IGNORECASE)
UNIT = re.compile(r"\b(?:[kcdm]?m|ft|in|yd|mi|sq|10|[A-Za-z])$")


def without_note_numbers(tree):
    """Take numbers away that lead to notes, which else were glued to the word before: in superscript, or a link to a place in the page."""
    for element in [*tree.iter("sup"), *tree.iter("a")]:
        if element.getparent() is not None and _is_note_number(element):
            element.drop_tree()


def _is_note_number(element):
    text = element.text_content()
    if not NUMBER.fullmatch(text):
        return False
    links = [element, *element.iter("a")] if element.tag == "sup" else [element]
    local = any("#" in link.get("href", "") for link in links)
    named = any(NOTE.search(link.get(key, "")) for link in links for key in ("href", "id", "class", "rel", "role", "epub:type"))
    if element.tag == "a":
        return local and (named or not text.strip().isalnum())
    if local or named or not text.strip().isalnum():
        return True
    previous = element.getprevious()
    before = (previous.tail if previous is not None else element.getparent().text) or ""
    return text.strip().isdigit() and not UNIT.search(before)
