from time import perf_counter

import pytest

from features.courts import court_mentions, named_court, ruling_court

COURT_OF_APPEALS = "U.S. Court of Appeals"


@pytest.mark.parametrize(
    ("text", "courts"),
    [
        ("Able v. Baker, C.D. Cal., No. 1", ["cacd"]),
        ("(9th Cir. 2025)", ["ca9"]),
        ("D.D.C., 3/4/25", ["dcd"]),
        ("in S.D.N.Y. and E.D.N.Y.", ["nysd", "nyed"]),
        ("D. Md., No. 1", ["mdd"]),
        ("U.S. District Court for the Central District of California", ["cacd"]),
        ("the US District Court for the District of Oregon said", ["ord"]),
        ("U.S. District Court, Southern District of New York (Manhattan)", ["nysd"]),
        ("the District Court for the District of Columbia", ["dcd"]),
        ("U.S. District Judge Ann Lee in Hawaii", ["hid"]),
        ("a federal judge in Washington, D.C., ruled", ["dcd"]),
        ("a federal judge in Texas ruled", []),
        ("A federal judge in New Mexico ruled", ["nmd"]),
        ("a federal judge in Lincoln, Neb., ruled", ["ned"]),
        ("a federal judge in Lincoln ruled", []),
        ("a federal judge in San Francisco ruled", ["cand"]),
        ("a federal court in San Francisco, Texas, ruled", []),
        ("U.S. District Judge Ann Lee in Tulsa said", ["oknd"]),
        ("A Manhattan federal judge said", ["nysd"]),
        ("a Montana federal court", ["mtd"]),
        ("a California federal court", []),
        ("the ninth US circuit court of appeals", ["ca9"]),
        ("the third circuit of the race", []),
        ("the US supreme court ruled", ["scotus"]),
        ("the Pennsylvania Supreme Court ruled", ["pa"]),
        ("the Ohio supreme court ruled", ["ohio"]),
        ("Monday’s Supreme Court ruling", ["scotus"]),
        ("the Republican-controlled Supreme Court", ["scotus"]),
        ("the Commonwealth Court ruled", ["pacommwct"]),
        ("the U.S. Court of Appeals for the Ninth Circuit", ["ca9"]),
        ("the 9th U.S. Circuit Court of Appeals", ["ca9"]),
        ("the New Orleans-based Fifth Circuit", ["ca5"]),
        (f"the {COURT_OF_APPEALS} for the District of Columbia Circuit", ["cadc"]),
        ("the D.C. Circuit", ["cadc"]),
        ("a federal appeals court in Atlanta", ["ca11"]),
        ("the Ninth Circuit Court in Orange County", []),
        ("the Supreme Court ruled", ["scotus"]),
        ("the Supreme Court of the United States", ["scotus"]),
        ("the U.S. Supreme Court", ["scotus"]),
        ("the Texas Supreme Court", ["tex"]),
        ("the Supreme Court of Ohio", ["ohio"]),
        ("Israel’s Supreme Court", []),
        ("the state Supreme Court", []),
        ("the Delaware Court of Chancery", ["delch"]),
        ("Cal. and Ohio are states", []),
        ("", []),
    ],
)
def test_court_mentions(text, courts):
    assert [mention.court for mention in court_mentions(text)] == courts


def test_mentions_keep_their_place():
    text = "After a year the 9th Circuit spoke."
    (mention,) = court_mentions(text)
    assert text[mention.start : mention.end] == "9th Circuit"
    assert mention.level == "appeal"


@pytest.mark.parametrize(
    ("evidence", "line", "lead", "court"),
    [
        ("The Supreme Court blocked the rule.", None, "", "scotus"),
        ("A judge blocked the rule.", "The case is A v. B, D. Or., No. 1.", "", "ord"),
        ("A judge blocked the rule.", None, "The suit is in the Western District of Texas.", "txwd"),
        ("A judge blocked the rule after the Supreme Court spoke.", None, "", None),
        ("A federal appeals court upheld it.", None, "The 5th Circuit and the 9th Circuit differ.", None),
        ("A federal appeals court upheld it.", None, "It may go to the Supreme Court.", None),
        ("The 5th Circuit disagreed with the 9th Circuit.", None, "", None),
        ("The state Supreme Court upheld it.", None, "The Supreme Court met.", None),
        ("The Supreme Court upheld it.", None, "The Ohio Supreme Court had refused.", None),
        ("The state Supreme Court upheld it.", None, "The Ohio Supreme Court had met.", "ohio"),
        (None, "The case is A v. B, 9th Cir., No. 1.", "The Supreme Court met.", "ca9"),
        (None, None, "The Supreme Court met.", None),
        ("By 5 to 4, the court upheld it.", None, "The Supreme Court met.", "scotus"),
        ("A court upheld it.", None, "The Supreme Court met.", None),
        ("The panel upheld it.", None, "The 5th Circuit met.", "ca5"),
        ("A three-judge panel upheld it.", None, "The 5th Circuit may step in.", None),
        ("An appellate court upheld it.", None, "The Commonwealth Court met.", "pacommwct"),
    ],
)
def test_ruling_court(evidence, line, lead, court):
    document = "\n".join(filter(None, [lead, evidence, line]))
    assert ruling_court(evidence, line, lead, document) == court


def test_bare_supreme_court_is_not_federal_where_a_state_has_one_too():
    evidence = "The Supreme Court struck down the fee."
    assert ruling_court(evidence, None, "", evidence) == "scotus"
    assert ruling_court(evidence, None, "", f"The Ohio Supreme Court met. {evidence}") is None


def test_seven_justices_sit_in_a_state():
    evidence = "The Supreme Court struck down the fee."
    assert ruling_court(evidence, None, "", f"{evidence} Two of the seven justices dissented.") is None


def test_the_only_circuit_of_a_document_is_the_federal_appeals_court_s():
    evidence = "A federal appeals court struck down the fee."
    told = f"{evidence} Kites are flown. The fee is old. It is high."
    assert ruling_court(evidence, None, "", f"{told} The 10th Circuit was split.") == "ca10"
    assert ruling_court(evidence, None, "", f"{told} The 10th Circuit was split, unlike the 5th Circuit.") is None
    assert ruling_court("A court struck it down.", None, "", f"{told} The 10th Circuit was split.") is None


@pytest.mark.parametrize(
    "piece",
    [
        "Supreme Court of ",
        "U.S. District Judge A in ",
        "9th ",
        "New York-based ",
        "D. A. ",
        "the court for the ",
        "A ",
        "New York federal ",
    ],
)
def test_time_grows_in_step_with_length(piece):
    def seconds(times):
        text = "Court " + piece * times
        start = perf_counter()
        ruling_court("A judge ruled.", None, text, text)
        return perf_counter() - start

    seconds(10)
    assert seconds(8_000) < 30 * seconds(1_000) + 0.05


@pytest.mark.parametrize(
    ("cell", "court"),
    [
        ("cacd", "cacd"),
        ("C.D. Cal.", "cacd"),
        ("SDNY", "nysd"),
        ("Doe v. Roe (D. Mass.)", "mad"),
        ("9th Circuit", "ca9"),
        ("U.S. Supreme Court", "scotus"),
        ("D. Mass. and D. Md.", None),
        ("state court", None),
        ("", None),
    ],
)
def test_named_court(cell, court):
    assert named_court(cell) == court
