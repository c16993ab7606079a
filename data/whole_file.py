"""Files that appear whole or not at all."""

import contextlib
import errno
import gzip
import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast


@contextlib.contextmanager
def whole_file(name: str) -> Iterator[BinaryIO]:
    """Open a file to write that takes its name only once the block has ended well.

    It is written beside its place, flushed to the disk, and renamed; if the block fails, it is
    removed and what stood under the name is untouched. A link keeps pointing where it did.

    Parameters
    ----------
    name : str
        `-` is standard output. A device or a pipe is written to as it is. What ends in `.gz` is
        compressed, without a time stamp.

    Yields
    ------
    binary file

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    if name == "-":
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    target = Path(os.path.realpath(name))
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, "it is a folder; name a file", name)
    if target.exists() and not target.is_file():
        with target.open("wb") as device:
            yield device
        return
    making = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    # Not `tempfile`, whose files nobody else may read.
    file = making.open("xb")
    try:
        with file:
            if name.lower().endswith(".gz"):
                with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed:
                    yield cast(BinaryIO, packed)
            else:
                yield file
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, making)
        making.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            making.unlink()
        raise
