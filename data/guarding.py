"""What a parser raises on broken input, told as an `InputError`."""

import contextlib
import logging
import warnings
from collections.abc import Iterator

from data.articles import InputError

_LONGEST_REASON = 200


@contextlib.contextmanager
def guarded(kind: str, remedy: str) -> Iterator[None]:
    """Run a library's parser on a file that may be broken.

    Parsers of foreign formats raise whatever their code stumbles over, and warn and log about what
    they mended; a reader has to tell one thing: this input cannot be read, for that reason.

    Parameters
    ----------
    kind : str
        What the file should be, such as "a PDF".
    remedy : str

    Raises
    ------
    InputError
        For any exception in the block; an `InputError` passes as it is.
    """
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except InputError:
        raise
    except Exception as error:
        lines = str(error).strip().splitlines() or [type(error).__name__]
        raise InputError(f"it cannot be read as {kind}: {lines[0][:_LONGEST_REASON]}", remedy) from error
    finally:
        logging.disable(before)
