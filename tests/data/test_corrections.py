import csv
import json

import pytest

from data import open_writer, read_rulings
from data.corrections import settled
from data.rulings import DataError
from tests.data.reported import NOTHING, pair

TEXT = "\U0001f6a2 The judge stayed the ferry rule. More follows."
SENTENCE = "The judge stayed the ferry rule."


def predicted(path, *pairs):
    """A table of predictions that holds the texts."""
    with open_writer(path) as writer:
        for article, row in pairs:
            writer.write(row, {"text": article.text})
    return path


def corrected(path, **cells):
    """The table with cells of its first row changed by hand."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    rows[0] |= cells
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return path


def as_workbook(path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.reader(stream):
            book.active.append([cell or None for cell in row])
    book.save(path.with_suffix(".xlsx"))
    return path.with_suffix(".xlsx")


def labels(ruling):
    return {name: ruling[name] for name in ("outcome", "relief", "claims", "scope", "evidence")}


KEPT = {"outcome": "granted", "relief": "stay", "claims": ["apa"], "scope": "limited", "evidence": SENTENCE}
CASES = [
    ({}, KEPT),
    ({"outcome": "denied"}, KEPT | {"outcome": "denied", "scope": "unstated"}),
    ({"outcome": "none"}, {**NOTHING, "evidence": None}),
    ({"claims": "First Amendment; apa"}, KEPT | {"claims": ["apa", "first_amendment"]}),
    ({"claims": "none named"}, KEPT | {"claims": []}),
    ({"claims": "", "scope": ""}, KEPT | {"claims": None, "scope": None}),
    ({"relief": "Preliminary injunction"}, KEPT | {"relief": "preliminary_injunction"}),
    ({"outcome": "", "claims": "", "scope": "", "evidence": ""}, dict.fromkeys(KEPT) | {"relief": "stay"}),
    ({"apa_probability": "nonsense", "evidence_start": "x"}, KEPT),
]


@pytest.mark.parametrize(("cells", "expected"), CASES)
@pytest.mark.parametrize("form", [str, as_workbook])
def test_cells_corrected_by_hand(tmp_path, cells, expected, form):
    table = corrected(predicted(tmp_path / "out.csv", pair("a", "t", TEXT, SENTENCE)), **cells)
    (ruling,) = read_rulings(form(table))
    assert labels(ruling) == expected
    assert (ruling["id"], ruling["text"]) == ("a", TEXT)


@pytest.mark.parametrize(
    ("predicted_labels", "expected"),
    [
        ({"claims": []}, {"claims": [], "scope": "limited"}),
        ({"outcome": "denied", "scope": "unstated"}, {"claims": ["apa"], "scope": "unstated"}),
        ({"scope": "unstated"}, {"claims": ["apa"], "scope": "unstated"}),
        (NOTHING, {"claims": [], "scope": "unstated", "relief": "none"}),
    ],
)
def test_what_tables_leave_empty_comes_back(tmp_path, predicted_labels, expected):
    (ruling,) = read_rulings(predicted(tmp_path / "out.csv", pair("a", "t", TEXT, **predicted_labels)))
    assert expected.items() <= ruling.items()


def test_a_ruling_found_by_hand_keeps_no_relief_of_none(tmp_path):
    table = corrected(predicted(tmp_path / "out.csv", pair("a", "t", TEXT, **NOTHING)), outcome="granted")
    (ruling,) = read_rulings(table)
    assert labels(ruling) == dict.fromkeys(KEPT) | {"outcome": "granted"}


def test_neutralised_cells_are_restored(tmp_path):
    text = "=SUM of it all: the judge stayed the rule."
    (ruling,) = read_rulings(predicted(tmp_path / "out.csv", pair("=a", "@home", text, text)))
    assert (ruling["id"], ruling["title"], ruling["text"], ruling["evidence"]) == ("=a", "@home", text, text)


@pytest.mark.parametrize("form", [str, as_workbook])
def test_a_table_without_text_says_what_to_do(tmp_path, form):
    with open_writer(tmp_path / "out.csv") as writer:
        writer.write(pair("a", "t", TEXT)[1], {"summary": "No text to learn from."})
    with pytest.raises(DataError, match=r"out\.(csv|xlsx): .*no column 'text'.*predict again with --with-text"):
        read_rulings(form(tmp_path / "out.csv"))


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"outcome": "won"}, "outcome is 'won'"),
        ({"claims": "apa; astrology"}, "claim 'astrology'"),
        ({"evidence": "Somebody said so."}, "evidence is in neither title nor text"),
    ],
)
def test_faults_name_file_and_row(tmp_path, cells, reason):
    pairs = [pair("a", "t", TEXT, SENTENCE), pair("b", "t", TEXT, SENTENCE)]
    with pytest.raises(DataError, match=rf"out\.csv, row 1: {reason}.*\(.+\)"):
        read_rulings(corrected(predicted(tmp_path / "out.csv", *pairs), **cells))


def test_semicolons_and_old_encodings(tmp_path):
    text = "\u201cThe judge\u2019s order stands,\u201d the county said. It won\u2019t appeal \u2014 yet."
    (tmp_path / "out.csv").write_bytes(f"id;title;text;outcome\na;t;{text};Denied\n".encode("cp1252"))
    (ruling,) = read_rulings(tmp_path / "out.csv")
    assert (ruling["text"], ruling["outcome"], ruling["relief"]) == (text, "denied", None)


def export(path, *tasks):
    path.write_text(json.dumps(list(tasks)))
    return path


def task(number, text, *results, **fields):
    data = {"id": f"a{number}", "title": "t", "text": text}
    return {"id": number, "data": data, "annotations": [{"id": number, "result": list(results), **fields}]}


def choice(name, label):
    return {"id": name, "from_name": name, "to_name": "text", "type": "choices", "value": {"choices": [label]}}


def test_an_export_of_label_studio(tmp_path):
    tasks = [
        task(1, TEXT, choice("outcome", "denied"), choice("relief", "stay")),
        task(2, "Skipped.", choice("outcome", "denied"), was_cancelled=True),
        task(3, "Nothing in it.", choice("outcome", "none")),
    ]
    first, last = read_rulings(export(tmp_path / "export.json", *tasks))
    assert labels(first) == {
        "outcome": "denied",
        "relief": "stay",
        "claims": None,
        "scope": "unstated",
        "evidence": None,
    }
    assert (last["id"], last["relief"], last["claims"]) == ("a3", "none", [])


@pytest.mark.parametrize(
    ("tasks", "message"),
    [
        ([task(1, TEXT, choice("outcome", "won"))], r"export\.json, task 1: outcome is 'won'"),
        (
            [task(1, TEXT, {"from_name": "evidence", "value": {"start": 400, "end": 410}})],
            r"task 1: the evidence marked at 400 to 410 is not in the text \(mark it again",
        ),
        ([{"id": 1, "data": {"text": TEXT}, "annotations": []}], "none of its tasks has been annotated"),
        ([3], r"object 1: it holds a int, not an object"),
    ],
)
def test_faults_of_an_export(tmp_path, tasks, message):
    with pytest.raises(DataError, match=message):
        read_rulings(export(tmp_path / "export.json", *tasks))


def test_settling_leaves_what_it_cannot_know():
    assert settled({"outcome": "won", "relief": "none"}) == {"outcome": "won", "relief": "none"}
