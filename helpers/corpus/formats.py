"""The formats of texts beside plain text, web pages, PDF and Word: who reads each, and what to do with those that none reads."""

from helpers.corpus.mail_file import read_mail
from helpers.corpus.markdown_file import read_markdown
from helpers.corpus.packed_files import read_epub, read_odt
from helpers.corpus.rtf_file import read_rtf
from helpers.corpus.subtitles import read_subtitles
from helpers.corpus.tei_file import read_xml
from helpers.corpus.tex_file import read_tex

OF_TEXT = {  # from the text of the file
    **{
        ".srt": read_subtitles,
        ".vtt": read_subtitles,
        ".md": read_markdown,
        ".markdown": read_markdown,
        ".tex": read_tex,
        ".ltx": read_tex,
    },
}
OF_BYTES = {  # from its bytes, since the format says itself how they are written
    **{".xml": read_xml, ".tei": read_xml, ".eml": read_mail, ".rtf": read_rtf, ".odt": read_odt, ".fodt": read_odt, ".epub": read_epub},
}
WITH_SPEECHES = {read_subtitles, read_xml}
AS_TEXT, AS_TABLE = "Save it as .docx or as plain text.", "Save it as .xlsx or .csv in UTF-8."
UNREAD = {
    **dict.fromkeys([".doc", ".docm", ".dot", ".pages", ".wpd", ".wps", ".ott", ".sxw"], AS_TEXT),
    **dict.fromkeys([".xls", ".xlsb", ".xlsm", ".ods", ".numbers", ".sav", ".dta", ".rds", ".rdata", ".rda", ".db", ".sqlite"], AS_TABLE),
    **dict.fromkeys([".ppt", ".pptx", ".odp", ".key", ".ps", ".djvu", ".xps"], "Save it as .pdf."),
    **dict.fromkeys([".mobi", ".azw", ".azw3", ".fb2"], "Save it as .epub."),
    **dict.fromkeys([".mht", ".mhtml", ".webarchive", ".maff"], "Save the page as .html."),
    **dict.fromkeys([".msg", ".mbox", ".pst"], "Save each mail as .eml."),
    **dict.fromkeys([".ass", ".ssa", ".sub", ".sbv", ".ttml", ".dfxp"], "Save the subtitles as .srt or .vtt."),
    **dict.fromkeys([".gz", ".bz2", ".xz", ".tar", ".tgz", ".7z", ".rar"], "Unpack it, and load the folder."),
    **dict.fromkeys([".jpg", ".jpeg", ".png", ".gif", ".tif", ".tiff", ".webp"], "Run text recognition (OCR) over it, or remove it."),
    **dict.fromkeys([".mp3", ".mp4", ".wav", ".m4a", ".mov", ".avi"], "Write down what is said as .txt or .srt, or remove it."),
    **dict.fromkeys([".bib", ".ris", ".yaml", ".yml", ".css", ".js", ".py", ".ipynb"], "Move it out of the folder; it is no statement."),
}
NAMED_BY_STEM = {*OF_TEXT, *OF_BYTES}


def unread_fault(kind):
    """Return the fault of a file of a kind that is not read, or None.

    Examples
    --------
    >>> unread_fault(".pptx")
    (1, 'Files of the kind .pptx are not read.', 'Save it as .pdf.')
    """
    return (1, f"Files of the kind {kind} are not read.", UNREAD[kind]) if kind in UNREAD else None
