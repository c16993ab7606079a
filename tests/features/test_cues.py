import pytest

from features import cue_sequence


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The court refused to lift the order blocking the rule", "court refuse lift order block law"),
        ("Judge grants request to pause the ban", "court grant request block law"),
        ("The panel reversed the dismissal", "court reverse dismiss"),
        ("The bakery sells bread", ""),
        ("", ""),
    ],
)
def test_cue_sequence(sentence, expected):
    assert cue_sequence(sentence) == expected


def test_names_do_not_enter():
    assert cue_sequence("Judge Ada Quill blocked the Oregon rule") == cue_sequence(
        "Judge Li Tan blocked the Maine rule"
    )
