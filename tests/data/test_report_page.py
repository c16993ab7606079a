"""The page in a real browser; skipped where there is none."""

import shutil

import pytest

from data.report import open_report
from tests.data.reported import NOTHING, pair

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--no-first-run"),
)
ARTICLES = [
    pair(
        "plain",
        "Court stays ferry rule",
        "\U0001f6a2\U0001f6a2 A wave \U0001f30a. The judge stayed the ferry rule. More follows.",
        "The judge stayed the ferry rule.",
        date="2026-02-01",
    ),
    pair(
        "script",
        "<script>alert(1)</script>",
        "</script><img src=x onerror=alert(2)>",
        date="2026-03-01",
        outcome="denied",
    ),
    pair("tag", "<script>", "A <b>bold</b> claim.", needs_review=True, url="javascript:alert(3)", outcome="mixed"),
    pair("idle", "Hearing set in ferry case", "Nothing was decided.", **NOTHING),
    pair(
        "long",
        "Order in the headline",
        "Background. " * 400,
        "Order in the headline",
        url="https://example.org/a",
        date="2026-01-01",
    ),
]


@pytest.fixture(scope="module")
def browser():
    sync_api = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed: pip install '.[browser]'"
    )
    if not CHROMIUM:
        pytest.skip("no chromium on this machine")
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield opened
        opened.close()


@pytest.fixture
def page(browser, tmp_path):
    file = tmp_path / "report.html"
    with open_report(file) as report:
        for article, row in ARTICLES:
            report.write(article, row)
    opened = browser.new_page()
    wrong, asked = [], []
    opened.on("console", lambda message: wrong.append(message.text))
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("dialog", lambda dialog: wrong.append(dialog.message))
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(file.as_uri())
    yield opened
    opened.close()
    assert wrong == []
    assert asked == [file.as_uri()]


def titles(page):
    return page.locator("#rows .title").all_text_contents()


def test_shows_every_article_in_order(page):
    assert titles(page) == [article.title for article, _ in ARTICLES]
    assert page.locator("#about").text_content().endswith("5 articles, 4 rulings · test-1")


def test_counts_are_filters(page):
    page.get_by_role("button", name="Denied 1").click()
    assert titles(page) == ["<script>alert(1)</script>"]
    assert page.locator("#shown").text_content() == "1 of 5 shown"
    page.get_by_role("button", name="Mixed 1").click()
    assert len(titles(page)) == 2
    page.get_by_role("button", name="Needs review 1").click()
    assert titles(page) == ["<script>"]
    page.get_by_role("button", name="Clear filters").click()
    assert len(titles(page)) == 5


def test_search_reads_titles_and_texts(page):
    page.keyboard.press("/")
    page.keyboard.type("FERRY rule")
    page.locator("#shown", has_text="1 of 5").wait_for()
    assert titles(page) == ["Court stays ferry rule"]
    page.locator("#query").fill("no such words")
    page.locator("#empty").wait_for()
    assert titles(page) == []


def test_a_row_opens_and_closes_by_keyboard(page):
    first = page.locator("#rows .title").first
    first.focus()
    page.keyboard.press("Enter")
    assert first.get_attribute("aria-expanded") == "true"
    assert page.locator("tr.detail").is_visible()
    page.keyboard.press("Escape")
    assert first.get_attribute("aria-expanded") == "false"
    assert not page.locator("tr.detail").is_visible()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == "<script>alert(1)</script>"


def test_the_highlight_is_the_evidence_behind_wide_characters(page):
    page.locator("#rows .title").first.click()
    assert page.locator("mark").text_content() == "The judge stayed the ferry rule."
    assert page.locator(".passage").text_content() == ARTICLES[0][0].text


def test_markup_in_articles_stays_text(page):
    page.locator("#rows .title").nth(1).click()
    page.locator("#rows .title").nth(2).click()
    passages = page.locator(".passage").all_text_contents()
    assert passages == ["</script><img src=x onerror=alert(2)>", "A <b>bold</b> claim."]
    assert page.locator("#rows img, #rows b, #rows script").count() == 0
    assert page.locator("#rows a").count() == 0


def test_title_as_evidence_whole_text_and_link(page):
    page.locator("#rows .title").nth(4).click()
    assert page.locator("mark").text_content() == "Order in the headline"
    shown = page.locator("p.passage").inner_text()
    page.get_by_role("button", name="Whole text").click()
    assert len(page.locator("p.passage").inner_text()) > 3 * len(shown)
    assert page.locator("#rows a").get_attribute("href") == "https://example.org/a"


def test_columns_sort(page):
    page.get_by_role("button", name="Date").click()
    assert titles(page)[:3] == ["<script>alert(1)</script>", "Court stays ferry rule", "Order in the headline"]
    page.get_by_role("button", name="Date").click()
    assert titles(page)[:3] == ["Order in the headline", "Court stays ferry rule", "<script>alert(1)</script>"]
    assert page.locator("th[aria-sort=ascending]").text_content() == "Date"


@pytest.mark.parametrize("width", [360, 800, 1400])
def test_fits_the_width(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.locator("#rows .title").nth(4).click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_several_thousand_rows(browser, tmp_path):
    with open_report(tmp_path / "many.html") as report:
        for number in range(4_000):
            report.write(*pair(str(number), f"Order {number}", "It stands. " * 200, "It stands."))
    page = browser.new_page()
    page.goto((tmp_path / "many.html").as_uri())
    assert len(titles(page)) == 200
    page.get_by_role("button", name="Show more (3,800 left)").click()
    assert len(titles(page)) == 400
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert len(titles(page)) == 4_000
    page.locator("#query").fill("order 3999")
    page.locator("#shown", has_text="1 of 4,000").wait_for()
    assert titles(page) == ["Order 3999"]
    page.close()
