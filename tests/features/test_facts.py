from dataclasses import FrozenInstanceError
from time import perf_counter

import pytest

from features.facts import CaseFacts, case_facts
from features.sentences import Sentence, split_sentences

TITLE = "Harbour Agency Barred From Keeping Ferry Riders Ashore"
TEXT = """March 6, 2025, 5:34 PM UTC

The harbour agency's hopes of reviving its boarding checks suffered a setback.

Ferry riders won on Wednesday: the US District Court, Central District of California, granted a stay of the boarding \
rule for ferries to the Pelican Law Center.

Bringing back the checks violates federal law, Judge Maria T. Quill said.

The panel of another suit, led by Roe v. Wade lawyers, is not concerned.

The case was put on hold in 2021.

The case is Pelican Defs. Law Ctr. v. Stone, 2025 BL 99871, C.D. Cal., No. 2:21-cv-04321, 3/5/25.

To contact the reporter: Ann Lee in Washington
"""


def facts_of(text, evidence=0, title="", date="2025-03-06"):
    sentences = split_sentences(text)
    return case_facts(title, text, sentences, date, None if evidence is None else sentences[evidence])


def test_an_article_that_names_its_case_at_its_end():
    sentences = split_sentences(TEXT)
    evidence = next(sentence for sentence in sentences if "granted a stay" in sentence.text)
    assert case_facts(TITLE, TEXT, sentences, "2025-03-06", evidence) == CaseFacts(
        case_name="Pelican Defs. Law Ctr. v. Stone",
        docket_number="2:21-cv-04321",
        court="cacd",
        judge="Maria T. Quill",
        decision_date="2025-03-05",
        citations=["2025 BL 99871"],
        challenged_action=None,
    )


def test_nothing_told_is_nothing_given():
    assert case_facts("", "", [], None, None) == CaseFacts()
    assert facts_of("The ferry was late again.", None) == CaseFacts()


def test_without_a_ruling_there_is_no_judge_day_or_action():
    facts = facts_of("U.S. District Judge Ann Lee blocked the city's kite ban on Monday.", None)
    assert (facts.judge, facts.decision_date, facts.challenged_action) == (None, None, None)


def test_the_title_may_be_the_evidence():
    title = "Supreme Court upholds Ohio's kite ban"
    text = "The vote was close."
    facts = case_facts(title, text, split_sentences(text), None, Sentence(title, -1, -1))
    assert (facts.court, facts.challenged_action) == ("scotus", "Ohio's kite ban")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("A judge blocked the fee. Tuesday’s ruling is short.", "2025-03-04"),
        ("A judge blocked the fee that starts on Monday. Tuesday’s ruling is short.", None),
        ("An appeals court upheld the fee. A judge’s ruling Tuesday had blocked it.", None),
    ],
)
def test_the_day_of_the_ruling_may_stand_beside_it(text, day):
    assert facts_of(text).decision_date == day


@pytest.mark.parametrize(
    ("text", "judge"),
    [
        ("U.S. District Judge Ann B. Lee blocked the fee.", "Ann B. Lee"),
        ("A judge blocked the fee. “It is unfair,” Judge John deGroot wrote.", "John deGroot"),
        ("Judge Lee blocked the fee. U.S. District Judge Ann Lee sits in Ohio.", "Ann Lee"),
        ("A judge blocked the fee. Judge Carlos de la Cruz Jr. denied a stay.", "Carlos de la Cruz Jr."),
        ("Judge A.B. Lee denied the motion.", "A.B. Lee"),
        ("Judge Lee denied the motion.", "Lee"),
        ("Judge Ann Lee Monday blocked the fee.", "Ann Lee"),
        ("A judge blocked the fee. Judge Ann Lee sat. Judge Bo Fox sat too.", None),
        ("An appeals court reversed U.S. District Judge Ann Lee.", None),
        ("The Supreme Court lifted the order. Judge Ann Lee wrote it.", None),
        ("A judge blocked the fee. The former Judge Ann Lee cheered.", None),
        ("A judge blocked the fee.", None),
    ],
)
def test_judge(text, judge):
    assert facts_of(text).judge == judge


def test_the_title_tells_whether_a_judge_below_ruled():
    text = "The order was set aside. Judge Ann Lee had written it."
    assert facts_of(text, title="Supreme Court acts").judge is None
    assert facts_of(text, title="Fees are back").judge == "Ann Lee"


def test_facts_are_frozen():
    with pytest.raises(FrozenInstanceError):
        CaseFacts().judge = "Lee"  # type: ignore[misc]


@pytest.mark.parametrize(
    "piece", ["U.S. District Judge Ann ", "Judge A. B. ", "federal Judge Ann and another judge ", "The case is "]
)
def test_time_grows_in_step_with_length(piece):
    def seconds(times):
        text = piece * times
        sentences = [Sentence(text, 0, len(text))]
        start = perf_counter()
        case_facts("", text, sentences, None, sentences[0])
        return perf_counter() - start

    seconds(10)
    assert seconds(4_000) < 30 * seconds(500) + 0.05
