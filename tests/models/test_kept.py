from models.kept import keep, match, read_kept, unpack, write_kept

LABELS = {"outcome": "granted", "relief": "tro", "claims": ["apa"], "scope": "limited"}
TRUTH = [
    {"id": str(i), "title": f"Headline {i}", "text": f"Secret text {i}.", "evidence": "Secret", "group": "g", **LABELS}
    for i in range(3)
]
GUESS = [{"id": str(i), **LABELS, "outcome_probability": 0.5, "evidence": "Secret", "title": "x"} for i in range(3)]


def test_no_text_is_kept_and_the_rest_comes_back(tmp_path):
    write_kept(keep(TRUTH, GUESS), tmp_path / "cv.jsonl")
    written = (tmp_path / "cv.jsonl").read_text()
    assert "Secret" not in written and "Headline" not in written
    truth, predicted = unpack(read_kept(tmp_path / "cv.jsonl"))
    assert [row["claims"] for row in truth] == [["apa"]] * 3
    assert truth[0]["group"] == "g"
    assert predicted[1]["outcome_probability"] == 0.5


def test_documents_match_by_id_and_text():
    kept = keep(TRUTH, GUESS)
    other = [TRUTH[2], {**TRUTH[1], "text": "Another text."}, {**TRUTH[0], "id": "9"}]
    at, predicted = match(kept, other)
    assert at == [0]
    assert predicted[0]["id"] == "2"
