from collections import Counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from data.strata import merge_rare, strata


def test_rare_labels_are_merged() -> None:
    labels = ["granted|apa"] * 5 + ["granted|x", "granted|y"] + ["mixed|", "none|"]
    assert Counter(merge_rare(labels, 2)) == {"granted|apa": 5, "granted": 2, "rare": 2}
    assert Counter(merge_rare(labels[:-1], 2)) == {"granted|apa": 6, "granted": 2}


@given(st.lists(st.sampled_from(["a|x", "a|y", "b|x", "c"])), st.integers(1, 6))
def test_no_label_is_left_rare(labels: list[str], least: int) -> None:
    counts = Counter(merge_rare(labels, least))
    assert sum(counts.values()) == len(labels)
    assert min(counts.values(), default=least) >= min(least, len(labels))


def test_strata() -> None:
    records: list[dict[str, Any]] = [
        {"outcome": "granted", "claims": ["statutory", "apa"]},
        {"outcome": "none", "claims": []},
        {"outcome": None},
    ]
    assert strata(records) == ["granted|apa+statutory", "none|", "unknown|unknown"]
