"""One row a ruling out of the rows of its articles."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from data import CLAIMS, Article, effect_of

_FACTS: Final = ("case_name", "docket_number", "court", "judge", "decision_date", "challenged_action")
_KEPT: Final = (
    *("id", "outcome", "outcome_probability", "relief", "scope", "scope_probability", "claims"),
    *("claims_probabilities", "duplicate_of", "needs_review", "review_reason", "doubtful_tasks", *_FACTS),
)
_TRACKER: Final = ("tracker_status", "tracker_id")

Pairs = Iterator[tuple[Article, dict[str, Any]]]


def by_ruling(read: Callable[[], Pairs]) -> Pairs:
    """Merge the rows of articles that share a ruling.

    Labels are those that most of its articles carry, copies of one article counting once; a tie goes to the more
    probable outcome. Evidence, probabilities and the rest are of the article that carries them and is surest of its
    outcome. A ruling needs review where its articles disagree on outcome, relief or a reach that both tell, and where
    every article that carries its labels needs review.

    Parameters
    ----------
    read : callable
        Gives the linked articles and rows from the first on, as often as it is called.

    Yields
    ------
    (Article, dict)
        In the order of the rulings' first articles, with their ids in `articles`. Articles without a ruling are left
        out.
    """
    rulings: dict[str, list[dict[str, Any]]] = {}
    for place, (article, row) in enumerate(read()):
        if row["ruling_id"]:
            kept = {name: row.get(name) for name in (*_KEPT, *_TRACKER)}
            rulings.setdefault(row["ruling_id"], []).append(kept | {"place": place, "date": article.extra.get("date")})
    merged = {ruling_id: {"id": ruling_id, **_merge(rows)} for ruling_id, rows in rulings.items()}
    wanted = {row.pop("place"): ruling_id for ruling_id, row in merged.items()}
    # The article with a ruling's evidence may stand behind those of later rulings, which then wait for it.
    whole: dict[str, tuple[Article, dict[str, Any]]] = {}
    order = iter(list(merged))
    awaited = next(order, None)
    for place, (article, row) in enumerate(read()):
        if place not in wanted:
            continue
        ruling_id = wanted[place]
        whole[ruling_id] = (
            Article(ruling_id, article.title, article.text, date=merged[ruling_id]["date"]),
            row | {name: value for name, value in merged[ruling_id].items() if name in row or name not in _TRACKER},
        )
        while awaited in whole:
            yield whole.pop(awaited)
            awaited = next(order, None)


def _merge(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    votes = [row for row in rows if not row["duplicate_of"]] or list(rows)
    outcome = _agreed(votes, "outcome")
    agreeing = [row for row in votes if row["outcome"] == outcome]
    relief = _agreed(agreeing, "relief")
    agreeing = [row for row in agreeing if row["relief"] == relief]
    best = max(agreeing, key=lambda row: row["outcome_probability"])
    reaches = [row for row in agreeing if row["scope"] != "unstated"] or agreeing
    scope = _agreed(reaches, "scope")
    reaching = [row for row in reaches if row["scope"] == scope]
    claims = [claim for claim in CLAIMS if sum(claim in row["claims"] for row in agreeing) * 2 >= len(agreeing)]
    disagreements = [
        *_disagreement("outcome", votes),
        *_disagreement("relief", [row for row in votes if row["outcome"] == outcome]),
        *_disagreement("scope", reaches),
    ]
    review = bool(disagreements) or all(row["needs_review"] for row in agreeing)
    reasons = disagreements + ([best["review_reason"]] if all(row["needs_review"] for row in agreeing) else [])
    status, row_id = min(((row["tracker_status"], row["tracker_id"]) for row in rows), key=lambda pair: pair[0] or "")
    facts = {name: _agreed(told, name) if (told := [row for row in rows if row[name]]) else None for name in _FACTS}
    return {
        "outcome": outcome,
        "effect": effect_of(outcome, relief),
        "relief": relief,
        "scope": scope,
        "scope_probability": max(row["scope_probability"] for row in reaching),
        "claims": claims,
        "claims_probabilities": {
            claim: sum(row["claims_probabilities"][claim] for row in agreeing) / len(agreeing) for claim in CLAIMS
        },
        **facts,
        "tracker_status": status,
        "tracker_id": row_id,
        "duplicate_of": None,
        "needs_review": review,
        "review_reason": "; ".join(filter(None, reasons)) or None,
        "doubtful_tasks": [
            task
            for task in ("relief", "scope", "claims")
            if all(task in row["doubtful_tasks"] for row in agreeing)
            or (task == "claims" and any(row["claims"] != claims for row in agreeing))
        ],
        "articles": [row["id"] for row in rows],
        "evidence_article": best["id"],
        "date": min((row["date"] for row in rows if row["date"]), default=None),
        "place": best["place"],
    }


def _agreed(rows: Sequence[dict[str, Any]], name: str) -> Any:
    counts = Counter(row[name] for row in rows)
    sums = {value: sum(row["outcome_probability"] for row in rows if row[name] == value) for value in counts}
    return max(counts, key=lambda value: (counts[value], sums[value]))


def _disagreement(task: str, rows: Sequence[dict[str, Any]]) -> list[str]:
    articles: dict[str, list[str]] = {}
    for row in rows:
        articles.setdefault(row[task], []).append(row["id"])
    if len(articles) < 2:
        return []
    sides = ", ".join(f"{label} ({', '.join(ids)})" for label, ids in articles.items())
    return [f"articles disagree on {task}: {sides}"]
