"""What the readers hand out: articles, and problems with what could not become one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Article:
    """One article to classify.

    Attributes
    ----------
    id : str
        Unique among the articles of one run.
    title, text : str
        Either may be empty, but not both.
    source, url : str, optional
    date : str, optional
        Day of publication, `YYYY-MM-DD`.
    extra : dict
        The input's further columns, untouched.
    """

    id: str
    title: str
    text: str
    source: str | None = None
    url: str | None = None
    date: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """An input, or one record of it, that could not be read.

    Attributes
    ----------
    input : str
        Path, with the line or record where there is one.
    reason, remedy : str
        What is wrong, and what to do about it.
    """

    input: str
    reason: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.input}: {self.reason} ({self.remedy})"


class InputError(ValueError):
    """A whole input cannot be read.

    Attributes
    ----------
    reason, remedy : str
    """

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason} ({remedy})")
        self.reason, self.remedy = reason, remedy
