from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.action import challenged_action


@pytest.mark.parametrize(
    ("sentence", "action"),
    [
        ("A judge blocked the city's curfew ordinance on Monday.", "the city's curfew ordinance"),
        ("The court struck down a law banning paper kites.", "a law banning paper kites"),
        ("A judge refused to lift the order blocking the governor’s ferry rule.", "the governor’s ferry rule"),
        ("The panel upheld a lower court ruling that blocked the state’s kite ban.", "the state’s kite ban"),
        ("The judge barred the state from enforcing its kite ban.", "its kite ban"),
        ("A judge halts Trump's executive order on kites.", "Trump's executive order on kites"),
        ("The court upheld Ohio’s rule on gifts in a 2-1 vote.", "Ohio’s rule on gifts"),
        ("The court upheld Ohio’s rule for people who fly kites.", "Ohio’s rule"),
        ("The court put on hold the new kite ban.", "the new kite ban"),
        ("The judge blocked its “kite ban” again.", "its “kite ban”"),
        ("A judge reinstated Stone's gag order.", None),
        ("A court put the program on hold nationwide.", None),
        ("A judge blocked the law.", None),
        ("A judge blocked the new rule Friday.", None),
        ("The court blocked an order by a lower court.", None),
        ("The court overturned the judge's order.", None),
        ("The city may refuse to enforce federal kite laws.", None),
        ("A judge ruled for the city.", None),
        ("", None),
    ],
)
def test_challenged_action(sentence, action):
    assert challenged_action(sentence) == action


@given(
    st.lists(st.sampled_from("blocked a the kite ban on that rule, from (law) hold. “act” put".split())).map(" ".join)
)
def test_the_words_are_verbatim(sentence):
    action = challenged_action(sentence)
    assert action is None or (action in sentence and action == action.strip())


@pytest.mark.parametrize(
    "piece", ["block ", "blocked a challenge to ", "allow a b c to ", "put on hold again ", "bans on "]
)
def test_time_grows_in_step_with_length(piece):
    def seconds(times):
        start = perf_counter()
        challenged_action(piece * times)
        return perf_counter() - start

    seconds(10)
    assert seconds(16_000) < 30 * seconds(2_000) + 0.05
