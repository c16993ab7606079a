from data import read_articles
from models.bench import EXAMPLES, growth, main, measure, page


def test_costs_of_a_small_model(saved, tmp_path):
    articles = list(read_articles([str(EXAMPLES)], on_problem=print))
    cost = measure(saved, articles, repeats=1)
    assert cost.name == "linear"
    assert 0 < cost.whole < cost.inside
    assert cost.first > 0 and cost.size > 0.1
    assert 50 < cost.memory < 2000
    grown = growth(saved, articles, [3, 30])
    assert [run.articles for run in grown] == [3, 30] and all(run.cpu > 0 and run.memory > 50 for run in grown)
    text = page([cost], grown, articles)
    assert "| linear | 1.00 |" in text and "| 30 |" in text


def test_command_writes_the_page(saved, tmp_path):
    main(["--models", str(saved), "--count", "4", "--repeats", "1", "--out", str(tmp_path / "B.md")])
    assert (tmp_path / "B.md").read_text().startswith("# Benchmarks")
