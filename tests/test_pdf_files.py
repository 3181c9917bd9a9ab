"""PDFs written by hand, byte by byte: heads, page numbers, divided words and sentences, and text that is not what the pages show."""

import pytest

from helpers.corpus import check_corpus, load_corpus
from helpers.corpus.pdf_file import read_pdf
from helpers.corpus.printed_lines import joined, without_heads
from helpers.spans import sentences

PICTURE = (
    b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\n0\nendstream"
)


def made(objects):
    """Return a PDF with these objects, numbered from 1; the first is its catalogue."""
    raw, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(raw))
        raw += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
    return raw + end % (len(places) + 1, table, len(places) + 1, len(raw))


def pdf(*pages, encoding=b"/WinAnsiEncoding"):
    """Return a PDF whose pages show these lines in Helvetica, each line moved down; a page of None is a picture."""
    kids = b" ".join(b"%d 0 R" % (5 + 2 * place) for place in range(len(pages)))
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding %s >>" % encoding
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)), font, PICTURE]
    for place, lines in enumerate(pages):
        shown = b"".join(b"(%s) Tj 0 -14 Td " % line.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)") for line in lines or [])
        stream = b"/P Do" if lines is None else b"BT /F 12 Tf 72 800 Td %sET" % shown
        uses = b"/Resources << %s >> /MediaBox [0 0 595 842]" % (b"/XObject << /P 4 0 R >>" if lines is None else b"/Font << /F 3 0 R >>")
        objects.append(b"<< /Type /Page /Parent 2 0 R %s /Contents %d 0 R >>" % (uses, 6 + 2 * place))
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    return made(objects)


def text(*pages):
    row, faults = read_pdf(pdf(*pages))
    assert faults == []
    return row["text"]


def test_a_sentence_that_runs_over_a_page_stays_one(folder):
    pages = ["Press Conference", "The Council met in Kyiv and", "Page 1 of 3"], ["Press Conference", "spoke of nego-", "Page 2 of 3"]
    path = folder({"2022-09-23.pdf": pdf(*pages, ["Press Conference", "tiations. It ended.", "Page 3 of 3"])})
    documents = load_corpus(path)
    assert documents.text.tolist() == ["The Council met in Kyiv and\nspoke of negotiations. It ended."]
    found = [" ".join(documents.text[0][row.start : row.end].split()) for row in sentences(documents).itertuples()]
    assert found == ["The Council met in Kyiv and spoke of negotiations.", "It ended."]


def test_what_comes_back_on_most_pages_is_no_text():
    pages = [
        [f"A/77/PV.{n}", "", f"Speech {word} was long.", "QUESTION.", f"And {word}?", "QUESTION.", f"22-{n}0123 {n}/9"]
        for n, word in enumerate("abcd", 4)
    ]
    left = without_heads(pages)
    assert left[0] == ["", "Speech a was long.", "QUESTION.", "And a?", "QUESTION."]
    assert not any("/" in line for page in left for line in page)


def test_lines_with_numbers_come_back_anywhere_and_texts_said_once_stay():
    pages = [
        ["We met.", "One more.", f"Page {n} of 5", f"We speak of {word}.", "Go on.", "Yes.", f"So {word}."]
        for n, word in enumerate("vwxyz", 1)
    ]
    assert without_heads(pages)[4] == ["We speak of z.", "So z."]
    assert without_heads([["In 2022 we met.", "1"], ["In 2023 we left.", "2"]]) == [["In 2022 we met."], ["In 2023 we left."]]
    assert without_heads([["We met.", "Page 1 of 1"]]) == [["We met."]]


@pytest.mark.parametrize(
    ("lines", "read"),
    [
        (["The nego-", "tiations failed."], "The negotiations failed."),
        (["A long-", "term plan; long-term aid."], "A long-term plan; long-term aid."),
        (["Our well-", "being: we are well, and being well."], "Our well-being: we are well, and being well."),
        (["Every-", "thing: every thing is said."], "Everything: every thing is said."),
        (["The cease-", "fire: a ceasefire."], "The ceasefire: a ceasefire."),
        (["The Franco-", "German plan."], "The Franco-German plan."),
        (["In 2022-", "2023 we met."], "In 2022-2023 we met."),
        (["The nego\u00ad", "tia\u00adtions."], "The negotiations."),
        (["Die Verhand-", "lungen über", "Ölpreis-", "erhöhungen."], "Die Verhandlungen über\nÖlpreiserhöhungen."),
    ],
)
def test_hyphens_at_the_ends_of_lines_are_judged_by_the_words_of_the_text(lines, read):
    assert joined([lines]) == read


def test_text_is_read_as_it_is_shown():
    assert text(["He said “no” (twice).", "It ended."], ["Then we left."]) == "He said “no” (twice).\nIt ended.\n\nThen we left."


GLYPHS = b"<< /Type /Encoding /Differences [65 " + b" ".join(b"/i%d" % n for n in range(255, 281)) + b"] >>"


def test_a_text_that_is_not_what_the_pages_show_is_a_fault(folder):
    files = {
        "2022-09-21.pdf": pdf(None, None),
        "2022-09-22.pdf": pdf(["Statement by the President", "of the Council"], None, None, None),
        "2022-09-23.pdf": pdf(["/0/1/2/3/i255/4/5 /6/7/8/9/10", "/i255/11/12/13/14/15"]),
    }
    problems = check_corpus(folder(files)).set_index("file").problem
    assert problems["2022-09-21.pdf"] == "The PDF holds no text; it may be a scan."
    assert problems["2022-09-22.pdf"] == "3 of the 4 pages are pictures with hardly any text; only 7 words can be read."
    assert "numbers of glyphs instead of letters ('/0/1/2/3/i255/4/5 /6" in problems["2022-09-23.pdf"]


def test_numbers_of_documents_are_no_glyphs():
    line = "The report A/78/123 of 3/4/2022 and S/2022/731 was adopted."
    assert text([line]) == line
