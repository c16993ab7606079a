"""The label vocabulary: the codebook in code, and its only home."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

OUTCOMES: Final = ("granted", "denied", "mixed", "none")
RELIEFS: Final = ("stay", "tro", "preliminary_injunction", "final", "stay_pending_appeal", "none")
CLAIMS: Final = ("apa", "first_amendment", "statutory", "constitutional_other")
SCOPES: Final = ("nationwide", "limited", "unstated")

TASKS: Final[Mapping[str, tuple[str, ...]]] = {
    "outcome": OUTCOMES,
    "relief": RELIEFS,
    "claims": CLAIMS,
    "scope": SCOPES,
}
"""Task name to its labels. `claims` takes any of them, the others exactly one."""


def allowed_scopes(outcome: str, relief: str) -> tuple[str, ...]:
    """Scopes that may stand beside an outcome and a relief.

    Relief that was refused stands nowhere, so its scope is `unstated`; the refusal of a stay
    pending appeal leaves the lower order in force, and granting it leaves nothing in force.
    """
    if outcome == "none":
        return ("unstated",)
    if relief == "stay_pending_appeal":
        return ("unstated",) if outcome == "granted" else SCOPES
    return ("unstated",) if outcome == "denied" else SCOPES


def effect_of(outcome: str, relief: str) -> str | None:
    """What the focal ruling leaves in force for the challenger of the underlying action.

    Returns
    -------
    {'relief_in_force', 'no_relief', 'partly', None}
        None where there is no ruling. A stay pending appeal turns the sign: granted, it
        takes the lower court's relief away.
    """
    if outcome == "none":
        return None
    if outcome == "mixed":
        return "partly"
    in_force = (outcome == "granted") != (relief == "stay_pending_appeal")
    return "relief_in_force" if in_force else "no_relief"


def label_problems(record: Mapping[str, Any]) -> list[str]:
    """Everything in a record's labels that the codebook forbids, in words.

    Labels that are None or absent count as unknown and are not checked.

    Parameters
    ----------
    record : mapping
        May hold `outcome`, `relief`, `claims`, `scope` and `evidence`.

    Returns
    -------
    list of str
        Empty when the labels are legal.
    """
    outcome, relief, scope = (record.get(task) for task in ("outcome", "relief", "scope"))
    claims, evidence = record.get("claims"), record.get("evidence")
    problems = []
    for task in ("outcome", "relief", "scope"):
        value = record.get(task)
        if value is not None and value not in TASKS[task]:
            problems.append(f"{task} is {value!r}, not one of {_listed(TASKS[task])}")
    if claims is not None:
        if isinstance(claims, str) or not isinstance(claims, Iterable):
            problems.append(f"claims is {claims!r}, not a list of {_listed(CLAIMS)}")
        else:
            problems += [f"claim {c!r} is not one of {_listed(CLAIMS)}" for c in claims if c not in CLAIMS]
    if problems:
        return problems
    if outcome == "none":
        if relief not in (None, "none"):
            problems.append(f"outcome 'none' has relief 'none', not {relief!r}")
        if claims:
            problems.append(f"outcome 'none' has no claims, not {_listed(claims)}")
        if scope not in (None, "unstated"):
            problems.append(f"outcome 'none' has scope 'unstated', not {scope!r}")
        if evidence:
            problems.append("outcome 'none' has no evidence")
    elif outcome is not None:
        if relief == "none":
            problems.append(f"relief 'none' goes with outcome 'none' alone, not with {outcome!r}")
        elif relief is not None and scope is not None and scope not in allowed_scopes(outcome, relief):
            problems.append(f"outcome {outcome!r} with relief {relief!r} has scope 'unstated', not {scope!r}")
    return problems


def _listed(labels: Iterable[str]) -> str:
    return ", ".join(repr(label) for label in labels)
