"""Texts that are not UTF-8: read as they are meant where that can be told, and named with a line that shows it."""

import warnings

import pytest

from helpers.corpus import check_corpus, load_corpus, read_corpus
from helpers.corpus.load import main, read_with_findings
from helpers.files.decoding import as_text, judged_together

MEANT = [
    ("cp1252", "The ministers said that we don’t recognise “votes” – the man’s café in Zürich."),
    ("cp1252", "Le président a dit que l’Ukraine était là, où nous l’avons créée cet été."),
    ("cp1252", "Café."),
    ("big5", "It was the man’s right, they said “no”."),
    ("gb18030", "The ministers said “no” – it’s clear."),
    ("gb18030", "安全理事会谴责所谓的公投。"),
    ("cp1250", "Łódź, żółć i święto. Rząd powiedział, że będzie wspierać Ukrainę tak długo, jak trzeba."),
    ("cp1250", "Příliš žluťoučký kůň. Vláda odsoudila výsledky referend a prohlásila, že je neuzná."),
    ("cp1251", "Україна ніколи не визнає їхніх результатів, її уряд заявив про це."),
    ("koi8_r", "Совет осудил проведение так называемых референдумов в регионах."),
    ("cp1253", "Το Συμβούλιο καταδίκασε τα δημοψηφίσματα και δεν θα τα αναγνωρίσει ποτέ."),
    ("cp1250", "Nagyon erős ország, győztes nép: a hűség nem kérdéses."),
    ("cp1250", "Rząd ogłosił, że źle się dzieje; święto będzie."),
    ("cp1250", "Guvernul a spus că nu va recunoaşte niciodată aceste rezultate."),
    ("cp1257", "Vyriausybė pareiškė, kad niekada nepripažins šių rezultatų, nes jie neteisėti."),
    ("cp1254", "Bakanlık bu çağrının kısa ve açık olduğunu söyledi."),
    ("cp1254", "Türkiye’nin tutumu açıktır: sözde referandumların sonuçlarını tanımıyoruz."),
]


@pytest.mark.parametrize(("encoding", "text"), MEANT)
def test_a_text_is_read_as_it_was_written(encoding, text):
    assert as_text(text.encode(encoding), guess=True)[0] == text


def test_the_files_of_a_folder_are_judged_together(folder):
    """By itself, a word that is spelled with the same bytes in several scripts could be any of them."""
    letter = "Совет осудил проведение так называемых референдумов. " * 5
    path = folder({"2022-09-23-a.txt": letter.encode("cp1251"), "2022-09-24-b.txt": "Да.".encode("cp1251")})
    assert load_corpus_quietly(path).text.tolist() == [letter.strip(), "Да."]
    assert judged_together({"a": letter.encode("cp1251"), "b": "Café, été.".encode("cp1252")}) == {"a": "cp1251", "b": "cp1252"}


def load_corpus_quietly(path):
    documents, problems = read_corpus(path)
    assert problems.empty
    return documents


def test_check_names_them_with_a_line(folder, capsys):
    path = folder({"2022-09-23-a.txt": "One line.\nIn a café.\n".encode("cp1252"), "2022-09-24-b.txt": "Plain."})
    findings = read_with_findings(path)[2]
    assert findings[["file", "line"]].values.tolist() == [["2022-09-23-a.txt", 2]]
    assert findings.finding[0] == "The file is not UTF-8; it was read as cp1252: 'In a café.'."
    assert "--encoding" in findings.remedy[0]
    assert check_corpus(path).empty
    assert main([str(path)]) == 0
    assert "2022-09-23-a.txt, line 2: The file is not UTF-8; it was read as cp1252" in capsys.readouterr().out
    assert read_with_findings(path, encoding="cp1252")[2].empty


def test_a_file_that_is_utf_8_but_for_a_byte_is_a_fault_and_not_read_as_another_encoding(folder):
    path = folder({"2022-09-23-a.txt": "“Yes”, he said – in a café.\n".encode() + b"In a caf\xe9.\n"})
    problems = check_corpus(path)
    assert problems.line.tolist() == [2]
    assert problems.problem[0].startswith("The file is UTF-8 but for 1 place")


def test_a_warning_shows_no_path_of_a_file_that_only_the_notebook_has(folder):
    path = folder({"2022-09-23-a.txt": "In a café.".encode("cp1252")})
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        load_corpus(path)
    assert [(str(one.filename), one.lineno) for one in told] == [("load_corpus", 1)]
    assert "2022-09-23-a.txt as cp1252" in str(told[0].message)


def test_bytes_that_break_off_within_a_character_are_a_fault_with_its_line():
    line = "安全理事会谴责所谓的公民投票。\n".encode("gb18030")
    text, _, faults = as_text(line * 5000 + line[:-2], guess=True)  # raised UnicodeDecodeError
    assert (text, faults[0][0]) == (None, 5001)
    assert faults[0][1].startswith("The file looks like gb18030, and cannot be read so to its end (")
