"""Bytes to text, whatever program saved them."""

import codecs
import contextlib
import io
from typing import BinaryIO, Final

from data.articles import InputError

SAMPLE: Final = 1 << 18
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Free guessing takes cp1252 for its cousins (cp1250, mac_iceland) on short English text.
_LIKELY: Final = ("cp1252", "mac_roman", "utf_16_le", "utf_16_be")
_AS_BROWSERS_DO: Final = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252"}
_MAGIC: Final = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive or an Office document",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"\x1f\x8b": "gzip data",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"{\\rtf": "a rich-text document",
}


def decode(raw: bytes, declared: str | None = None) -> str:
    """Decode a whole text.

    Parameters
    ----------
    raw : bytes
    declared : str, optional
        Encoding that the file names itself. It counts only for bytes that are no UTF-8: what a
        program saves anew keeps its old declaration.

    Returns
    -------
    str
        Without a byte order mark.

    Raises
    ------
    InputError
        If the bytes are no text.
    """
    encoding = guess_encoding(raw, whole=True)
    if declared and encoding in _LIKELY:
        with contextlib.suppress(LookupError, UnicodeError):
            return raw.decode(_AS_BROWSERS_DO.get(declared.lower(), declared))
    return raw.decode(encoding, errors=_FALLBACK if encoding == "utf-8-sig" else "replace")


def decode_line(raw: bytes) -> str:
    """Decode one line of UTF-8, taking bytes that are none for cp1252."""
    codecs.register_error(_FALLBACK, _as_cp1252)
    return raw.decode("utf-8-sig", errors=_FALLBACK)


def text_stream(stream: BinaryIO) -> io.TextIOWrapper:
    """Decode a stream piece by piece, its line ends as they are.

    The encoding is guessed from the beginning. Bytes further on that are no UTF-8 are taken for
    cp1252, one by one, so that one old quotation mark does not cost a file.

    Parameters
    ----------
    stream : binary file
        At its beginning, and seekable.

    Raises
    ------
    InputError
        If the bytes are no text.
    """
    sample = stream.read(SAMPLE)
    stream.seek(0)
    encoding = guess_encoding(sample, whole=len(sample) < SAMPLE)
    errors = _FALLBACK if encoding == "utf-8-sig" else "replace"
    return io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline="")


def guess_encoding(sample: bytes, *, whole: bool) -> str:
    """Name the encoding of text from its first bytes.

    Parameters
    ----------
    sample : bytes
    whole : bool
        Whether the sample is all there is; otherwise it may end inside a character.

    Raises
    ------
    InputError
        If the bytes are no text.
    """
    codecs.register_error(_FALLBACK, _as_cp1252)
    for bom, encoding in _BOMS:
        if sample.startswith(bom):
            return encoding
    for magic, kind in _MAGIC.items():
        if sample.startswith(magic):
            raise InputError(f"it is {kind}, not text", "give its text, or the right suffix")
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample, final=whole)
        encoding = "utf-8-sig"
    except UnicodeDecodeError:
        encoding = _best_guess(sample)
    if b"\0" in sample and not encoding.startswith("utf_16"):
        raise InputError("it is binary data, not text", "give a text file, saved as UTF-8")
    return encoding


_FALLBACK: Final = "data.cp1252"


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


def _best_guess(sample: bytes) -> str:
    try:
        from charset_normalizer import from_bytes
    except ImportError:
        return "cp1252"
    best = from_bytes(sample, cp_isolation=list(_LIKELY)).best()
    return best.encoding if best is not None and best.encoding in _LIKELY else "cp1252"
