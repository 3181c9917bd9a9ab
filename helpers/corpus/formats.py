"""The formats of texts beside plain text, web pages, PDF and Word: who reads each, and what to do with those that none reads."""

import importlib

OF_TEXT = {  # who reads the text of the file
    **dict.fromkeys([".srt", ".vtt"], "subtitles.read_subtitles"),
    **dict.fromkeys([".md", ".markdown"], "markdown_file.read_markdown"),
    **dict.fromkeys([".tex", ".ltx"], "tex_file.read_tex"),
}
OF_BYTES = {  # who reads its bytes, since the format says itself how they are written
    **dict.fromkeys([".xml", ".tei"], "tei_file.read_xml"),
    **dict.fromkeys([".odt", ".fodt"], "packed_files.read_odt"),
    **{".eml": "mail_file.read_mail", ".rtf": "rtf_file.read_rtf", ".epub": "packed_files.read_epub"},
}
WITH_SPEECHES = {"subtitles.read_subtitles", "tei_file.read_xml"}
AS_TEXT, AS_TABLE = "Save it as .docx or as plain text.", "Save it as .xlsx or .csv in UTF-8."
UNREAD = {
    **dict.fromkeys([".doc", ".docm", ".dot", ".pages", ".wpd", ".wps", ".ott", ".sxw"], AS_TEXT),
    **dict.fromkeys([".xls", ".xlsb", ".xlsm", ".ods", ".numbers", ".sav", ".dta", ".rds", ".rdata", ".rda", ".db", ".sqlite"], AS_TABLE),
    **dict.fromkeys([".ppt", ".pptx", ".odp", ".key", ".ps", ".djvu", ".xps"], "Save it as .pdf."),
    **dict.fromkeys([".org", ".rst", ".adoc", ".asciidoc", ".textile", ".wiki", ".mediawiki", ".creole"], "Save it as .md or .html."),
    **dict.fromkeys([".opml", ".rss", ".atom"], "Save what it says as .txt or .html."),
    **dict.fromkeys([".mobi", ".azw", ".azw3", ".fb2"], "Save it as .epub."),
    **dict.fromkeys([".mht", ".mhtml", ".webarchive", ".maff"], "Save the page as .html."),
    **dict.fromkeys([".msg", ".pst"], "Save each mail as .eml."),
    **dict.fromkeys([".ass", ".ssa", ".sub", ".sbv", ".ttml", ".dfxp"], "Save the subtitles as .srt or .vtt."),
    **dict.fromkeys([".gz", ".bz2", ".xz", ".tar", ".tgz", ".7z", ".rar"], "Unpack it, and load the folder."),
    **dict.fromkeys([".jpg", ".jpeg", ".png", ".gif", ".tif", ".tiff", ".webp"], "Run text recognition (OCR) over it, or remove it."),
    **dict.fromkeys([".mp3", ".mp4", ".wav", ".m4a", ".mov", ".avi"], "Write down what is said as .txt or .srt, or remove it."),
    **dict.fromkeys([".bib", ".ris", ".yaml", ".yml", ".css", ".js", ".py", ".ipynb"], "Move it out of the folder; it is no statement."),
}
NAMED_BY_STEM = {*OF_TEXT, *OF_BYTES}


def reader(name):
    """Return the function of a name such as tex_file.read_tex; a corpus of statement files need not wait for its parsers.

    Examples
    --------
    >>> reader("tex_file.read_tex")("We met.")[0]["text"]
    'We met.'
    """
    module, function = name.split(".")
    return getattr(importlib.import_module(f"helpers.corpus.{module}"), function)


def unread_fault(kind):
    """Return the fault of a file of a kind that is not read, or None.

    Examples
    --------
    >>> unread_fault(".pptx")
    (1, 'Files of the kind .pptx are not read.', 'Save it as .pdf.')
    """
    return (1, f"Files of the kind {kind} are not read.", UNREAD[kind]) if kind in UNREAD else None
