import pytest

from data.picking import ColumnError, Picked

KNOWN = ("id", "outcome", "claims_probabilities", "apa_probability")
ROW = {"id": "a", "outcome": "granted", "claims_probabilities": {"apa": 0.5}, "section": "News"}


def test_it_picks_and_orders() -> None:
    picked = Picked(["section", "id"], KNOWN, flat=False)
    assert list(picked.of(ROW).items()) == [("section", "News"), ("id", "a")]
    assert picked.of({"id": "b"}) == {"section": None, "id": "b"}
    picked.check()


def test_a_claims_probability_can_be_had_where_they_are_an_object() -> None:
    picked = Picked(["apa_probability"], KNOWN, flat=False)
    assert picked.of(ROW) == {"apa_probability": 0.5}
    assert picked.of({"claims_probabilities": None}) == {"apa_probability": None}


def test_in_a_table_they_are_four_columns() -> None:
    names = Picked(["id", "claims_probabilities"], KNOWN, flat=True).names
    assert names[:2] == ["id", "apa_probability"] and len(names) == 5


@pytest.mark.parametrize("names", [[], [""], ["id", "", "outcome"], ["id", "id"]])
def test_what_is_refused_at_once(names: list[str]) -> None:
    with pytest.raises(ColumnError):
        Picked(names, KNOWN, flat=False)


def test_a_name_that_no_row_had_is_refused_at_the_end() -> None:
    picked = Picked(["id", "page", "section"], KNOWN, flat=False)
    picked.check()
    picked.of({"id": "a"})
    picked.of(ROW)
    with pytest.raises(ColumnError, match=r"no column 'page'; .*those of the input are: section"):
        picked.check()
