"""Invented articles and predictions that the report and the review queue are tested with."""

from typing import Any

from data import CLAIMS, Article, effect_of


def prediction(article: Article, evidence: str = "", **labels: Any) -> dict[str, Any]:
    """A prediction as the classifier gives it, evidence found in the text or in the title."""
    found: dict[str, Any] = {
        "outcome": "granted",
        "relief": "stay",
        "claims": ["apa"],
        "scope": "limited",
        "needs_review": False,
    } | labels
    start = article.text.find(evidence) if evidence else None
    return {
        "id": article.id,
        "title": article.title,
        "outcome_probability": 0.91,
        "relief_probability": 0.8,
        "claims_probabilities": dict.fromkeys(CLAIMS, 0.2) | dict.fromkeys(found["claims"], 0.9),
        "scope_probability": 0.7,
        "effect": effect_of(found["outcome"], found["relief"]),
        "evidence": evidence or None,
        "evidence_start": start,
        "evidence_end": start if start in (None, -1) else start + len(evidence),
        "citations": [],
        "doubtful_tasks": [],
        "review_reason": "outcome: granted at 0.91" if found["needs_review"] else None,
        "model_version": "test-1",
        **found,
    }


def pair(id: str, title: str, text: str, evidence: str = "", **labels: Any) -> tuple[Article, dict[str, Any]]:
    """An article and its prediction; `date`, `url` and `source` belong to the article."""
    own = {name: labels.pop(name) for name in ("date", "url", "source") if name in labels}
    article = Article(id, title, text, **own)
    return article, prediction(article, evidence, **labels)


NOTHING: dict[str, Any] = {"outcome": "none", "relief": "none", "claims": [], "scope": "unstated"}
"""Labels of an article that reports no ruling."""
