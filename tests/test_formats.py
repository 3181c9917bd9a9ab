"""Texts with markup: the words that their formats hold and no other, with speaker, date and title where they have them."""

import io
import zipfile
from email.message import EmailMessage
from xml.etree import ElementTree

import pandas as pd
import pytest

from helpers.corpus import load_corpus, read_corpus
from helpers.corpus.load import read_with_findings
from helpers.corpus.mail_file import read_mail
from helpers.corpus.other_files import read_text, reader_of


def read(suffix, content):
    row, faults = reader_of(suffix)(content if isinstance(content, bytes) else content.encode())
    assert faults == []
    return row


def said(suffix, content):
    return read(suffix, content)["text"]


def fault(suffix, content):
    row, faults = reader_of(suffix)(content if isinstance(content, bytes) else content.encode())
    assert row == {}
    (line, problem, remedy) = faults[0]
    assert line >= 1
    assert remedy
    return problem


def zipped(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return buffer.getvalue()


DEBATE = """<?xml version="1.0" encoding="utf-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt><title type="main">Sitting 9</title></titleStmt>
<publicationStmt><date when="2024-01-01">2024</date></publicationStmt></fileDesc>
<profileDesc><settingDesc><setting><date when="2022-09-23">23.9.2022</date></setting></settingDesc>
<particDesc><listPerson><person xml:id="PM"><persName><surname>Marin</surname><forename>Sanna</forename></persName></person></listPerson>
</particDesc></profileDesc></teiHeader>
<text><body><div><note type="speaker">The Prime Minister:</note>
<u who="#PM" xml:id="u1">
<seg>We support <name type="place">Ukraine</name>.</seg><seg>We do<pb n="2"/> so <note>(applause)</note>now.</seg></u>
<u who="#MP"><seg>Agreed<vocal><desc>laughter</desc></vocal>.</seg></u></div></body></text></TEI>"""


def test_tei_is_one_statement_a_file_or_one_a_speech(folder):
    path = folder({"debate.xml": DEBATE})
    row = load_corpus(path).iloc[0]
    assert row.text == "We support Ukraine.\n\nWe do so now.\n\nAgreed."
    assert (f"{row.date:%Y-%m-%d}", row.date_origin, row.title, row.language) == ("2022-09-23", "markup", "Sitting 9", "en")
    assert pd.isna(row.issuer)  # two spoke
    rows = load_corpus(path, speeches=True)
    assert rows.text.tolist() == ["We support Ukraine.\n\nWe do so now.", "Agreed."]
    assert rows.issuer.tolist() == ["Sanna Marin", "MP"]
    assert rows.document_id.tolist() == ["debate-1", "debate-2"]
    assert read_with_findings(path)[2].finding.tolist() == ["3 remarks of the transcribers were left out."]


TEI = "<TEI><text><body>{}</body></text></TEI>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>One<lb/>two, nego<lb break='no'/>tiations.</p><p>Next.</p>", "One two, negotiations.\n\nNext."),
        ("<p>The <choice><sic>teh</sic><corr>the</corr></choice> end<note>See 3.</note>.</p>", "The the end.\n\n[See 3.]"),
        ("<head>On votes</head><list><item>a</item><item>b</item></list>", "On votes\n\na\n\nb"),
        ("<p><s><w>We</w><w>met</w><pc>.</pc></s><s><w>So</w><pc>!</pc></s></p>", "We met. So!"),
        ("<p><s><w>Don</w><w join='left'>'t</w> <w join='right'>go</w><pc>.</pc></s></p>", "Don't go."),
        ("<p><s><w>We</w> <w>met</w><pc>.</pc></s></p>", "We met."),
        ("<s>\n<name>\n<w>A</w>\n<w join='right'>B</w>\n</name>\n<pc>,</pc>\n<w>de<w norm='de'/><w norm='l'/></w>\n</s>", "A B, de"),
        ("<sp who='#a'><speaker>A.</speaker><p>No.</p></sp>", "A.\n\nNo."),
        ("<table><row><cell>Kyiv</cell><cell>12</cell></row></table>", "Kyiv 12"),
    ],
)
def test_marks_of_tei(body, text):
    assert said(".xml", TEI.format(body)) == text


BOMB = (
    "<!DOCTYPE TEI [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {b} '&{a};&{a};&{a};'>" for a, b in zip("abcdefg", "bcdefgh", strict=True))
    + "]>"
)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (BOMB + TEI.format("<p>&h;</p>"), "entities of its own"),
        ("<!DOCTYPE TEI [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>" + TEI.format("<p>&x;</p>"), "entities of its own"),
        ("<rss><channel>Text</channel></rss>", "XML of the kind <rss> is not read"),
        ("<TEI><text>", "not sound XML"),
        (TEI.format(""), "holds no text"),
    ],
)
def test_xml_that_is_not_read_is_a_fault(content, problem):
    assert problem in fault(".xml", content)


def test_subtitles():
    srt = "1\n00:00:01,000 --> 00:00:04,000\n<i>We support</i>\n\n2\n00:00:04,500 --> 00:00:06,000\n{\\an8}Ukraine &amp; Moldova.\n"
    assert said(".srt", srt) == "We support Ukraine & Moldova."
    assert said(".srt", srt.replace("\n", "\r\n")) == "We support Ukraine & Moldova."
    assert said(".srt", "1\n00:00:01,000 --> 00:00:02,000\n2022\n\n2\n00:00:03,000 --> 00:00:04,000\nNo.\n\n") == "2022 No."
    vtt = "WEBVTT\nLanguage: en\n\nNOTE by hand\nnot said\n\na\n00:01.000 --> 00:02.000 align:start\n<v Ann>We <b>met</b>.\n\n"
    row = read(".vtt", vtt + "00:03.000 --> 00:04.000\n<v Ann>Then left.\n")
    assert (row["text"], row["issuer"], row["language"]) == ("We met. Then left.", "Ann", "en")
    assert said(".vtt", vtt + "00:03.000 --> 00:04.000\n<v Bob>No.\n") == "We met.\n\nNo."
    assert "cannot be read" in fault(".srt", "1\n00:00:01 -> x --> 4\nNo.\n")


def test_lines_that_stay_on_the_screen_are_read_once():
    cues = ["00:00.000 --> 00:02.000\nhello<00:00:01.000><c> world</c>", "00:02.000 --> 00:02.010\nhello world"]
    cues += ["00:02.010 --> 00:04.000\nhello world\nnext<00:00:03.000><c> line</c>"]
    assert said(".vtt", "WEBVTT\n\n" + "\n\n".join(cues)) == "hello world next line"
    twice = "1\n00:00:01,000 --> 00:00:02,000\nNo.\n\n2\n00:00:02,000 --> 00:00:03,000\nNo.\n"
    assert said(".srt", twice) == "No. No."  # said twice


def test_mail():
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Press Office <press@example.org>", "a@example.org", "Vote – declared"
    mail["Date"] = "Fri, 23 Sep 2022 23:30:00 +0200"
    mail.set_content("We don’t recognise it.\nNever.")
    mail.add_alternative("<p>We don’t recognise it.</p>", subtype="html")
    mail.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="annex.pdf")
    row = read(".eml", mail.as_bytes())
    assert (row["text"], row["title"], row["issuer"]) == ("We don’t recognise it.\nNever.", "Vote – declared", "Press Office")
    assert str(row["date"]) == "2022-09-23"
    assert row["findings"][0][1] == "What is attached was not read: annex.pdf."
    page = EmailMessage()
    page["Subject"] = "x"
    page.set_content(
        "<html><head><style>p {}</style></head><body><p>Naïve &amp; <b>bold</b>.</p><div>Yes.</div></body></html>", subtype="html"
    )
    assert said(".eml", page.as_bytes()) == "Naïve & bold.\n\nYes."
    bare = "Subject: x\nContent-Transfer-Encoding: quoted-printable\n\nWe don=E2=80=99t recog=\nnise it.\n"  # no character set
    assert said(".eml", bare) == "We don’t recognise it."
    wrong = b"Subject: x\nContent-Type: text/plain; charset=iso-8859-1\n\nWe don\x92t.\n"  # as browsers read it
    assert said(".eml", wrong) == "We don’t."


def test_lines_of_a_mail_that_flow_on():
    head = b"From: a@example.org\nDate: Fri, 23 Sep 2022 10:00:00 +0000\nContent-Type: text/plain; format=flowed"
    row, _ = read_mail(head + b"\n\nWe met in \nOslo.\n> They said \n> so.\n>> No.\n-- \nAna\n")
    assert row["text"] == "We met in Oslo.\n> They said so.\n>> No.\n-- \nAna"
    row, _ = read_mail(head + b"; delsp=yes\n\nWe m \net.\n")
    assert row["text"] == "We met."


def test_markdown():
    front = '---\ntitle: "On votes"\nauthor:\n  - NATO\ndate: 2022-09-23\ntags: [a, b]\n---\n'
    body = "# Votes\n\nWe **strongly** [condemn](https://example.org/a_(b)) _them_[^1] and `snake_case_names` 2 * 3 * 4.\n\n"
    body += "- One\n- Two\n\n> Quoted.\n\n| a | b |\n|---|---|\n| c | d |\n\n[^1]: A note.\n\n<!-- not\nsaid -->\n\n![map](m.png) in\\*t\n"
    row = read(".md", front + body)
    text = (
        "Votes\n\nWe strongly condemn them and snake_case_names 2 * 3 * 4.\n\nOne\n\nTwo\n\nQuoted.\n\na b\n\nc d\n\n[A note.]\n\nmap in*t"
    )
    assert row["text"] == text
    assert (row["title"], row["issuer"], row["date"]) == ("On votes", "NATO", "2022-09-23")
    assert "tags" in row["findings"][0][1]
    assert read(".md", "+++\ntitle = 'A'\ndate = 2022-09-23\n+++\nB")["title"] == "A"
    assert said(".md", "A [link to\nthe text](http://a.org), **all\nof it**; H~2~O, 5 ~ 6") == "A link to\nthe text, all\nof it; H2O, 5 ~ 6"
    assert said(".md", "One\n\n```\n**a**\n\nb\n```\n*Two*") == "One\n\n**a**\n\nb\nTwo"
    assert said(".md", "---\n\nNo front matter: it goes on.\n") == "No front matter: it goes on."


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"We \emph{strongly \textbf{condemn}} it\footnote{See \S 3.}.", "We strongly condemn it.\n\n[See §3.]"),
        ("100\\% of it % not said\nis true.", "100% of it is true."),
        (r"K\"oln, \'{e}t\'e, \c{c}a, Stra\ss e, \o{}re, \v{S}koda, na\"{\i}ve", "Köln, été, ça, Straße, øre, Škoda, naïve"),
        ("``Yes'' -- he said---and `no'.", "“Yes” – he said—and ‘no’."),
        (r"\section*{On votes}\label{a}Text \cite{b}.\begin{itemize}\item One\item Two\end{itemize}", "On votes\n\nText .\n\nOne\n\nTwo"),
        (r"\href{http://a.org}{The page} \textcolor{red}{is} here\\[2mm]now", "The page is here now"),
    ],
)
def test_latex(body, text):
    head = "\\documentclass[12pt]{article}\n\\title{On votes}\n\\author{NATO}\n\\date{23 September 2022}\n"
    row = read(".tex", f"{head}\\begin{{document}}\\maketitle\n{body}\n\\end{{document}}\nnot read")
    assert row["text"] == text
    assert (row["title"], row["issuer"], row["date"]) == ("On votes", "NATO", "23 September 2022")


def test_what_latex_defines_or_takes_in():
    assert said(".tex", r"\newcommand{\nato}{the Alliance}Of \nato{} and \nato.") == "Of the Alliance and the Alliance."
    assert "takes arguments" in fault(".tex", r"\newcommand{\of}[1]{the #1}\of{x}")
    head = r"\newcommand{\of}[1]{the #1}\renewcommand{\sout}{}\title{The \nato}\def\nato{\textbf{A}}\begin{document}"
    row = read(".tex", head + r"\hypertarget{a}{\section{Of \nato.}}\end{document}")  # what the text does not use is no matter
    assert (row["text"], row["title"]) == ("Of A.", "The A")
    table = r"\begin{longtable}[]{@{}lr@{}}\toprule A & B\\\endfirsthead\toprule A & B\\\endhead 1 & 2\\\end{longtable}"
    assert said(".tex", table) == "A B 1 2"
    assert "takes in another file, 'chapter1'" in fault(".tex", "A.\n\\input{chapter1}")


def test_rich_text():
    head = rb"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0\fswiss Arial;}{\f1\fcharset204 Arial;}}{\info{\title On votes}{\author X}}"
    body = rb"\f0 We don\'92t {\b strong}ly agree\u8212 -no.{\footnote A note.}{\deleted gone}\par{\f1 \'cd\'e5\'f2} \{x\}"
    row = read(".rtf", head + body + rb"{\header Page 1}{\*\generator Word}\tab z{\pict 0123}}")
    assert row["text"] == "We don’t strongly agree—no.\n\nНет {x} z\n\n[A note.]"
    assert row["title"] == "On votes"
    boxed = rb"{\rtf1 We{\*\footnote\chftn A {\i small} note.} met.{\shp{\*\shpinst{\sp{\sn x}}{\shptxt In a box.}}{\shprslt In a box.}}}"
    assert said(".rtf", boxed + rb"{\header{\*\footnote no}}") == "We met.In a box.\n\n[A small note.]"
    assert "none of the file's code page" in fault(".rtf", rb"{\rtf1\ansi\ansicpg1252 We \'81 met.}")
    assert "groups inside each other" in fault(".rtf", b"{\\rtf1 " + b"{" * 5000)


OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
ODT = f"""<office:document-content xmlns:office="{OFFICE}" xmlns:text="{TEXT}"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:text>
<text:tracked-changes>
<text:changed-region><text:deletion><text:p>gone</text:p></text:deletion></text:changed-region></text:tracked-changes>
<text:h>On votes</text:h>
<text:p>We <text:span>strong</text:span>ly<text:s text:c="2"/>condemn<text:note>
<text:note-citation>1</text:note-citation>
<text:note-body><text:p>A note.</text:p></text:note-body></text:note>.</text:p>
<table:table><table:table-row><table:table-cell><text:p>Kyiv</text:p></table:table-cell><table:table-cell><text:p>12</text:p></table:table-cell>
</table:table-row></table:table></office:text></office:body></office:document-content>"""
META = '<m xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>T</dc:title></m>'


def test_open_document():
    row = read(".odt", zipped({"content.xml": ODT, "meta.xml": META}))
    assert row["text"] == "On votes\n\nWe strongly condemn.\n\nKyiv 12\n\n[A note.]"
    assert row["title"] == "T"
    assert "is no text" in fault(".odt", zipped({"content.xml": ODT.replace("office:text", "office:spreadsheet")}))
    assert "There is no 'content.xml'" in fault(".odt", zipped({"a": "b"}))


def test_electronic_book():
    opf = """<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>Speeches</dc:title>
<dc:creator>NATO</dc:creator><dc:date>2022-09-23</dc:date><dc:language>en-GB</dc:language></metadata><manifest>
<item id="b" href="b%20b.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>
<item id="n" href="n.xhtml" properties="nav" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/></spine></package>"""
    files = {"META-INF/container.xml": '<c><rootfiles><rootfile full-path="OEBPS/c.opf"/></rootfiles></c>', "OEBPS/c.opf": opf}
    page = """<html xmlns="http://www.w3.org/1999/xhtml"><head><title>no</title></head><body><h1>{}</h1>
<p>We <i>met</i>.<a href="#n1" epub:type="noteref"><sup>1</sup></a></p></body></html>"""
    files |= {"OEBPS/a.xhtml": page.format("One"), "OEBPS/b b.xhtml": page.format("Two"), "OEBPS/n.xhtml": page.format("Contents")}
    row = read(".epub", zipped(files))
    assert row["text"] == "One\n\nWe met.\n\nTwo\n\nWe met."
    assert (row["title"], row["issuer"], row["date"], row["language"]) == ("Speeches", "NATO", "2022-09-23", "en")


def test_a_zip_file_is_a_folder(folder):
    inside = {"2022-09-23-a.txt": "One.", "x/2022-09-24-b.srt": "1\n00:00:01,000 --> 00:00:02,000\nTwo.\n", "__MACOSX/._a": b"\0"}
    inside |= {"x/s.txt": "date 2022-09-25 Three.", "y/s.txt": "date 2022-09-26 Four.", "t.csv": "date,text\n2022-09-27,Five.\n"}
    path = folder({"all.zip": zipped(inside)})
    rows = load_corpus(path / "all.zip")
    assert rows.text.tolist() == ["One.", "Two.", "Three.", "Four.", "Five."]
    assert rows.document_id.tolist() == ["2022-09-23-a", "2022-09-24-b", "x/s", "y/s", "t-2"]
    assert rows.file[1] == "all.zip/x/2022-09-24-b.srt"
    assert load_corpus(path).document_id[2] == "all/x/s"


def bomb():
    return zipped({f"2022-09-23-{i}.txt": b"0" * 60_000_000 for i in range(6)})


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (lambda: zipped({"../2022-09-23-a.txt": "x"}), "leads out of its folder"),
        (lambda: zipped({"/etc/2022-09-23-a.txt": "x"}), "leads out of its folder"),
        (lambda: zipped({"b.zip": zipped({"2022.txt": "x"})}), "A zip file in a zip file"),
        (lambda: b"PK\3\4 broken", "no sound zip file"),
        (lambda: zipped({}), "holds no file"),
        (bomb, "unpacks to 360 MB"),
    ],
)
def test_zip_files_that_are_not_read_are_faults(folder, content, problem):
    documents, problems = read_corpus(folder({"a.zip": content()}))
    assert documents.empty
    assert problem in problems.problem[0]


@pytest.mark.parametrize("suffix", [".pptx", ".msg", ".rst", ".org", ".xls", ".ods", ".rar", ".mobi", ".jpg"])
def test_formats_that_are_not_read_are_named_with_the_way_out(suffix):
    assert fault(suffix, "x") == f"Files of the kind {suffix} are not read."


def test_markup_under_the_name_of_plain_text_is_a_fault():
    assert fault(".txt", '<?xml version="1.0"?><a/>') == "The file holds .xml, and its name does not say so."
    head = "Return-Path: <a@b.org>\nReceived: from b.org\n by c.org\nSubject: votes\nDate: 23 Sep 2022 10:00 +0000\n\nWe met.\n"
    assert fault("", head) == "The file holds .eml, and its name does not say so."
    assert read_text(b"From: NATO\nSubject: votes\nDate: 23 Sep 2022\n\nWe met.\n")[1] == []  # as people write it
    table = "Wann\tWer\tWas\n" + "2022-09-23\tNATO\tWe met.\n" * 4
    assert [told[1] for told in read_text(table.encode())[0]["findings"]] == [
        "Its lines have the same tabs, as those of a table; it was read as one text."
    ]
    assert "findings" not in read_text(b"\tWe\tmet.\n\tThey\tleft.\n\tNo\tone.\n\tYes\tno.\n")[0]
    assert said(".txt", "<3 from Kyiv") == "<3 from Kyiv"


TEXTS = [f"Statement {i}: we don’t “recognise” vote no. {i} – Kyiv, Łódź & München; {i * 7} % said “no”." for i in range(40)]


def test_forty_statements_are_the_same_words_in_every_format():
    for text in TEXTS:
        mail = EmailMessage()
        mail.set_content(text)
        u = ElementTree.Element("u", who="#a")
        u.text = text
        tei = b"<TEI><text><body>" + ElementTree.tostring(u, encoding="utf-8").split(b"?>")[-1] + b"</body></text></TEI>"
        rtf = "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in text)
        odt = f'<d xmlns:o="{OFFICE}" xmlns:t="{TEXT}"><o:body><o:text><t:p>{text.replace("&", "&amp;")}</t:p></o:text></o:body></d>'
        tex = text.replace("%", "\\%").replace("&", "\\&")
        written = {".eml": mail.as_bytes(), ".xml": tei, ".rtf": f"{{\\rtf1 {rtf}}}", ".odt": zipped({"content.xml": odt}), ".tex": tex}
        written |= {".srt": f"1\n00:00:01,000 --> 00:00:02,000\n{text}\n", ".md": text, ".txt": text}
        assert {suffix: said(suffix, content) for suffix, content in written.items()} == dict.fromkeys(written, text)


REF = '<itemref idref="a"/>'


def test_a_page_that_a_book_names_over_and_over_is_read_once():
    container = '<container><rootfiles><rootfile full-path="c.opf"/></rootfiles></container>'
    item = '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>'
    spine = f"<package><manifest>{item}</manifest><spine>{REF * 5000}</spine></package>"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name, content in {"META-INF/container.xml": container, "c.opf": spine, "a.xhtml": "<p>We met.</p>"}.items():
            packed.writestr(name, content)
    assert said(".epub", made.getvalue()) == "We met."


def test_comments_that_nothing_closes_stay_and_take_time_of_their_length():
    assert said(".md", "We <!-- not this --> met. <!-- And this stays.") == "We  met. <!-- And this stays."
    assert said(".md", "We met. " + "<!--" * 50_000).startswith("We met. <!--")
