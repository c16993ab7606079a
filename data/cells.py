"""Predictions as cells of a table that people open in a spreadsheet."""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from data.labels import CLAIMS, TASKS, allowed_scopes

NONE_NAMED: Final = "none named"
"""What a table says of a ruling that rests on no named ground."""

CLAIM_COLUMNS: Final = {claim: f"{claim}_probability" for claim in CLAIMS}

_FORMULA: Final = re.compile("[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_NUMBER: Final = re.compile(r"[+-]?\d+(?:\.\d+)?")


def neutralise(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would run as a formula.

    Plain numbers stay as they are.
    """
    return "'" + text if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def restored(cell: str) -> str:
    """Take the apostrophe away that `neutralise` put."""
    return cell[1:] if cell.startswith("'") and neutralise(cell[1:]) == cell else cell


def as_cell(value: Any) -> str | int | float:
    """Flatten a value to one cell: lists are joined by `; `, objects are JSON, None is empty."""
    if hasattr(value, "item") and not isinstance(value, str):
        value = value.item()
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    if isinstance(value, str):
        return neutralise(value)
    if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        return neutralise("; ".join(value))
    return neutralise(json.dumps(value, ensure_ascii=False, default=str))


def flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """Lay a prediction out for a table.

    `claims_probabilities` becomes four columns in its place; scope is empty where no relief
    stands that could have one; a ruling without claims says `none named`.

    Parameters
    ----------
    row : mapping
        A prediction.

    Returns
    -------
    dict
    """
    outcome, relief = row.get("outcome"), row.get("relief")
    table: dict[str, Any] = {}
    for name, value in row.items():
        if name == "claims_probabilities":
            table |= {column: (value or {}).get(claim) for claim, column in CLAIM_COLUMNS.items()}
        elif name == "scope" and outcome in TASKS["outcome"] and allowed_scopes(outcome, str(relief)) == ("unstated",):
            table[name] = None
        elif name == "claims" and outcome not in (None, "none") and value is not None and not len(value):
            table[name] = NONE_NAMED
        else:
            table[name] = value
    return table
