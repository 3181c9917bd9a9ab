"""Word documents with all that Word puts around a text: changes, content controls, fields, boxes and notes; written as XML by hand."""

import io
import zipfile

import docx
import pytest

from helpers.corpus import load_corpus, read_corpus
from helpers.corpus.report import survey
from helpers.corpus.word_file import read_docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
SPACES += ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
BY = 'w:id="1" w:author="A" w:date="2022-09-23T00:00:00Z"'


def r(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*parts):
    return f"<w:p>{''.join(part if part.startswith('<') else r(part) for part in parts)}</w:p>"


def ins(text):
    return f"<w:ins {BY}>{r(text)}</w:ins>"


def gone(text):
    return f"<w:del {BY}><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def sdt(content, settings=""):
    return f"<w:sdt><w:sdtPr>{settings}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def tc(content):
    return f"<w:tc>{content}</w:tc>"


def tr(*cells):
    return f"<w:tr>{''.join(cells)}</w:tr>"


def cited(kind, number):
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def word(*body, **notes):
    """Return a Word document with this body, and footnotes or endnotes by number, in the package that python-docx writes."""
    made, out = io.BytesIO(), io.BytesIO()
    docx.Document().save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode("utf-8") if name.endswith((".xml", ".rels")) else old.read(name)
            if name == "word/document.xml":
                content = f"<w:document {SPACES}><w:body>{''.join(body)}</w:body></w:document>"
            for kind in notes:
                part, link = "application/vnd.openxmlformats-officedocument.wordprocessingml", "http://schemas.openxmlformats.org"
                if name == "[Content_Types].xml":
                    override = f'<Override PartName="/word/{kind}.xml" ContentType="{part}.{kind}+xml"/></Types>'
                    content = content.replace("</Types>", override)
                if name == "word/_rels/document.xml.rels":
                    kept = f'<Relationship Id="{kind}" Type="{link}/officeDocument/2006/relationships/{kind}" Target="{kind}.xml"/>'
                    content = content.replace("</Relationships>", f"{kept}</Relationships>")
            new.writestr(name, content)
        for kind, texts in notes.items():
            each = "".join(f'<w:{kind[:-1]} w:id="{number}">{p(text)}</w:{kind[:-1]}>' for number, text in texts.items())
            new.writestr(f"word/{kind}.xml", f'<w:{kind} {SPACES}><w:{kind[:-1]} w:type="separator" w:id="-1"/>{each}</w:{kind}>')
    return out.getvalue()


BOX = f"<w:txbxContent>{p('In a box.')}</w:txbxContent>"
SHAPE = f"<w:r><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></w:r>"
TWICE = f"<mc:AlternateContent><mc:Choice><wps:txbx>{BOX}</wps:txbx></mc:Choice><mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent>"
MARKS = "<w:r><w:tab/><w:t>b</w:t><w:br/><w:t>well</w:t><w:noBreakHyphen/><w:t>being so</w:t><w:softHyphen/><w:t>ft</w:t></w:r>"
FIELD = '<w:r><w:instrText> REF x </w:instrText><w:fldChar w:fldCharType="separate"/></w:r>'
TAG = f'<w:smartTag w:element="place"><w:smartTag>{r("Kherson")}</w:smartTag></w:smartTag>'
CASES = {
    "insertion": ([p("The Allies ", ins("strongly "), gone("weakly "), "condemn it.")], "The Allies strongly condemn it."),
    "moved": ([p(f"<w:moveFrom {BY}>{r('Old. ')}</w:moveFrom>", f"<w:moveTo {BY}>{r('New.')}</w:moveTo>")], "New."),
    "inline control": ([p("Issued by the ", sdt(r("Foreign Ministry")), " in Kyiv.")], "Issued by the Foreign Ministry in Kyiv."),
    "block control": ([sdt(p("One.") + sdt(p("Two."))), p("Three.")], "One.\n\nTwo.\n\nThree."),
    "prompt": ([sdt(p("Click here to enter text."), "<w:showingPlcHdr/>"), p("One.")], "One."),
    "smart tag": ([p("In ", TAG, ".")], "In Kherson."),
    "simple field": ([p("On ", f'<w:fldSimple w:instr=" DATE ">{r("1 May")}</w:fldSimple>', ".")], "On 1 May."),
    "field": ([p(FIELD, "Annex I")], "Annex I"),
    "link": ([p("See ", f'<w:hyperlink w:anchor="a">{r("the")}{ins(" text")}</w:hyperlink>', ".")], "See the text."),
    "paragraph joined": ([f"<w:p><w:pPr><w:rPr><w:del {BY}/></w:rPr></w:pPr>{r('We ')}</w:p>", p("met.")], "We met."),
    "box": ([p("Before", SHAPE, " it.")], "Before it.\n\nIn a box."),
    "box twice": ([p("Text.", f"<w:r>{TWICE}</w:r>")], "Text.\n\nIn a box."),
    "marks": ([p("A", MARKS)], "A\tb\nwell-being soft"),
    "ruby": ([p(f"<w:r><w:ruby><w:rt>{r('kana')}</w:rt><w:rubyBase>{r('漢')}</w:rubyBase></w:ruby></w:r>")], "漢"),
    "table": (
        [
            "<w:tbl>"
            + tr(tc(sdt(p("A"))), sdt(tc(p("B"))))
            + tr(f"<w:trPr><w:del {BY}/></w:trPr>", tc(p("Gone")))
            + sdt(tr(tc(p(ins("C")))))
            + "</w:tbl>"
        ],
        "A B\n\nC",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_a_reader_sees_is_read_in_its_order(case):
    body, text = CASES[case]
    row, faults = read_docx(word(*body))
    assert (row["text"], faults) == (text, [])


def test_notes_stand_after_the_text_marked_counted_and_optional(folder):
    body = p("The Council", cited("footnote", 2), " met", cited("endnote", 5), " again", cited("footnote", 1), "."), p("End.")
    path = folder(
        {"2022-09-23.docx": word(*body, footnotes={1: "First made.", 2: "Of ministers.", 7: "Cited nowhere."}, endnotes={5: "In Kyiv."})}
    )
    documents = load_corpus(path)
    assert documents.text[0] == "The Council met again.\n\nEnd.\n\n* Of ministers.\n\n* In Kyiv.\n\n* First made."
    assert survey(documents).set_index("what").at["notes", "found"] == "3, in 1 of the statements"
    without = load_corpus(path, notes=False)
    assert without.text[0] == "The Council met again.\n\nEnd."
    assert without.note_count.tolist() == [3]


def test_a_note_whose_mark_was_deleted_is_deleted():
    deleted = f"<w:del {BY}>{cited('footnote', 1)}</w:del>"
    assert read_docx(word(p("We met.", deleted), footnotes={1: "Not so."}))[0] == {"text": "We met.", "title": None}


def test_a_part_of_another_format_is_a_fault(folder):
    problems = read_corpus(folder({"2022-09-23.docx": word(p("One."), '<w:altChunk w:id="x"/>')}))[1]
    assert "altChunk" in problems.problem[0]
