import pytest
from hypothesis import given
from hypothesis import strategies as st

from features import Sentence, quotation, split_sentences


def quoted(text: str) -> str:
    return quotation(Sentence(text, 0, len(text))).text


RULING = "A county judge on Friday refused to stop the harbor board from closing two of the town's four ferry landings"


@pytest.mark.parametrize(
    "dateline",
    [
        "AKRON, Ohio (AP) — ",
        "Akron: ",
        "PORT ELLIS -- ",
        "Salt River City: ",
        "(AP) — ",
        "WASHINGTON ",
        "Washington (CNN) ",
        "ST. ALBAN, Vt. – ",
    ],
)
def test_a_dateline_is_left_out(dateline):
    assert quoted(dateline + RULING + ".") == RULING + "."


@pytest.mark.parametrize(
    "trail",
    [
        ", which carry fewer than forty riders a day and need new pilings before the winter storms come.",
        ", saying the riders who sued had shown neither haste nor a harm that money could not mend.",
        " — a setback for islanders and for the council members they elected on that promise last year.",
        " after shopkeepers and riders told him in a long hearing what the closing of both would mean to them and to the town.",
    ],
)
def test_what_trails_after_the_ruling_is_left_out(trail):
    assert quoted(RULING + trail) == RULING


@pytest.mark.parametrize(
    "text",
    [
        RULING + ".",
        "A short ruling, which stands whole, was read from the bench.",
        "Judge Orla Fenwick granted the union's motion.",
        "The U.S. Court of Appeals for the Ninth Circuit affirmed.",
        " ".join(["word"] * 60) + ".",
        RULING + " (the pair on the west shore, which carry fewer than forty riders a day and need new pilings soon).",
        "While the board may close two of the four landings, it must first hold a hearing at which everyone who rides the "
        "ferries can speak, a county judge said in an order that neither side had expected.",
        "",
    ],
)
def test_what_is_short_or_has_no_clauses_stays_whole(text):
    assert quoted(text) == text


def test_an_aside_early_in_the_sentence_does_not_end_it():
    text = (
        "The judge, who was named to the bench last year, barred the agency from spending the money on anything but "
        "the school lunches for which Congress meant it, according to lawyers on both sides of the case."
    )
    assert quoted(text).endswith("for which Congress meant it")


@given(st.text(alphabet="Aa b.,—:()-after which", max_size=400), st.integers(0, 9))
def test_a_quotation_is_a_verbatim_part_of_the_document(text, before):
    document = "x" * before + text
    for sentence in split_sentences(document):
        part = quotation(sentence)
        assert document[part.start : part.end] == part.text
        assert sentence.start <= part.start <= part.end <= sentence.end
        assert part.text.strip()
