"""Label Studio's tasks: what needs a person goes out with its predictions, what a person said comes back.

Formats: https://labelstud.io/guide/predictions (tasks with predictions), https://labelstud.io/guide/task_format
(the JSON export). Spans are read in code points and in UTF-16 code units, which its versions count by turns.
"""

from collections.abc import Mapping
from typing import Any, Final

from data.articles import Article
from data.cells import NONE_NAMED
from data.labels import TASKS, allowed_scopes
from data.text import normalise

EVIDENCE: Final = "Evidence"
SPANS: Final = {"evidence": "text", "title_evidence": "title"}
"""Control tag of the evidence by the text that it marks."""


class SpanError(ValueError):
    """A marked span is not in the text that it names."""


def task_of(article: Article, row: Mapping[str, Any], number: int) -> dict[str, Any]:
    """A task with the model's predictions.

    Parameters
    ----------
    article : Article
    row : mapping
        Its prediction.
    number : int
        Makes the ids of the results, which differ throughout a file.
    """
    outcome, relief = str(row["outcome"]), str(row["relief"])
    picked: dict[str, list[str]] = {"outcome": [outcome], "relief": [relief]}
    if outcome != "none":
        picked["claims"] = list(row["claims"]) or [NONE_NAMED]
        if allowed_scopes(outcome, relief) != ("unstated",):
            picked["scope"] = [str(row["scope"])]
    results = [_result(number, task, "text", "choices", {"choices": labels}) for task, labels in picked.items()]
    if row.get("evidence"):
        inside = row["evidence_start"] >= 0
        start, end = (row["evidence_start"], row["evidence_end"]) if inside else (0, len(row["evidence"]))
        control = "evidence" if inside else "title_evidence"
        value = {"start": start, "end": end, "text": row["evidence"], "labels": [EVIDENCE]}
        results.append(_result(number, control, SPANS[control], "labels", value))
    data = {
        "id": article.id,
        "title": article.title,
        "text": article.text,
        **{name: value for name in ("source", "url", "date") if (value := getattr(article, name))},
        "review_reason": row.get("review_reason") or "",
    }
    prediction = {
        "model_version": row.get("model_version"),
        "score": row.get("outcome_probability"),
        "result": results,
    }
    return {"data": data, "predictions": [prediction]}


def is_task(value: Any) -> bool:
    """Whether a JSON value looks like a Label Studio task."""
    return isinstance(value, Mapping) and isinstance(value.get("data"), Mapping)


def annotation_of(task: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The annotation that counts: the latest that was not cancelled; None without one."""
    listed = task.get("annotations")
    usable = [
        each
        for each in (listed if isinstance(listed, list) else [])
        if isinstance(each, Mapping) and not each.get("was_cancelled") and isinstance(each.get("result"), list)
    ]
    # Of equal times the later in the list; times are ISO, and compare as text.
    return (
        max(
            enumerate(usable),
            key=lambda pair: (str(pair[1].get("updated_at") or pair[1].get("created_at") or ""), pair[0]),
        )[1]
        if usable
        else None
    )


def labels_of(task: Mapping[str, Any], annotation: Mapping[str, Any]) -> dict[str, Any]:
    """What an annotation says of its task's article, in the fields of a labelled ruling.

    Parameters
    ----------
    task, annotation : mapping

    Returns
    -------
    dict
        `outcome`, `relief`, `claims`, `scope` and `evidence`; what was not chosen is absent.

    Raises
    ------
    SpanError
        If the evidence marked is not where it says.
    """
    found: dict[str, Any] = {}
    for result in annotation["result"]:
        if not isinstance(result, Mapping) or not isinstance(value := result.get("value"), Mapping):
            continue
        name = result.get("from_name")
        if not isinstance(name, str):
            continue
        if name in TASKS and isinstance(choices := value.get("choices"), list) and choices:
            if name == "claims":
                found[name] = [choice for choice in choices if choice != NONE_NAMED]
            else:
                found[name] = choices[0]
        elif name in SPANS:
            # Of a mark in the title and one in the text, the later is a person's.
            found["evidence"] = spanned(str(task["data"].get(SPANS[name]) or ""), value)
    return found


def spanned(text: str, value: Mapping[str, Any]) -> str:
    """Words of a text that a region marks, white space around them left out.

    Raises
    ------
    SpanError
        If they cannot be found.
    """
    start, end, told = value.get("start"), value.get("end"), value.get("text")
    readings: list[str] = []
    if isinstance(start, int) and isinstance(end, int) and 0 <= start < end:
        wide = text.encode("utf-16-le", "surrogatepass")
        readings = [text[start:end], wide[2 * start : 2 * end].decode("utf-16-le", "replace")]
    if not isinstance(told, str) or not told.strip():
        told = readings[0] if readings else ""
    # It shows and exports white space in ways of its own.
    wanted = normalise(told.replace("\\n", "\n"))
    for reading in readings:
        if wanted and normalise(reading) == wanted and reading.strip() in text:
            return reading.strip()
    if told.strip() and told.strip() in text:
        return told.strip()
    raise SpanError(f"the evidence marked at {start!r} to {end!r} is not in the text")


def _result(number: int, name: str, of: str, kind: str, value: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": f"{number}-{name}", "from_name": name, "to_name": of, "type": kind, "value": dict(value)}
