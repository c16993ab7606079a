import logging
import warnings

import pytest

from data.articles import InputError
from data.guarding import guarded


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (KeyError("/Root"), "it cannot be read as a PDF: '/Root'"),
        (RecursionError(), "it cannot be read as a PDF: RecursionError"),
        (ValueError("one\ntwo"), "it cannot be read as a PDF: one"),
        (ValueError("x" * 999), "it cannot be read as a PDF: " + "x" * 200),
        (InputError("it is empty", "fill it"), "it is empty"),
    ],
)
def test_every_error_becomes_a_reason(error: Exception, reason: str) -> None:
    with pytest.raises(InputError) as caught, guarded("a PDF", "save it anew"):
        raise error
    assert caught.value.reason == reason


def test_an_interrupt_passes() -> None:
    with pytest.raises(KeyboardInterrupt), guarded("a PDF", "save it anew"):
        raise KeyboardInterrupt


def test_parsers_are_silent_inside_only(caplog: pytest.LogCaptureFixture) -> None:
    log = logging.getLogger("a parser")
    with guarded("a PDF", "save it anew"):
        warnings.warn("mended", stacklevel=1)
        log.error("mended")
    assert not caplog.records
    log.error("after")
    assert [record.message for record in caplog.records] == ["after"]
