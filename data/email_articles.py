"""Articles as e-mails: newsletters and alerts saved as .eml, one message one article."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import BinaryIO, Final, cast

from data.articles import Article, InputError
from data.dates import iso_day
from data.decoding import decode
from data.guarding import guarded
from data.html_articles import text_of
from data.mending import mend
from data.plain_text import read_bounded

_REMEDY: Final = "save the message anew as .eml, or its text as .txt"
_FLOWED: Final = re.compile(r"(?<!\n)(?<!\n--) \n(?=\S)")


def read_email(stream: BinaryIO, name: str) -> Article:
    """Read one message: its subject is the title, its Date the date.

    Parameters
    ----------
    stream : binary file
    name : str
        Becomes the id.

    Returns
    -------
    Article
        The text is the plain part, or the HTML part reduced to text where the plain one is
        missing or blank. Attachments are left out.

    Raises
    ------
    InputError
        If it is empty, no message, or has neither subject nor text.
    """
    raw = read_bounded(stream)
    if not raw.strip():
        raise InputError("it is empty", "give a message with text in it")
    with guarded("an e-mail", _REMEDY):
        message = message_from_bytes(raw, policy=policy.default)
        if not message.keys() or not any(message[header] for header in ("from", "subject", "date", "mime-version")):
            raise InputError("it is no e-mail: it has none of its headers", "give it the suffix of what it is")
        title = " ".join(mend(str(message["subject"] or "")).split())
        text = next(filter(None, (_body(message, kind) for kind in ("plain", "html"))), "")
        date = iso_day(str(message["date"] or ""))
    if not (title or text):
        raise InputError("it has neither subject nor text", "save what is attached to it and give that")
    return Article(id=name, title=title, text=text, date=date)


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    if part is None:
        return ""
    payload = cast(bytes, part.get_payload(decode=True) or b"")
    text = decode(payload, part.get_content_charset()) if payload.strip() else ""
    if kind == "html":
        return text_of(text)
    text = mend(text)
    return (_FLOWED.sub(" ", text) if part.get_param("format") == "flowed" else text).strip()
