import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from data.build_corpus import build, main
from data.corpus import CORPUS, load_corpus
from data.labels import OUTCOMES, RELIEFS

STORY = "The panel said on Friday that the county may not close the ferry while the suit by its riders is heard."


@pytest.fixture(scope="module")
def corpus() -> Any:
    return load_corpus()


def test_corpus_holds_every_label(corpus: Any) -> None:
    assert len(corpus) > 1000
    assert set(corpus["outcome"]) == set(OUTCOMES) and set(corpus["relief"]) == set(RELIEFS)
    assert set(corpus["origin"]) == {"written"}
    assert all(corpus["kind"]) and all(corpus["group"])


def test_corpus_ids_are_stable_and_unique(corpus: Any) -> None:
    assert corpus[0]["id"] == "w1-0001"
    assert len(set(corpus["id"])) == len(corpus)
    assert set(corpus["group"]) <= set(corpus["id"])


def test_corpus_file_has_no_time_stamp_or_name() -> None:
    head = CORPUS.read_bytes()[:10]
    assert head[3] == 0 and head[4:8] == bytes(4)


def record(text: str, **labels: Any) -> dict[str, Any]:
    none = {"outcome": "none", "relief": "none", "claims": [], "scope": "unstated", "evidence": ""}
    return {"title": "", "text": text, "kind": "wire", **none, **labels}


def written(folder: Path, **files: Any) -> Path:
    for name, records in files.items():
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(r) + "\n" for r in records))
    return folder


def test_build_gives_ids_groups_and_origin(tmp_path: Path) -> None:
    other = "A column on how the ferry came to be, and on the people who rode it to school for years."
    made = build(written(tmp_path, w2=[record(STORY)], w1=[record(other), record(STORY)]))
    assert [(r["id"], r["group"]) for r in made] == [
        ("w1-0001", "w1-0001"),
        ("w1-0002", "w1-0002"),
        ("w2-0001", "w1-0002"),
    ]
    assert made[0]["origin"] == "written" and made[0]["kind"] == "wire"


def test_command_adds_files_to_a_corpus_and_replaces_those_it_has(tmp_path: Path) -> None:
    out, later = tmp_path / "out.jsonl.gz", tmp_path / "later"
    later.mkdir()
    assert main([str(written(tmp_path, w2=[record("Two.")], w10=[record("Ten.")])), "-o", str(out)]) == 0
    assert main([str(written(later, w3=[record("Three.")], w2=[record("Two, told anew.")])), "-o", str(out)]) == 0
    rows = [json.loads(line) for line in gzip.decompress(out.read_bytes()).splitlines()]
    assert [row["id"] for row in rows] == ["w2-0001", "w3-0001", "w10-0001"]
    assert rows[0]["text"] == "Two, told anew."


def test_command_makes_the_same_file_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = written(tmp_path, w1=[record(STORY)])
    digests: set[str] = set()
    for name in ("one.jsonl.gz", "two.jsonl.gz"):
        assert main([str(folder), "-o", str(tmp_path / name)]) == 0
        digests.add(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())
    assert len(digests) == 1
    assert "1 rulings in 1 groups" in capsys.readouterr().out
    assert json.loads(gzip.decompress((tmp_path / "one.jsonl.gz").read_bytes()))["id"] == "w1-0001"


def test_command_refuses_bad_labels_and_empty_folders(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = tmp_path / "corpus.jsonl.gz"
    assert main([str(tmp_path), "-o", str(output)]) == 1
    assert main([str(written(tmp_path, w1=[record(STORY, outcome="won")])), "-o", str(output)]) == 1
    assert "outcome is 'won'" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["w1.jsonl"]
