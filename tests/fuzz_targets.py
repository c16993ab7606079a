"""What is fuzzed: sound files of every kind that a reader takes, and what must hold whatever a file holds."""

import csv
import gzip
import io
import json
import warnings
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any, Final

from data import (
    CORPUS,
    OUTPUT_FORMATS,
    Article,
    DataError,
    InputError,
    Problem,
    open_writer,
    read_articles,
    read_rulings,
    read_tracker,
)
from features import case_facts
from models import ModelError
from models.pieces import read_document
from models.storage import load_model
from tests.data.making import docx, eml, pdf, rss

EXAMPLES: Final = Path(__file__).parents[1] / "data" / "examples"
TEXT: Final = (
    "SPOKANE, March 3, 2025 — U.S. District Judge Ada Quill on Monday granted a preliminary injunction in "
    "Pier Council v. Doe, No. 2:25-cv-00123 (E.D. Wash.), blocking the ferry rule nationwide.\n\n“It is stayed,” she wrote."
)
_RECORD: Final = {
    "id": "a",
    "title": "Judge blocks the ferry rule",
    "text": TEXT,
    "url": "https://example.org/a",
    "date": "2025-03-03",
}
_MOST: Final = 2000

Run = Callable[[Path], None]


def targets() -> dict[str, tuple[Run, list[bytes]]]:
    """By suffix, prefixed with who reads it: what must hold of a file, and sound ones to start from."""
    lines = [
        json.dumps(_RECORD, ensure_ascii=False),
        json.dumps({"headline": "B", "body": "Text.", "tags": [1, {"x": None}]}),
    ]
    rows = [_RECORD, {"id": "b", "title": "B, “b”", "text": "Two.\nLines"}]
    ruling = json.loads(gzip.decompress(CORPUS.read_bytes()).splitlines()[0])
    task = {"id": 1, "data": {"id": "a", "title": "T", "text": TEXT}, "annotations": [_annotation()]}
    page = f"<html><head><title>Ferry rule</title><meta charset=utf-8></head><body><article><h1>Ferry</h1><p>{TEXT}</p><p>More &amp; more.</p></article></body></html>"
    items = [
        f"<title>A</title><link>https://example.org</link><description>{TEXT}</description><pubDate>Mon, 03 Mar 2025 10:00:00 GMT</pubDate>"
    ]
    atom = '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>x</id><title type="html">A</title><content type="html">&lt;p&gt;B&lt;/p&gt;</content></entry></feed>'
    tracker = [{"Case": "Pier Council v. Doe", "Docket No.": "2:25-cv-00123", "Date": "3/5/2025", "Result": "Granted"}]
    articles = {
        "txt": [path.read_bytes() for path in sorted(EXAMPLES.glob("*.txt"))],
        "md": [
            f"---\ntitle: Ferry\ndate: 2025-03-03\n---\n\n# Ferry\n\n{TEXT}".encode(),
            f"# Ferry #\n{TEXT}".encode(),
        ],
        "jsonl": ["\n".join(lines).encode(), *(path.read_bytes() for path in EXAMPLES.glob("*.jsonl"))],
        "jsonl.gz": [gzip.compress("\n".join(lines).encode())],
        "json": [f"[{','.join(lines)}]".encode(), json.dumps({"articles": rows}).encode(), lines[0].encode("utf-16")],
        "csv": [_table(rows), b'title;text\nA;"B""b"\n', _table(rows).decode().encode("cp1252")],
        "tsv": [_table(rows, "\t")],
        "html": [page.encode()],
        "eml": [eml("Ferry", TEXT), eml("Ferry", None, page), eml("Ferry", "", page)],
        "rss": [rss(items), atom.encode()],
        "pdf": [pdf([["Ferry rule", "A judge blocked the ferry rule."], ["Page two."]], "Ferry rule")],
        "docx": [docx(("Title", "Ferry"), TEXT, title="Ferry", styles={"Title": "Title"})],
        "xlsx": [_workbook(rows)],
        "parquet": [_parquet(rows)],
    }
    labelled = {
        "jsonl": [json.dumps(ruling).encode()],
        "json": [json.dumps([task, ruling]).encode()],
        "csv": [_table([ruling | {"claims": "; ".join(ruling["claims"])}])],
        "xlsx": [_workbook([ruling | {"claims": "; ".join(ruling["claims"])}])],
        "parquet": [_parquet([ruling])],
    }
    kept = {"csv": [_table(tracker)], "jsonl": [json.dumps(tracker[0]).encode()], "xlsx": [_workbook(tracker)]}
    return {
        **{f"articles.{suffix}": (check_articles, seeds) for suffix, seeds in articles.items()},
        **{f"rulings.{suffix}": (check_rulings, seeds) for suffix, seeds in labelled.items()},
        **{f"tracker.{suffix}": (check_tracker, seeds) for suffix, seeds in kept.items()},
        "manifest.json": (
            check_model,
            [b'{"format": 2, "labels": {}, "packages": {"scikit-learn": "1"}, "sha256": {"model.skops": "0"}}'],
        ),
    }


def check_articles(path: Path) -> None:
    """Articles or problems come out, all well formed; articles can be understood and written."""
    problems: list[Problem] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        articles = list(islice(read_articles([str(path)], on_problem=problems.append), _MOST))
    assert articles or problems, "neither an article nor a problem"
    assert all(problem.input and problem.reason and problem.remedy for problem in problems), problems
    assert len({article.id for article in articles}) == len(articles), "ids are not unique"
    for article in articles:
        assert article.id and (article.title.strip() or article.text.strip()), "an article without words"
        assert article.date is None or len(article.date) == 10, article.date
    for article in articles[:3]:
        understand(article)
    raw = path.read_bytes()
    out = path.with_name(f"out.{OUTPUT_FORMATS[sum(raw[-64:]) % len(OUTPUT_FORMATS)]}")
    try:
        with open_writer(out) as writer:
            for article in articles[:20]:
                writer.write({"id": article.id, "title": article.title, "text": article.text}, extra=article.extra)
    except ValueError as error:
        # What a format cannot hold is told, with the file's name or the column's.
        assert str(error), "an error without words"


def understand(article: Article) -> None:
    """Sentences and evidence keep their offsets, and the facts of a case can be looked for."""
    document = read_document(article.title, article.text)
    for piece in document.pieces[1:]:
        assert article.text[piece.start : piece.end] == piece.text, "an offset is wrong"
    for evidence in (None, *document.pieces[1:2]):
        case_facts(article.title, article.text, document.pieces[1:], article.date, evidence)


def check_rulings(path: Path) -> None:
    """Rulings come out, or an error that names the file."""
    try:
        rulings = read_rulings(path)
    except DataError as error:
        assert error.faults and all(f.file and f.reason and f.remedy for f in error.faults), error
    else:
        assert rulings


def check_tracker(path: Path) -> None:
    """Rows come out, or an error that names the file."""
    try:
        rows = read_tracker(str(path))
    except InputError as error:
        assert path.name in error.reason and error.remedy, error
    else:
        assert all(row.id for row in rows)


def check_model(path: Path) -> None:
    """A folder that is no model is refused."""
    manifest = path.rename(path.with_name("manifest.json"))
    try:
        load_model(manifest.parent)
    except ModelError as error:
        assert str(error)
    else:
        raise AssertionError("a folder without a model was loaded")


def _annotation() -> dict[str, Any]:
    def choice(name: str, label: str) -> dict[str, Any]:
        return {"from_name": name, "to_name": "text", "type": "choices", "value": {"choices": [label]}}

    span = {"start": 0, "end": 7, "text": TEXT[:7], "labels": ["Evidence"]}
    labels = {"outcome": "granted", "relief": "preliminary_injunction", "claims": "apa", "scope": "nationwide"}
    results = [choice(name, label) for name, label in labels.items()]
    return {
        "id": 1,
        "result": [*results, {"from_name": "evidence", "to_name": "text", "type": "labels", "value": span}],
    }


def _table(rows: list[dict[str, Any]], delimiter: str = ",") -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def _workbook(rows: list[dict[str, Any]]) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    table: list[list[Any]] = [list(rows[0]), *([r.get(name) for name in rows[0]] for r in rows)]
    for row in table:
        book.active.append([value if isinstance(value, str | int | float | None) else str(value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _parquet(rows: list[dict[str, Any]]) -> bytes:
    import pyarrow
    from pyarrow.parquet import write_table

    out = io.BytesIO()
    write_table(pyarrow.Table.from_pylist(rows), out)
    return out.getvalue()
