import io
import subprocess
import sys

import pytest

from data.articles import Article, InputError
from data.columns import Columns
from data.formats import read_stream
from data.inputs import FORMATS
from tests.data.making import docx, eml, pdf, rss

RAW = {
    "txt": b"Fee stays\n\nA judge in Boise kept the kennel fee.",
    "md": b"# Fee stays\n\nA judge in Boise kept the kennel fee.",
    "html": b"<html><head><title>Fee stays</title></head><body><p>A judge in Boise kept the kennel fee.</p></body></html>",
    "eml": eml("Fee stays", "A judge in Boise kept the kennel fee.\n"),
    "feed": rss(["<title>Fee stays</title><description>A judge in Boise kept the kennel fee.</description>"]),
    "pdf": pdf([["Fee stays", "", "A judge in Boise kept the kennel fee."]], title="Fee stays"),
    "docx": docx(("Title", "Fee stays"), "A judge in Boise kept the kennel fee."),
    "jsonl": b'{"title": "Fee stays", "text": "A judge in Boise kept the kennel fee."}\n',
    "json": b'[{"title": "Fee stays", "text": "A judge in Boise kept the kennel fee."}]',
    "csv": b"title,text\nFee stays,A judge in Boise kept the kennel fee.\n",
    "tsv": b"title\ttext\nFee stays\tA judge in Boise kept the kennel fee.\n",
}


@pytest.mark.parametrize("form", RAW)
def test_every_format_tells_the_same_article(form: str) -> None:
    (article,) = read_stream(io.BytesIO(RAW[form]), "name", Columns(), form)
    assert isinstance(article, Article)
    assert (article.title, article.text) == ("Fee stays", "A judge in Boise kept the kennel fee.")


@pytest.mark.parametrize("form", FORMATS)
def test_an_empty_file_ends_in_words_in_every_format(form: str) -> None:
    with pytest.raises(InputError, match="empty") as caught:
        list(read_stream(io.BytesIO(b""), "name", Columns(), form))
    assert caught.value.remedy


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("raw", [b"\x89PNG\r\n\x1a\n\0\0", b"\0" * 5000, bytes(range(256)) * 9])
def test_binary_junk_ends_in_words_in_every_format(form: str, raw: bytes) -> None:
    with pytest.raises(InputError) as caught:
        for found in read_stream(io.BytesIO(raw), "name", Columns(), form):
            assert not isinstance(found, Article)
        raise InputError("only problems", "as it should be")
    assert caught.value.remedy


def test_libraries_are_imported_only_for_their_formats() -> None:
    heavy = ("trafilatura", "lxml", "pypdf", "openpyxl", "pyarrow", "defusedxml", "email", "ftfy", "xml")
    code = f"import data.formats, sys; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
