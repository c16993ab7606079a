import pytest

from features.actor import acting_level


@pytest.mark.parametrize(
    ("sentences", "level"),
    [
        (["The U.S. Supreme Court on Monday let the rule stand."], "supreme"),
        (["The justices declined to step in."], "supreme"),
        (["A federal appeals court lifted a judge’s order."], "appeal"),
        (["A judge’s order was lifted by the 9th Circuit."], "appeal"),
        (["U.S. Circuit Judge Ann Doe, sitting by designation, ruled for the city."], "trial"),
        (["A federal judge in Boise blocked the fee."], "trial"),
        (["The fee is blocked for now.", "Appeals court blocks fee"], "appeal"),
        (["The fee is blocked for now."], None),
        ([], None),
    ],
)
def test_acting_level(sentences, level):
    assert acting_level(*sentences) == level
