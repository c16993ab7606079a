import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.articles import Article, InputError
from data.html_articles import read_html, text_of

BODY = (
    "<p>A federal judge in Boise on Tuesday refused to block the county\u2019s new kennel ordinance, finding that"
    " breeders had shown no harm.</p><p>The breeders asked for a preliminary injunction in January, arguing that the"
    " fee had no basis in state law.</p><p>\u201cThey can renew,\u201d the judge wrote.</p>"
)
PAGE = f"""<!DOCTYPE html>
<!-- saved from url=(0027)https://example.org/kennels -->
<html><head><title>Kennel rule stays | The Example</title>{{head}}
<script>var related = "Court grants injunction";</script><style>p {{{{ color: red }}}}</style></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/s">Sports</a></li></ul></nav>
<main><article><h1>Kennel rule stays</h1>{BODY}</article></main>
<aside><h2>Related stories</h2><ul><li><a href="/x">Court grants injunction against zoo</a></li></ul></aside>
<footer>Subscribe to our newsletter</footer></body></html>"""
META = """<meta property="og:title" content="Kennel rule stays"><meta property="og:site_name" content="The Example">
<meta property="article:published_time" content="2025-03-04T10:00:00Z">
<link rel="canonical" href="https://example.org/2025/kennels">"""


def read(page: str | bytes, encoding: str = "utf-8") -> Article:
    return read_html(io.BytesIO(page.encode(encoding) if isinstance(page, str) else page), "a.html")


def test_the_article_without_what_surrounds_it() -> None:
    article = read(PAGE.format(head=META))
    assert (article.id, article.title, article.source) == ("a.html", "Kennel rule stays", "The Example")
    assert (article.url, article.date) == ("https://example.org/2025/kennels", "2025-03-04")
    assert article.text.startswith("A federal judge in Boise") and article.text.endswith("the judge wrote.")
    assert article.text.count("\n\n") == 2
    for noise in ("Home", "Sports", "var related", "zoo", "newsletter", "color"):
        assert noise not in article.text


def test_a_browser_notes_where_it_saved_a_page_from() -> None:
    article = read(PAGE.format(head=""))
    assert article.url == "https://example.org/kennels" and article.date is None


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("cp1252", "iso-8859-1"), ("utf-8", "iso-8859-1"), ("utf-16", "utf-8"), ("cp1252", "no-such"), ("cp1252", "zip")],
)
def test_encodings_declared_rightly_or_wrongly(encoding: str, declared: str) -> None:
    article = read(PAGE.format(head=f'<meta charset="{declared}">'), encoding)
    assert "the county\u2019s" in article.text and "\u201cThey can renew,\u201d" in article.text


def test_mojibake_is_mended() -> None:
    article = read(PAGE.format(head=META).encode().decode("cp1252", errors="replace"))
    assert "county\u2019s" in article.text


@pytest.mark.parametrize(
    ("page", "title", "text"),
    [
        ("<html><head><title>Ban &amp; fee upheld</title></head><body></body></html>", "Ban & fee upheld", ""),
        ("<p>Judge blocks fee.", "", "Judge blocks fee."),
    ],
)
def test_a_title_or_any_text_is_enough(page: str, title: str, text: str) -> None:
    article = read(page)
    assert (article.title, article.text) == (title, text)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "it is empty"),
        (b" \n", "it is empty"),
        (b"%PDF-1.7\n", "it is a PDF, not text"),
        (b"Only words, no tags.", "it has no markup"),
        (b"<html><body><script>x</script></body></html>", "no article was found"),
        (b"<html>\0\0\0</html>", "binary data"),
    ],
)
def test_what_is_no_article(raw: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        read(raw)


def test_a_page_nested_too_deep_ends_in_words() -> None:
    try:
        assert "deep" in read("<div>" * 50_000 + "deep" + "</div>" * 50_000).text
    except InputError as error:
        assert error.remedy


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Plain.", "Plain."),
        ("a &lt; b", "a < b"),
        ("<p>One <b>two</b>&nbsp;three.</p><p>Four.</p>", "One two three.\n\nFour."),
        ("One<br/>two<ul><li>x</li><li>y</li></ul>z", "One\n\ntwo\n\nx\n\ny\n\nz"),
        ("<p>a\nb</p><script>bad()</script><style>p</style><!-- c -->tail", "a b\n\ntail"),
        ("<p>unclosed <b>tags", "unclosed tags"),
        ("<html><head><title>x</title></head><body><p>y</p></body></html>", "y"),
        ("&#0;<", "\ufffd<"),
        ("<>", "<>"),
        ("", ""),
    ],
)
def test_text_of(markup: str, text: str) -> None:
    assert text_of(markup) == text


PIECES = [*"<>&/;!-pbrax \n\0", "\ud800", "<p>", "</p>", "<!--", "<![CDATA["]


@settings(deadline=None)  # the first example imports the library
@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_text_of_takes_anything(markup: str) -> None:
    text = text_of(markup)
    assert text == text.strip()
