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
        ("The court upheld Ohio’s rule for people who fly kites.", "Ohio’s rule for people who fly kites"),
        ("The court put on hold the new kite ban.", "the new kite ban"),
        ("The judge blocked its “kite ban” again.", "its “kite ban”"),
        ("A judge ruled Monday that a state law requiring kites in all schools is unconstitutional.",
         "a state law requiring kites in all schools"),
        ("Judge rules state’s ban on paper kites violates rights", "state’s ban on paper kites"),
        ("SALEM — Ohio’s kite licence law — passed in May — is unconstitutional, a judge ruled.",
         "Ohio’s kite licence law"),
        ("Ohio kite ban overturned by judge", "Ohio kite ban"),
        ("A judge blocked an Ohio law that would have banned kites in parks, saying it is vague.",
         "an Ohio law that would have banned kites in parks"),
        ("The court upheld a law requiring the kites’ maker, Acme, to sell them or leave.",
         "a law requiring the kites’ maker, Acme, to sell them or leave"),
        ("The order stops it from enforcing a law that prohibits towns from banning kites until May.",
         "a law that prohibits towns from banning kites"),
        ("The panel vacated the kite limits for small towns and rejected the rest.", "the kite limits for small towns"),
        ("The court blocked most of the kite plan as the case goes on.", "the kite plan"),
        ("The judge blocked a rule on kites flown as early as dawn.", "a rule on kites flown as early as dawn"),
        ("It cleared the way for a law that bans kites to take effect.", "a law that bans kites"),
        ("The court ruled that two of four provisions of Ohio’s kite law are void.", "Ohio’s kite law"),
        ("The judge agreed with pilots that the tether requirement is unlawful.", "the tether requirement"),
        ("The ruling said that Ohio’s kite law took years to write.", None),
        ("The court blocked California’s law.", None),
        ("A judge blocked a California law and left.", None),
        ("The order halts enforcement of the law for two weeks.", None),
        ("The judge blocked a rule that allowed expulsion of ...", None),
        ("The court upheld a rule on how towns dispose of kite remains, ruling late.",
         "a rule on how towns dispose of kite remains"),
        ("The court upheld a law on holding kites to the same standards as planes.",
         "a law on holding kites to the same standards as planes"),
        ("Court blocks ‘vague’ Ohio kite rule", "‘vague’ Ohio kite rule"),
        ("Court blocks ‘Kite Rule on Tethers’", "Kite Rule on Tethers"),
        ("The court struck down a 19th century law and left.", None),
        ("The court struck down a Trump-era policy.", None),
        ("An injunction against the state blocking this law was issued.", None),
        ("The judge put new restrictions on kites.", None),
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
)  # fmt: skip
def test_challenged_action(sentence, action):
    assert challenged_action(sentence) == action


def test_the_title_is_read_where_the_sentence_tells_none():
    assert challenged_action("It was blocked.", "Judge Blocks Ohio Kite Ban") == "Ohio Kite Ban"
    assert challenged_action("He blocked the kite tax.", "Judge Blocks Ohio Kite Ban") == "the kite tax"


@given(
    st.lists(st.sampled_from("blocked a the kite ban on that rule, from (law) hold. “act” put".split())).map(" ".join)
)
def test_the_words_are_verbatim(sentence):
    action = challenged_action(sentence)
    assert action is None or (action in sentence and action == action.strip())


@pytest.mark.parametrize(
    "piece",
    [
        "block ",
        "blocked a challenge to ",
        "allow a b c to ",
        "put on hold again ",
        "bans on ",
        "put ",
        "ruled that ",
        "ban ",
    ],
)
def test_time_grows_in_step_with_length(piece):
    def seconds(times):
        start = perf_counter()
        challenged_action(piece * times)
        return perf_counter() - start

    def least(times):
        return min(seconds(times) for _ in range(3))  # another process may have had the core meanwhile

    seconds(10)
    assert least(16_000) < 30 * least(2_000) + 0.05
