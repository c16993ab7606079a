import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.label_studio import SpanError, annotation_of, labels_of, spanned, task_of
from tests.data.reported import NOTHING, pair

WIDE = "\U0001f6a2 The judge stayed the ferry rule. \U0001f30a More follows."
SENTENCE = "The judge stayed the ferry rule."
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]))


def units(text):
    return len(text.encode("utf-16-le")) // 2


def choices(name, *labels):
    value = {"choices": list(labels)}
    return {"id": name, "from_name": name, "to_name": "text", "type": "choices", "value": value}


def annotation(*results, **fields):
    return {"id": 1, "completed_by": 1, "was_cancelled": False, "result": list(results)} | fields


def results_of(task):
    return {each["from_name"]: each for each in task["predictions"][0]["result"]}


def test_a_task_has_what_label_studio_asks_for():
    task = task_of(*pair("a", "Stayed", WIDE, SENTENCE, needs_review=True, date="2026-02-01"), 7)
    assert task["data"] == {
        **{"id": "a", "title": "Stayed", "text": WIDE, "date": "2026-02-01"},
        "review_reason": "outcome: granted at 0.91",
    }
    (prediction,) = task["predictions"]
    assert (prediction["model_version"], prediction["score"]) == ("test-1", 0.91)
    found = results_of(task)
    assert {name: each["value"]["choices"] for name, each in found.items() if each["type"] == "choices"} == {
        **{"outcome": ["granted"], "relief": ["stay"], "claims": ["apa"], "scope": ["limited"]}
    }
    assert found["evidence"] == {
        **{"id": "7-evidence", "from_name": "evidence", "to_name": "text", "type": "labels"},
        "value": {"start": 2, "end": 2 + len(SENTENCE), "text": SENTENCE, "labels": ["Evidence"]},
    }
    assert len({each["id"] for each in prediction["result"]}) == 5


@pytest.mark.parametrize(
    ("labels", "absent", "claims"),
    [
        (NOTHING, {"claims", "scope", "evidence"}, None),
        ({"outcome": "denied", "scope": "unstated", "claims": []}, {"scope"}, ["none named"]),
    ],
)
def test_what_does_not_apply_is_not_predicted(labels, absent, claims):
    found = results_of(task_of(*pair("a", "t", "x", **labels), 1))
    assert not absent & found.keys()
    assert (found["claims"]["value"]["choices"] if "claims" in found else None) == claims


def test_evidence_in_the_title_marks_the_title():
    found = results_of(task_of(*pair("a", "Judge stays rule", "It is so.", "Judge stays rule"), 1))
    assert found["title_evidence"]["to_name"] == "title"
    assert (found["title_evidence"]["value"]["start"], found["title_evidence"]["value"]["end"]) == (0, 16)


@pytest.mark.parametrize(
    ("annotations", "chosen"),
    [
        ([], None),
        ("x", None),
        ([annotation(was_cancelled=True)], None),
        ([annotation(id=1), annotation(id=2)], 2),
        ([annotation(id=1), annotation(id=2, was_cancelled=True)], 1),
        ([annotation(id=1, updated_at="2026-02-03T10:00:00Z"), annotation(id=2, updated_at="2026-02-01T10:00:00Z")], 1),
    ],
)
def test_the_last_annotation_that_was_not_cancelled(annotations, chosen):
    found = annotation_of({"data": {}, "annotations": annotations})
    assert (found and found["id"]) == chosen


def test_labels_of_an_annotation():
    task = {"data": {"title": "t", "text": WIDE}}
    span = {"from_name": "evidence", "to_name": "text", "value": {"start": 2, "end": 34, "labels": ["Evidence"]}}
    before = {"from_name": "title_evidence", "to_name": "title", "value": {"start": 0, "end": 1}}
    given = annotation(
        choices("outcome", "denied"), choices("claims", "none named"), before, span, {"type": "relation"}
    )
    assert labels_of(task, given) == {"outcome": "denied", "claims": [], "evidence": SENTENCE}


@given(TEXTS, TEXTS.filter(str.strip), TEXTS)
def test_spans_in_code_points_and_in_utf16(before, marked, after):
    text = before + marked + after
    first, last = len(before), len(before) + len(marked)
    by_unit = units(before), units(before + marked)
    for start, end in ((first, last), by_unit):
        assert spanned(text, {"start": start, "end": end, "text": marked}) == marked.strip()


def test_a_span_without_its_text_is_in_code_points():
    assert spanned(WIDE, {"start": 2, "end": 34}) == SENTENCE


def test_white_space_is_shown_otherwise():
    assert spanned("It\n\nstands. Yes.", {"start": 0, "end": 11, "text": "It\\n\\nstands."}) == "It\n\nstands."


@pytest.mark.parametrize(
    "value", [{}, {"start": 90, "end": 99}, {"start": 0, "end": 3, "text": "elsewhere"}, {"start": "0", "end": "4"}]
)
def test_a_span_that_is_nowhere_is_refused(value):
    with pytest.raises(SpanError, match="not in the text"):
        spanned(WIDE, value)
