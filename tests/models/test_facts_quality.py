import json
import re

import pytest

from data import CORPUS, digest, read_rulings
from models.facts_quality import CHECKED, FACTS, Checked, is_right, main, read_checked, score, table

TEXT = "Judge blocks kite ban\nA judge blocked the town's ban on paper kites on Monday."


def checked(facts, also=None):
    return Checked("a", digest(TEXT), "written", facts, also or {})


def counted(row, read):
    found = [(fact, count) for fact, count, error in score(row, read, TEXT) if error is None]
    return {fact: [name for at, name in found if at == fact] for fact in read.facts}


def test_the_checked_facts_hold_no_sentence():
    documents = read_checked()
    assert len(documents) >= 160 and {each.part for each in documents} == {"tuning", "report"}
    assert len({each.digest for each in documents}) == len(documents)
    for each in documents:
        assert set(each.facts) <= set(FACTS) and set(each.also) <= set(each.facts)
        assert re.fullmatch("[0-9a-f]{64}", each.digest)
        for values in (each.facts, each.also):
            assert all(0 <= start < end for start, end in values.get("challenged_action", []))
            told = [value for fact, known in values.items() if fact != "challenged_action" for value in known]
            assert all(" v. " in value or len(value.split()) <= 5 for value in told)


def test_the_spans_lie_in_the_texts_that_ship_here():
    texts = {digest(f"{r['title'] or ''}\n{r['text']}"): r for r in read_rulings(CORPUS)}
    known = [each for each in read_checked() if each.sample.startswith("written")]
    assert known
    for each in known:
        length = len(f"{texts[each.digest]['title'] or ''}\n{texts[each.digest]['text']}")
        assert all(end <= length for _, end in each.facts.get("challenged_action", []))


@pytest.mark.parametrize(
    ("fact", "given", "known", "right"),
    [
        ("court", "cacd", ["cacd"], True),
        ("court", "ca9", ["cacd"], False),
        ("court", "ca9", [], False),
        ("judge", "Ann B. Lee Jr.", ["Lee"], True),
        ("judge", "Ann Fox", ["Lee"], False),
        ("docket_number", "2:25-cv-00123-ABC", ["25-cv-123"], True),
        ("docket_number", "25-cv-124", ["25-cv-123"], False),
        ("docket_number", "none", ["no number"], False),
        ("case_name", "Able v. Baker", ["Able Farms, LLC v. Baker Bros."], True),
        ("case_name", "Farms v. Baker", ["Able Farms v. Baker"], False),
        ("case_name", "In re Able", ["In re Able"], True),
        ("case_name", "In re Able", ["Able v. Baker"], False),
        ("challenged_action", "the town's ban on paper kites", [[13, 21]], False),
        ("challenged_action", "the town’s ban on paper kites", [[40, 69]], True),
        ("challenged_action", "ban on paper kites", [[38, 67]], True),
    ],
)
def test_what_is_right(fact, given, known, right):
    assert is_right(fact, given, known, TEXT) is right


def test_each_fact_is_counted():
    row = {"court": "cacd", "judge": None, "citations": ["1 U.S. 2", "3 U.S. 4"], "decision_date": "2025-01-02"}
    read = checked(
        {"court": ["cacd"], "judge": ["Lee"], "citations": ["1 U.S. 2", "5 U.S. 6"], "decision_date": []},
        {"decision_date": ["2025-01-02"]},
    )
    assert counted(row, read) == {
        "court": ["given", "right", "told", "found"],
        "judge": ["told"],
        "citations": ["given", "right", "given", "told", "found", "told"],
        "decision_date": ["given", "right"],
    }
    assert [error for _, _, error in score(row, read, TEXT) if error and error.fact == "judge"] == [
        ("a", "judge", None, ["Lee"])
    ]


def test_the_table_tells_counts_and_intervals():
    counts = {
        ("report: written", "court", name): n for name, n in zip(("given", "right", "told"), (4, 4, 8), strict=True)
    }
    (row,) = table(counts, {"report: written": 9}).splitlines()[2:]
    assert row == "| report: written: 9 | court | 4/4 = 1.00 [0.51, 1.00] | 0/8 = 0.00 [0.00, 0.32] |"


def test_documents_without_text_are_skipped_in_words(saved, tmp_path, capsys):
    record = next(r for r in read_rulings(CORPUS) if digest(f"{r['title'] or ''}\n{r['text']}") in _written())
    rulings = tmp_path / "one.jsonl"
    rulings.write_text(json.dumps({key: record[key] for key in ("id", "title", "text")}))
    assert main(["--data", str(rulings), "--model", str(saved)]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("| documents | fact |") and "documents are skipped" in err
    rulings.write_text('{"id": "x", "title": "t", "text": "u"}\n')
    assert main(["--data", str(rulings), "--model", str(saved), "--checked", str(CHECKED)]) == 1


def test_what_cannot_be_read_is_refused(tmp_path, capsys):
    assert main(["--data", str(tmp_path / "no.jsonl")]) == 1
    assert "no.jsonl" in capsys.readouterr().err


def _written():
    return {each.digest for each in read_checked() if each.sample == "written"}
