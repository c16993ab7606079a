import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.unique_ids import UniqueIds


@pytest.mark.filterwarnings("ignore:the id")
@given(st.lists(st.sampled_from(["x", "x-2", "x-3", "x-2-2", "y"])))
def test_ids_are_always_unique(ids: list[str]) -> None:
    given_out = UniqueIds()
    names = [given_out.take(wanted) for wanted in ids]
    assert len(set(names)) == len(ids)
    assert all(name == wanted or name.startswith(wanted + "-") for name, wanted in zip(names, ids, strict=True))
