import base64
import hashlib
import json
import re
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import Article
from data.report import open_report, report_record
from tests.data.reported import NOTHING, pair, prediction

TEXT = st.text()


def page_of(path, *pairs):
    with open_report(path) as report:
        for article, row in pairs:
            report.write(article, row)
    return path.read_text("utf-8")


def inside(pattern, page):
    found = re.search(pattern, page, re.DOTALL)
    assert found
    return found[1]


def articles_of(page):
    return json.loads(inside(r'<script type="application/json" id="articles">(.*?)</script>', page))


@given(TEXT, TEXT, st.sampled_from(["</script>", "<!--<script>", "\u2028", "\ud800", "\x00"]))
def test_any_text_stays_data(tmp_path_factory, title, text, wicked):
    article = Article("a" + wicked, wicked + title, text + wicked)
    page = page_of(tmp_path_factory.mktemp("r") / "r.html", (article, prediction(article)))
    found = articles_of(page)[0]
    assert found["title"] == article.title.replace("\ud800", "\ufffd")
    assert "".join(found["passage"]) == article.text.replace("\ud800", "\ufffd")
    assert page.count("</script>") == 2


def test_policy_allows_its_own_style_and_script_alone(tmp_path):
    page = page_of(tmp_path / "r.html", pair("a", "t", "x"))
    policy = inside(r'Content-Security-Policy" content="([^"]*)"', page)
    assert "default-src 'none'" in policy and "unsafe" not in policy
    for kind, element in (("style", r"<style>(.*?)</style>"), ("script", r"<script>(.*?)</script>")):
        digest = base64.b64encode(hashlib.sha256(inside(element, page).encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert not re.search(r"(?:src|href)\s*=\s*[\"']?(?:https?:)?//", page)


def test_no_articles_is_a_page_too(tmp_path):
    assert articles_of(page_of(tmp_path / "r.html")) == []


@pytest.mark.parametrize(
    ("labels", "scope", "claims"),
    [
        ({}, "limited", ["apa"]),
        ({"claims": []}, "limited", ["none named"]),
        ({"outcome": "denied", "scope": "unstated"}, None, ["apa"]),
        ({"scope": "unstated"}, "unstated", ["apa"]),
        (NOTHING, None, []),
    ],
)
def test_cells_say_what_tables_say(labels, scope, claims):
    record = report_record(*pair("a", "t", "x", **labels), 100)
    assert (record["scope"], record["claims"]) == (scope, claims)


def test_evidence_in_the_title():
    record = report_record(*pair("a", "Judge stays rule", "It is so.", "Judge stays rule"), 100)
    assert record["evidence_in_title"] and record["passage"] == ["", "", "", "It is so.", ""]


def test_memory_stays_flat(tmp_path):
    article, row = pair("a", "t", "The order stands. " * 2_000)
    tracemalloc.start()
    with open_report(tmp_path / "r.html") as report:
        for _ in range(400):
            report.write(article, row)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (tmp_path / "r.html").stat().st_size > 2_000_000 > peak
