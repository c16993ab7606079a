import pytest

from models.copies import CopyFinder

WORDS = [f"word{number}" for number in range(300)]
WIRE = " ".join(WORDS)
OTHER = " ".join(f"other{number}" for number in range(300))


def find(*articles):
    finder = CopyFinder()
    for title, text in articles:
        finder.add(title, text)
    return finder.copies()


@pytest.mark.parametrize(
    "copy",
    [
        WIRE,
        WIRE.upper() + "!",
        "PORTLAND, Ore. (Wire) — " + WIRE,
        " ".join(WORDS[:250]),
        " ".join([*WORDS[:150], "edited", *WORDS[152:]]),
        " ".join(WORDS[:90]),
    ],
    ids=["verbatim", "case", "dateline", "tail cut", "edited", "teaser"],
)
def test_a_copy_is_known_by_its_text(copy):
    assert find(("One headline", WIRE), ("Ferry", OTHER), ("Another headline", copy)) == {2: 0}


def test_copies_of_copies_carry_the_first():
    assert find(*[("t", WIRE)] * 4) == {1: 0, 2: 0, 3: 0}


def test_a_shorter_first_one_is_still_the_first():
    assert find(("t", " ".join(WORDS[:90])), ("t", WIRE)) == {1: 0}


def test_one_form_filled_twice_is_no_copy():
    form = [f"form{number}" for number in range(200)]
    first, second = (" ".join(form[:60] + [f"{name}{n}" for n in range(60)] + form[60:]) for name in ("a", "b"))
    assert find(("A", first), ("B", second)) == {}


@pytest.mark.parametrize(
    ("titles", "copies"),
    [(("Fee blocked", "Fee Blocked"), {1: 0}), (("Fee blocked", "Rule upheld"), {}), (("", ""), {})],
)
def test_a_line_of_text_needs_its_title_too(titles, copies):
    assert find(*[(title, "The court granted the motion.") for title in titles]) == copies


def test_without_text_the_title_is_the_text():
    title = "Judge in Boise blocks the ferry fee that islanders had called a tax on going home to see their parents"
    assert find((title, ""), (title, " \n"), ("Other", "")) == {1: 0}


def test_nothing():
    assert find() == {} and find(("", "")) == {}
