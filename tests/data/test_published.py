import io
from pathlib import Path
from typing import Any

import pytest

from data.published import (
    COLUMNS,
    HEAD,
    PUBLISHED,
    fingerprint,
    pointer_of,
    read_published,
    without_texts,
    write_published,
)

RULING: dict[str, Any] = {
    "id": "a1",
    "title": "Judge halts ferry toll",
    "text": "The harbor judge “halted” the toll.\nShe found that  nobody had been heard.",
    "outcome": "granted",
    "relief": "preliminary_injunction",
    "claims": ["apa"],
    "scope": "limited",
    "evidence": "She found that  nobody had been heard.",
    "sure": True,
    "group": "g1",
    "date": "2031-02-03",
    "kind": None,
    "source": "The Invented Post",
    "url": "https://example.org/toll",
    "provenance": "someone/news:2031/toll.md#3",
}


@pytest.mark.parametrize(
    ("provenance", "expected"),
    [
        ("a/b:c/d.json", ("a/b", None, "c/d.json", None, False)),
        ("a/b:c/d.xml (git history)", ("a/b", None, "c/d.xml", None, True)),
        ("a/b@archive:c/d: e (f)!.md", ("a/b", "archive", "c/d: e (f)!.md", None, False)),
        ("a/b:c.md#17", ("a/b", None, "c.md", "17", False)),
        ("a/b:c.jsonl#17left", ("a/b", None, "c.jsonl", "17left", False)),
        ("a/b:c.zip!In it/1.txt", ("a/b", None, "c.zip", "In it/1.txt", False)),
    ],
)
def test_a_provenance_is_taken_apart(provenance, expected):
    assert tuple(pointer_of(provenance).values()) == expected


@pytest.mark.parametrize("provenance", ["", "a/b", "b:c", "a/b:"])
def test_what_is_no_provenance_is_refused(provenance):
    with pytest.raises(ValueError, match="OWNER/NAME:PATH"):
        pointer_of(provenance)


def test_a_row_holds_labels_and_pointers_and_no_words(tmp_path):
    row = without_texts(RULING, "dev")
    file = io.BytesIO()
    write_published([row], file)
    path = tmp_path / "published.parquet"
    path.write_bytes(file.getvalue())
    (read,) = read_published(path)
    assert read == row and tuple(read) == COLUMNS
    assert (read["split"], read["claims"], read["date"], read["part"]) == ("dev", ["apa"], "2031-02-03", "3")
    for words in (RULING["title"], "halted", "nobody", "Invented", "example.org"):
        assert words.encode() not in file.getvalue() and words not in str(read)


def test_evidence_is_a_place_in_the_normalised_text():
    row = without_texts(RULING, "train")
    plain = 'The harbor judge "halted" the toll. She found that nobody had been heard.'
    assert plain[row["evidence_start"] : row["evidence_end"]] == "She found that nobody had been heard."
    told_by_title = without_texts(RULING | {"evidence": RULING["title"]}, "train")
    assert (told_by_title["evidence_start"], told_by_title["evidence_end"]) == (-1, -1)
    assert without_texts(RULING | {"evidence": None}, "train")["evidence_start"] is None


def test_the_fingerprint_is_that_of_the_normalised_text():
    assert fingerprint("“A  b”") == fingerprint('"A b"')
    assert fingerprint("x" * HEAD).head is not None and fingerprint("x" * (HEAD - 1)).head is None


def test_the_shipped_file_has_pointers_digests_and_legal_labels_alone():
    from data.labels import label_problems

    rows = read_published(Path(PUBLISHED))
    assert len({row["id"] for row in rows}) == len(rows) > 0
    assert tuple(rows[0]) == COLUMNS
    assert not [row["id"] for row in rows if label_problems(row)]
    assert all(len(row["text_sha256"]) == 64 and row["repository"] and row["path"] for row in rows)
    groups = [{row["group"] for row in rows if row["split"] == split} for split in ("train", "dev")]
    assert all(groups) and not groups[0] & groups[1]
