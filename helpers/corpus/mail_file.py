"""A mail (.eml), or a folder of mails in one file (.mbox): texts, with subject, sender and date; what is attached is named and not read."""

import contextlib
import email
import email.policy
import email.utils
import re

from helpers.corpus.safe_files import NotSound, blocks_of_html
from helpers.files.decoding import as_text

LOOSE = {"", "us-ascii", "ascii", "iso-8859-1", "latin-1", "latin1"}  # stated by programs that send other bytes

ENVELOPE = re.compile(rb"(?:^|\n\r?\n)From \S++ +[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d[^\n]*+\n(?=>?[A-Z][\w-]*+[: ])")
NO_DATE = "The mail states no day on which it was sent.", "Write one into its head (Date: 23 Sep 2022), or give all the mails one: --date."


def read_mails(raw, *, name, date=None):
    r"""Read each mail of a folder of mails in one file; what its envelope says is the day on which it was stored, and no date.

    Parameters
    ----------
    raw : bytes
    name : str
        What the document_ids begin with.
    date : tuple of (date, str), optional
        The date of mails that state none, and its precision.

    Yields
    ------
    tuple
        (line, row, faults), as `table_file.read_table` does.

    Examples
    --------
    >>> raw = b"From x Sat Nov 28 10:00:00 2026\nSubject: Votes\nDate: 23 Sep 2022 10:00 +0000\n\nWe met.\n"
    >>> [(row["document_id"], row["date"], row["text"]) for _, row, _ in read_mails(raw, name="press")]
    [('press-1', datetime.date(2022, 9, 23), 'We met.')]
    """
    bounds = [found.span() for found in ENVELOPE.finditer(raw)]
    ends = [*(begin for begin, _ in bounds[1:]), len(raw)]
    for number, ((_, begin), end) in enumerate(zip(bounds, ends, strict=True), start=1):
        line = raw.count(b"\n", 0, begin)
        row, faults = read_mail(re.sub(rb"(?m)^>(>*From )", rb"\1", raw[begin:end]))
        row |= {"document_id": f"{name}-{number}", "date_precision": "day", "date_origin": "header"}
        if not faults and row["date"] is None and date:
            row["date"], row["date_precision"], row["date_origin"] = *date, "given"
        elif not faults and row["date"] is None:
            faults = [(1, *NO_DATE)]
        row["findings"] = [(line, *told[1:]) for told in row.get("findings", [])]
        yield line, row, [(line, *fault[1:]) for fault in faults]


def read_mail(raw):
    r"""Read a mail: the plain text, or the page where there is none.

    Examples
    --------
    >>> row, _ = read_mail(b"From: NATO <press@example.org>\nSubject: Votes\nDate: Fri, 23 Sep 2022 10:00:00 +0000\n\nWe met.\n")
    >>> row["text"], row["title"], row["issuer"], row["date"]
    ('We met.', 'Votes', 'NATO', datetime.date(2022, 9, 23))
    """
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    if not mail.keys():
        return {}, [(1, "The file begins with no header of a mail.", "Name it .txt if it is plain text.")]
    if mail.get_content_type() in ("multipart/encrypted", "application/pkcs7-mime"):
        return {}, [(1, "The mail is encrypted.", "Save its text from your mail program as .txt.")]
    body = mail.get_body(preferencelist=("plain", "html"))
    try:
        text = _content(body) if body is not None else ""
    except NotSound as error:
        return {}, [error.fault]
    if not text:
        return {}, [(1, "The mail holds no text.", "Save what is attached to it by itself, or remove it.")]
    name, address = email.utils.parseaddr(str(mail.get("From", "")))
    row = {"text": text, "title": str(mail.get("Subject", "")).strip() or None, "issuer": name or address or None, "date": _date(mail)}
    names = [part.get_filename() or part.get_content_type() for part in mail.iter_attachments()]
    if names:
        row["findings"] = [(1, f"What is attached was not read: {', '.join(names)[:200]}.", "Save it beside the mail to have it read.")]
    return row, []


def _content(body):
    """Return the words of a part of a mail, by the character set that it states if its bytes are of that one, else as they look."""
    raw = body.get_payload(decode=True) or b""
    stated = (body.get_content_charset() or "").lower()
    text = None
    if stated not in LOOSE:
        with contextlib.suppress(LookupError, UnicodeError):
            text = raw.decode(stated)
    if text is None:
        text, _, faults = as_text(raw, guess=True)
        if faults:
            raise NotSound(*faults[0][1:])
    if body.get_content_type() == "text/html":
        return blocks_of_html(text)
    text = text.replace("\r\n", "\n")
    if str(body.get_param("format", "")).lower() == "flowed":
        text = _joined(text, str(body.get_param("delsp", "")).lower() == "yes")
    return text.strip()


def _joined(text, close):
    """Return a text whose lines that end with a space go on in the next one of the same depth (RFC 3676)."""
    made, before, flows = [], 0, False
    for line in text.split("\n"):
        said = line.lstrip(">")
        depth, said = len(line) - len(said), said.removeprefix(" ")
        if flows and depth == before:
            made[-1] = (made[-1][:-1] if close else made[-1]) + said
        else:
            made.append(">" * depth + " " * (depth > 0) + said)
        before, flows = depth, said.endswith(" ") and said != "-- "
    return "\n".join(made)


def _date(mail):
    try:
        return email.utils.parsedate_to_datetime(str(mail.get("Date", ""))).date()
    except (TypeError, ValueError):
        return None
