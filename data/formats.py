"""Which reader reads which format."""

from collections.abc import Callable, Iterator
from typing import BinaryIO, Final

from data.articles import Article, Problem
from data.columns import Columns
from data.csv_articles import read_table
from data.decoding import text_stream
from data.docx_articles import read_docx
from data.email_articles import read_email
from data.feed_articles import read_feed
from data.html_articles import read_html
from data.json_articles import bounded_lines, read_json, read_json_lines
from data.parquet_articles import read_parquet
from data.pdf_articles import read_pdf
from data.plain_text import read_text
from data.xlsx_articles import read_xlsx

_ONE_ARTICLE: Final[dict[str, Callable[[BinaryIO, str], Article]]] = {
    "txt": read_text,
    "md": lambda stream, name: read_text(stream, name, markdown=True),
    "html": read_html,
    "eml": read_email,
    "docx": read_docx,
}
_MANY: Final[dict[str, Callable[[BinaryIO, str], Iterator[Article | Problem]]]] = {"pdf": read_pdf, "feed": read_feed}
_TABLES: Final = {"xlsx": read_xlsx, "parquet": read_parquet}


def read_stream(stream: BinaryIO, name: str, columns: Columns, form: str) -> Iterator[Article | Problem]:
    """Read what a stream holds.

    Parameters
    ----------
    stream : binary file
        At its beginning, and seekable.
    name : str
        Of the input; ids are made from it.
    columns : Columns
        For the formats that have columns or keys.
    form : str
        One of `data.inputs.FORMATS`.

    Raises
    ------
    InputError
        If the whole of it cannot be read.
    """
    if form in _ONE_ARTICLE:
        yield _ONE_ARTICLE[form](stream, name)
    elif form in _MANY:
        yield from _MANY[form](stream, name)
    elif form in _TABLES:
        yield from _TABLES[form](stream, name, columns)
    else:
        yield from _text_table(stream, name, columns, form)


def _text_table(stream: BinaryIO, name: str, columns: Columns, form: str) -> Iterator[Article | Problem]:
    text = text_stream(stream)
    try:
        if form == "jsonl":
            yield from read_json_lines(bounded_lines(text), name, columns)
        elif form == "json":
            yield from read_json(text, name, columns)
        else:
            yield from read_table(text, name, columns, delimiter="\t" if form == "tsv" else None)
    finally:
        text.detach()
