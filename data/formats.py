"""Which reader reads which format. A reader is imported when its format is met, so that starting costs none of them."""

from collections.abc import Iterator
from typing import BinaryIO

from data.articles import Article, Problem
from data.columns import Columns
from data.csv_articles import read_table
from data.decoding import text_stream
from data.json_articles import bounded_lines, read_json, read_json_lines
from data.plain_text import read_text

Found = Iterator[Article | Problem]


def read_stream(stream: BinaryIO, name: str, columns: Columns, form: str) -> Found:
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
    if form in ("txt", "md"):
        yield read_text(stream, name, markdown=form == "md")
    elif form == "html":
        from data.html_articles import read_html

        yield read_html(stream, name)
    elif form == "eml":
        from data.email_articles import read_email

        yield read_email(stream, name)
    elif form == "feed":
        from data.feed_articles import read_feed

        yield from read_feed(stream, name)
    elif form == "pdf":
        from data.pdf_articles import read_pdf

        yield from read_pdf(stream, name)
    elif form == "docx":
        from data.docx_articles import read_docx

        yield read_docx(stream, name)
    elif form == "xlsx":
        from data.xlsx_articles import read_xlsx

        yield from read_xlsx(stream, name, columns)
    elif form == "parquet":
        from data.parquet_articles import read_parquet

        yield from read_parquet(stream, name, columns)
    else:
        yield from _text_table(stream, name, columns, form)


def _text_table(stream: BinaryIO, name: str, columns: Columns, form: str) -> Found:
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
