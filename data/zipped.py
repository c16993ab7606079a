"""Office documents are ZIP archives: opened here with a bound on what they unpack to."""

import zipfile
from typing import BinaryIO, Final

from data.articles import InputError

LARGEST_UNPACKED: Final = 1 << 30
"""Bytes that all parts of a document may claim; `zipfile` never unpacks more of a part than it claims."""

_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"


def open_zip(stream: BinaryIO, kind: str) -> zipfile.ZipFile:
    """Open an Office document.

    Parameters
    ----------
    stream : binary file
        At its beginning, and seekable.
    kind : str
        Its suffix, such as ".docx", for the messages.

    Raises
    ------
    InputError
        If it is empty, encrypted, no ZIP archive, or one that unpacks to more than any document.
    """
    head = stream.read(4)
    stream.seek(0)
    if not head:
        raise InputError("it is empty", f"give a {kind} file with text in it")
    if head == _OLD_OFFICE:
        raise InputError(
            "it is protected by a password or of an old Office format", f"save it without a password as {kind}"
        )
    try:
        archive = zipfile.ZipFile(stream)
        parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise InputError(f"it is no {kind} file or is damaged: {error}", f"save it anew as {kind}") from None
    if any(part.flag_bits & 1 for part in parts):
        raise InputError("it is encrypted", f"save it without a password as {kind}")
    size = sum(part.file_size for part in parts)
    if size > LARGEST_UNPACKED:
        raise InputError(
            f"it unpacks to {size >> 20} MB, more than any document",
            "check where it comes from; split it if it is sound",
        )
    return archive
