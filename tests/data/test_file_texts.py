import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.file_texts import starts, texts_in, views
from data.published import fingerprint
from data.text import normalise

TEXT = "The panel at Lower Harbor “kept” the ferry toll in force. It gave no reason."
HTML = "<p>The panel at <b>Lower Harbor</b> &ldquo;kept&rdquo; the ferry toll in force.</p><p>It gave no reason.</p>"


def row_of(text):
    return {f"text_{name}": value for name, value in fingerprint(text)._asdict().items()}


@pytest.mark.parametrize(
    "content",
    [
        TEXT,
        f"---\ntitle: Toll\n---\n\n{TEXT}\n",
        json.dumps({"title": "Toll", "content": TEXT, "more": [1, None]}),
        json.dumps([{"a": "x"}, {"deep": {"content": TEXT + " Read on ..."}}], indent=2),
        json.dumps({"text": "other"}) + "\n" + json.dumps({"text": TEXT}) + "\n",
        json.dumps({"description": HTML}),
        f"<html><head><style>p {{}}</style></head><body><h1>Toll</h1>{HTML}</body></html>",
        f"<rss><item><description><![CDATA[{HTML}]]></description></item></rss>",
        "<rss><item><description>" + HTML.replace("&", "&amp;").replace("<", "&lt;") + "</description></item></rss>",
        "# Day 12\n\n3/ **The panel at [Lower Harbor](https://example.org/a_(b)) “kept” the ferry toll in force**. It gave "
        "no reason. ([Post](https://example.org))\n",
        "* The panel at Lower Harbor “kept” the ferry toll in force.\n  It gave no reason.\n* Another item\n",
        f'summary: "{TEXT}"\n',
        f'+++\nsummary = "{TEXT}"\n+++\n',
    ],
)
def test_a_text_is_found_in_any_format(content):
    row = row_of(TEXT)
    found = texts_in(views(content.encode()), [row], "text")
    assert list(found) == [row["text_sha256"]]
    assert normalise(found[row["text_sha256"]]) == normalise(TEXT)


def test_paragraphs_stay_lines():
    row = row_of(TEXT)
    assert texts_in(views(HTML.encode()), [row], "text")[row["text_sha256"]].count("\n") == 1


def test_another_text_is_not_found():
    assert texts_in(views(TEXT.replace("no", "a").encode()), [row_of(TEXT)], "text") == {}


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_content_is_read_as_normalised_lines(content):
    for view in views(content):
        assert all(line == normalise(line) and line for line in view.split("\n")) or view == ""
        assert all(0 <= start <= len(view) for start in starts(view))


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=40), max_size=6), st.integers(0, 5))
def test_any_string_of_a_json_file_is_found(values, which):
    wanted = values[which] if which < len(values) else ""
    row = row_of(wanted)
    if row["text_characters"]:
        assert row["text_sha256"] in texts_in(views(json.dumps(values).encode()), [row], "text")
