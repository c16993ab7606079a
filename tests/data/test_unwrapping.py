import pytest

from data.unwrapping import unwrap

LONG = "A line as wide as the page, which the next one continues because it is full"


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ([LONG, "to its end."], f"{LONG} to its end."),
        (["A heading", LONG, "goes on."], f"A heading\n\n{LONG} goes on."),
        ([LONG, "Ends here.", "Begins here"], f"{LONG} Ends here.\n\nBegins here"),
        ([LONG, "", "After a gap"], f"{LONG}\n\nAfter a gap"),
        ([LONG + " injunc-", "tion that"], f"{LONG} injunction that"),
        ([LONG + " 2:20-cv-", "09893 and"], f"{LONG} 2:20-cv-09893 and"),
        ([LONG + ".", "(a) An item"], f"{LONG}.\n\n(a) An item"),
        ([LONG, "short and", "goes on in lower case"], f"{LONG} short and goes on in lower case"),
        ([], ""),
    ],
)
def test_unwrap(lines: list[str], text: str) -> None:
    assert unwrap([lines]) == text


def test_running_heads_and_page_numbers_are_left_out() -> None:
    pages = [
        [f"Case 1:25-cv-00042 Document 9 Page {n} of 4", LONG, f"on page {word} of", f"- {n} -"]
        for n, word in enumerate(["one", "two", "three", "four"], start=1)
    ]
    text = unwrap(pages)
    assert "Document" not in text and "- 2 -" not in text
    assert all(f"on page {word} of" in text for word in ("one", "two", "three", "four"))


def test_two_pages_have_no_running_head() -> None:
    assert unwrap([["Order", "One."], ["Order", "Two."]]).count("Order") == 2


def test_line_numbers_of_pleading_paper_are_left_out() -> None:
    numbers = [str(n) for n in range(1, 29)]
    assert unwrap([[*numbers, LONG, "goes on."]]) == f"{LONG} goes on."
    assert "2025" in unwrap([[LONG, "2025", "and on"]])
