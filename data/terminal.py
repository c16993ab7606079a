"""Predictions as a table on the terminal."""

import sys
from collections.abc import Iterable
from typing import Any

from data.articles import Article


def show(pairs: Iterable[tuple[Article, dict[str, Any]]]) -> int:
    """Print predictions for a person to read.

    Parameters
    ----------
    pairs : iterable of (Article, dict)
        Articles, or rulings with the ids of theirs in `articles`.

    Returns
    -------
    int
        How many there were.
    """
    from rich.console import Console
    from rich.markup import escape

    console = Console(width=None if sys.stdout.isatty() else 120, highlight=False)
    colours = {"granted": "green", "denied": "red", "mixed": "yellow", "none": "dim"}
    count = reviews = 0
    unit = "articles"
    for _, row in pairs:
        count += 1
        unit = "rulings" if "articles" in row else unit
        reviews += row["needs_review"]
        head = f"[{colours[row['outcome']]}]{row['outcome']:<8}[/] {row['outcome_probability']:.2f}  "
        console.print(
            head
            + f"[bold]{escape(row['title'] or row['id'])}[/]"
            + (" [magenta]review[/]" if row["needs_review"] else "")
            + (f" [cyan]{row['tracker_status']}[/]" if row.get("tracker_status") else "")
            + (escape(f" ({len(row['articles'])} articles)") if "articles" in row else "")
        )
        if row["outcome"] != "none":
            claims = ", ".join(f"{c} {row['claims_probabilities'][c]:.2f}" for c in row["claims"]) or "none named"
            reach = f"{row['scope']} {row['scope_probability']:.2f}"
            console.print(f"    {row['relief']} {row['relief_probability']:.2f} | {claims} | {reach} | {row['effect']}")
            facts = [
                row[name] for name in ("case_name", "docket_number", "court", "judge", "decision_date") if row[name]
            ]
            if facts:
                console.print("    " + escape(" · ".join(facts)))
            console.print(f"    [italic]“{escape(row['evidence'] or '')}”[/]")
    console.print(f"{count} {unit}, {reviews} for a person to read")
    return count
