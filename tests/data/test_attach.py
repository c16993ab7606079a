import gzip
import json

import pytest

from data.attach import attach, main
from data.published import without_texts, write_published
from data.rulings import read_rulings

TITLE = "Judge halts \u201cLower Harbor\u201d ferry toll"
TEXT = "A harbor judge on Monday halted the toll \u2014 for now.\n\nNobody had been heard before."
LABELS = {"outcome": "granted", "relief": "preliminary_injunction", "claims": ["apa"], "scope": "limited"}


def row(ruling_id, evidence, split="added", text=TEXT):
    ruling = {"id": ruling_id, "title": TITLE, "text": text, "evidence": evidence, "provenance": "someone/news:a.md"}
    return without_texts(ruling | LABELS, split)


def test_labels_find_their_text_by_digest_whatever_its_id():
    rows = [row("a", TITLE), row("b", "Nobody had been heard before."), row("gone", TITLE, text="Another text.")]
    rulings = attach(rows, [{"id": "x", "title": TITLE, "text": TEXT}, {"title": None, "text": "Something else."}])
    assert [ruling["id"] for ruling in rulings] == ["a", "b"]
    assert rulings[0]["evidence"] == rulings[0]["title"] == 'Judge halts "Lower Harbor" ferry toll'
    assert rulings[1]["evidence"] == "Nobody had been heard before." and rulings[1]["claims"] == ["apa"]


@pytest.fixture
def labels(tmp_path):
    with (tmp_path / "labels.parquet").open("wb") as file:
        write_published([row("a", TITLE), row("b", TITLE, split="train")], file)
    return tmp_path / "labels.parquet"


def test_the_command_writes_rulings_of_a_split(labels, tmp_path, capsys):
    texts, out = tmp_path / "texts.jsonl.gz", tmp_path / "rulings.jsonl"
    with gzip.open(texts, "wt", encoding="utf-8") as file:
        file.write(json.dumps({"title": TITLE, "text": TEXT}) + "\n\n")
    assert main([str(texts), "--labels", str(labels), "--split", "added", "--out", str(out)]) == 0
    assert [ruling["id"] for ruling in read_rulings(out)] == ["a"]
    assert "1 of 1 labels" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ("{}\n", "line 1: not a JSON object with a text"),
        ("no\n", "line 1"),
        ('{"text": "Unknown."}\n', "0 of 2 labels"),
    ],
)
def test_what_cannot_be_read_or_belongs_to_no_label_is_told(labels, tmp_path, capsys, lines, reason):
    (tmp_path / "texts.jsonl").write_text(lines)
    out = tmp_path / "out.jsonl"
    assert main([str(tmp_path / "texts.jsonl"), "--labels", str(labels), "--out", str(out)]) == 1
    assert reason in capsys.readouterr().err and not out.exists()
