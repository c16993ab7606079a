import json
from typing import Any

import pytest

from data.hydrate import hydrate, main
from data.published import without_texts, write_published
from data.rulings import read_rulings
from tests.data.making_git import git_repository

TITLE = "Judge halts “Lower Harbor” ferry toll"
FIRST = "A harbor judge on Monday halted the ferry toll."
SECOND = "She found that nobody had been heard before it took effect."
GRANTED = {"outcome": "granted", "relief": "preliminary_injunction", "claims": ["apa"], "scope": "limited"}
NONE: dict[str, Any] = {"outcome": "none", "relief": "none", "claims": [], "scope": "unstated", "evidence": None}


def row(ruling_id, provenance, *, title=TITLE, text=f"{FIRST}\n\n{SECOND}", split="train", **labels):
    labels = {**GRANTED, "evidence": SECOND, **labels}
    return without_texts({"id": ruling_id, "title": title, "text": text, "provenance": provenance, **labels}, split)


@pytest.fixture(scope="module")
def mirror(tmp_path_factory):
    folder = tmp_path_factory.mktemp("mirror")
    feed = json.dumps(
        [{"title": TITLE, "description": f"<p>{FIRST}</p><p>{SECOND}</p>", "link": "https://example.org"}]
    )
    post = (
        f"---\ntitle: '{TITLE}'\n---\n\n1/ **{FIRST}** {SECOND} ([Post](https://example.org))\n\n2/ Something else.\n"
    )
    first = {"feed.json": feed, "post.md": post, "events/a.json": feed, "changed.md": "Rewritten.", "old.zip": "PK"}
    git_repository(folder / "someone" / "news", [first, {"feed.json": "[]", "post.md": None}])
    return folder


ROWS = [
    row("in-history", "someone/news:feed.json (git history)"),
    row("one-line", "someone/news:post.md", text=f"{FIRST} {SECOND}", split="dev"),
    row("folder", "someone/news:events", evidence=TITLE),
    row("no-title", "someone/news:events", title="", **NONE),
    row("title-elsewhere", "someone/news:feed.json", title="A title from another page"),
    row("rewritten", "someone/news:changed.md"),
    row("never", "someone/news:never.md"),
    row("packed", "someone/news:old.zip!in/it.txt"),
    row("no-clone", "someone/else:feed.json"),
]


def test_what_is_found_by_digest_is_rebuilt_and_the_rest_is_told_by_reason(mirror):
    rulings, reasons = hydrate(ROWS, mirror)
    by_id = {ruling["id"]: ruling for ruling in rulings}
    assert set(by_id) == {"in-history", "one-line", "folder", "no-title", "title-elsewhere"}
    assert by_id["in-history"]["text"] == f"{FIRST}\n{SECOND}"
    assert by_id["in-history"]["title"] == 'Judge halts "Lower Harbor" ferry toll'
    assert by_id["in-history"]["evidence"] == by_id["one-line"]["evidence"] == SECOND
    assert by_id["one-line"]["text"] == f"{FIRST} {SECOND}" and by_id["one-line"]["split"] == "dev"
    assert by_id["folder"]["evidence"] == by_id["folder"]["title"]
    assert by_id["no-title"]["evidence"] == by_id["no-title"]["title"] == ""
    assert by_id["title-elsewhere"]["title"] == ""
    assert reasons == {
        "rebuilt, but without its title": 1,
        "no text at its path has the digest": 1,
        "its path is nowhere in the history": 1,
        "it lies in an archive, which is not opened": 1,
        "its repository is not in the mirror": 1,
    }


def test_the_command_writes_rulings_that_can_train(mirror, tmp_path, capsys):
    labels, out = tmp_path / "labels.parquet", tmp_path / "rebuilt.jsonl.gz"
    with labels.open("wb") as file:
        write_published(ROWS, file)
    assert main(["--mirror", str(mirror), "--out", str(out), "--labels", str(labels)]) == 0
    told = capsys.readouterr().err
    assert "5 of 9 documents rebuilt (55.6%)" in told and "      1  its repository is not in the mirror" in told
    assert [ruling["outcome"] for ruling in read_rulings(out)] == ["granted", "granted", "granted", "none", "granted"]
    assert main(["--mirror", str(mirror), "--out", str(out), "--labels", str(labels), "--split", "dev"]) == 0
    assert [ruling["id"] for ruling in read_rulings(out)] == ["one-line"]


def test_nothing_found_is_no_file(mirror, tmp_path, capsys):
    labels, out = tmp_path / "labels.parquet", tmp_path / "rebuilt.jsonl"
    with labels.open("wb") as file:
        write_published(ROWS[5:], file)
    assert main(["--mirror", str(mirror), "--out", str(out), "--labels", str(labels)]) == 1
    assert not out.exists() and "0 of 4 documents rebuilt" in capsys.readouterr().err


def test_a_repository_that_git_refuses_is_told(tmp_path):
    (tmp_path / "someone" / "news" / ".git").mkdir(parents=True)
    rulings, reasons = hydrate(ROWS[:2], tmp_path)
    (reason,) = reasons
    assert rulings == [] and reason.startswith("git cannot read its repository") and reasons[reason] == 2
