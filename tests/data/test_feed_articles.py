import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.articles import Article, InputError, Problem
from data.feed_articles import _items, read_feed
from tests.data.making import rss

ITEM = (
    "<title>Judge &amp;amp; jury</title><link>https://example.org/1</link><guid isPermaLink='false'>g1</guid>"
    "<pubDate>Tue, 04 Mar 2025 10:00:00 GMT</pubDate><description>Short.</description>"
    "<content:encoded><![CDATA[<p>The fee&nbsp;stays.</p><p>Two.</p><script>x</script>]]></content:encoded>"
)
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>The Example</title><entry>
<title type="html">Fee &amp;amp; fine</title><link rel="self" href="https://example.org/self"/>
<link href="https://example.org/2"/><id>urn:2</id><updated>2025-03-05T00:00:00Z</updated>
<published>2025-03-04T00:00:00Z</published><summary>Short.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One <b>two</b>.</p><p>Three.</p></div></content>
</entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Example</title></channel>
<item><title>Old</title><link>https://example.org/3</link><dc:date>2025-03-04</dc:date></item></rdf:RDF>"""


def read(raw: bytes) -> list[Article | Problem]:
    return list(read_feed(io.BytesIO(raw), "f.xml"))


@pytest.mark.parametrize(
    ("raw", "article"),
    [
        (
            rss([ITEM]),
            Article(
                "g1", "Judge & jury", "The fee stays.\n\nTwo.", "The Example", "https://example.org/1", "2025-03-04"
            ),
        ),
        (
            ATOM.encode(),
            Article("urn:2", "Fee & fine", "One two.\n\nThree.", "The Example", "https://example.org/2", "2025-03-04"),
        ),
        (RDF.encode(), Article("f.xml#1", "Old", "", "The Example", "https://example.org/3", "2025-03-04")),
        (
            rss(["<title>A</title><guid>https://example.org/4</guid><source url='u'>Another</source>"]),
            Article("https://example.org/4", "A", "", "Another", "https://example.org/4"),
        ),
        (
            rss(["<title>Caf\u00e9</title>"]).decode().replace("utf-8", "windows-1252", 1).encode("cp1252"),
            Article("f.xml#1", "Caf\u00e9", "", "The Example"),
        ),
        (
            rss(["<title>The judge\u00e2\u20ac\u2122s</title>"]),
            Article("f.xml#1", "The judge\u2019s", "", "The Example"),
        ),
    ],
)
def test_an_item_is_an_article(raw: bytes, article: Article) -> None:
    assert read(raw) == [article]


def test_an_empty_item_costs_only_itself() -> None:
    first, second, third = read(rss(["<title>A</title>", "<link>x</link>", "<title>B</title>"]))
    assert isinstance(first, Article) and isinstance(third, Article) and third.id == "f.xml#3"
    assert isinstance(second, Problem) and second.input == "f.xml, item 2"


def test_what_came_before_a_break_is_kept_and_the_break_told() -> None:
    whole = rss([f"<title>T{n}</title><description>{'x' * 500}</description>" for n in range(9)])
    *articles, problem = read(whole[: len(whole) // 2])
    assert [a.title for a in articles if isinstance(a, Article)] == [f"T{n}" for n in range(len(articles))]
    assert articles and isinstance(problem, Problem) and "breaks off" in problem.reason


def test_bare_ampersands_and_html_entities_cost_no_item() -> None:
    found = read(rss(["<title>Fee & fine&nbsp;x</title>", "<title>B</title>"]))
    assert [item.title for item in found if isinstance(item, Article)][-1] == "B"
    assert isinstance(found[-1], Problem)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "it is empty"),
        (b"Only words.", "it is no XML"),
        (b"<opml><body/></opml>", "begins with <opml>"),
        (rss([]), "a feed without items"),
        (
            b'<!DOCTYPE rss [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>' + rss(["<title>&b;</title>"]).partition(b"?>")[2],
            "declares entities",
        ),
        (
            b'<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/hostname">]><rss><item><title>&a;</title></item></rss>',
            "declares entities",
        ),
    ],
)
def test_what_is_no_feed(raw: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        read(raw)
    assert caught.value.remedy


def test_a_long_feed_is_not_held_in_memory() -> None:
    stream = io.BytesIO(rss([f"<title>T{n}</title><description>{'word ' * 400}</description>" for n in range(300)]))
    items = _items(stream)
    for number, found in enumerate(items):
        assert not isinstance(found, str)
        assert len(found[1].getparent()) < 4
        if number == 0:
            assert stream.tell() < len(stream.getvalue()) / 4


@settings(deadline=None)  # the first example imports the library
@given(st.integers(0, 900), st.binary(max_size=4))
def test_damage_ends_in_words(place: int, junk: bytes) -> None:
    whole = rss([ITEM, ITEM])
    try:
        found = read(whole[:place] + junk + whole[place + len(junk) :])
    except InputError as error:
        assert error.reason and error.remedy
    else:
        assert found
