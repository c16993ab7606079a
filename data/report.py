"""Predictions as one self-contained page that a browser opens without asking anybody for anything."""

import base64
import contextlib
import hashlib
import json
import math
import os
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, Final

from data.articles import Article
from data.cells import flat
from data.passage import passage
from data.text import encodable
from data.whole_file import whole_file

_PAGE: Final = Path(__file__).parent / "page"
_FACTS: Final = ("challenged_action", "case_name", "docket_number", "court", "judge", "decision_date", "citations")
_KEPT: Final = (
    *("outcome", "effect", "outcome_probability", "relief", "relief_probability", "claims_probabilities"),
    *("scope_probability", "needs_review", "review_reason", "doubtful_tasks", "ruling_id", "duplicate_of"),
    "model_version",
)
_MOST: Final = 6_000
_LEAST: Final = 900
_FULL: Final = 40_000_000
"""Characters of articles after which a page keeps only the evidence's context of those that follow."""


class ReportWriter:
    """Takes articles and their predictions one by one."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._left = _FULL
        self._separator = "\n"

    def write(self, article: Article, row: Mapping[str, Any]) -> None:
        """Write an article with its prediction."""
        record = report_record(article, row, _MOST if self._left > 0 else _LEAST)
        self._left -= sum(map(len, record["passage"]))
        # Nothing in the data may end the element that holds it.
        line = json.dumps(record, ensure_ascii=False, default=str).replace("<", "\\u003c")
        self._stream.write(encodable(self._separator + line).encode())
        self._separator = ",\n"


@contextlib.contextmanager
def open_report(path: str | os.PathLike[str]) -> Iterator[ReportWriter]:
    """Open a page for predictions.

    Parameters
    ----------
    path : str or path
        Nothing stands under this name before the block has ended well.

    Yields
    ------
    ReportWriter

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    style, script = (_PAGE.joinpath(f"report.{kind}").read_text("utf-8") for kind in ("css", "js"))
    values = {
        # Hashes, not 'unsafe-inline': text that slipped through the escaping would still not run.
        "policy": f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}';"
        " base-uri 'none'; form-action 'none'",
        "made": date.today().isoformat(),
        "style": style,
        "script": script,
    }
    page = re.sub(r"\{\{(policy|made|style|script)\}\}", lambda found: values[found[1]], _template())
    head, tail = page.split("{{articles}}")
    with whole_file(os.fspath(path)) as stream:
        stream.write(head.encode() + b"[")
        yield ReportWriter(stream)
        stream.write(b"\n]" + tail.encode())


def report_record(article: Article, row: Mapping[str, Any], most: int) -> dict[str, Any]:
    """What the page knows of an article.

    Parameters
    ----------
    article : Article
    row : mapping
        Its prediction.
    most : int
        Characters of its text kept on each side of the evidence.

    Returns
    -------
    dict
        `passage` is the text in five pieces, the evidence in the middle: a browser counts characters
        otherwise than Python does, so offsets stay here.
    """
    table = flat(row)
    pieces = passage(article.text, row.get("evidence_start"), row.get("evidence_end"), most)
    claims, others = table.get("claims") or [], row.get("other_rulings") or []
    record = {
        "id": row["id"],
        "title": row["title"],
        "date": article.date,
        "source": article.source,
        "url": article.url,
        **{name: _plain(row.get(name)) for name in _KEPT},
        "scope": table.get("scope"),
        "claims": [claims] if isinstance(claims, str) else list(claims),
        "facts": {name: row[name] for name in _FACTS if row.get(name)},
        "other_rulings": [others] if isinstance(others, str) else list(others),
        "evidence_in_title": bool(row.get("evidence")) and row.get("evidence_start") == -1,
        "passage": list(pieces[:5]),
        "cut": list(pieces[5:]),
    }
    return record


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 4) if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _template() -> str:
    return _PAGE.joinpath("report.html").read_text("utf-8")


def _hash(inline: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()
