"""From probabilities to legal labels: calibration, thresholds and the review rule, all learnt out-of-fold."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from data import CLAIMS, OUTCOMES, RELIEFS, SCOPES, allowed_scopes
from models.linear import rows_by_task

if TYPE_CHECKING:
    from sklearn.linear_model import LogisticRegression

Floats = NDArray[np.float64]
_LABELS = {"outcome": OUTCOMES, "relief": RELIEFS[:-1], "scope": SCOPES}
_MISSED_RULINGS = 0.03
_SKIPPED_RULINGS = 0.005
_FAVOUR = np.array([1.0, 1.0, 2.0, 0.5])
"""Weight of each outcome's probability when the favourite is chosen: `mixed` is rare and would hardly ever be the
likeliest, and a ruling taken for none costs a reader more than the reverse."""
_CLAIM_WEIGHT = 0.3
"""Of an encoder's word on claims: it reads the sentences that tell the ruling, and grounds are often named elsewhere."""
_DOUBT, _MISSED_DOUBT = 0.4, 0.1
"""Chances that the promises about filed rulings and about rulings filed as none do not hold, as far as the calibration
documents tell; chosen on development rulings. With 0.1 for the first, one error among some fifty of the surest rulings,
of two hundred, sends every ruling to review."""


def fit_decoder(
    records: Sequence[Mapping[str, Any]],
    sources: Sequence[Mapping[str, Any]],
    first: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Learn calibrators, claim thresholds and the review curve from out-of-fold probabilities.

    Calibration is logistic regression on log-probabilities (Platt 1999, in its multinomial form); with
    several sources it weighs them too (stacking: Wolpert 1992).

    Parameters
    ----------
    records : sequence of mapping
        Labelled rulings. The review curve is of the published ones, where there are any: invented
        documents are plainer than the articles that it must hold for.
    sources : sequence of mapping
        What each model says of the same documents, which it was not trained on.
    first : mapping, optional
        Decoder of the first source alone, learnt from more documents: what it knows of claims is kept, since few
        documents hold each of them.

    Returns
    -------
    dict
        Of scikit-learn objects and plain numbers, as `decode` takes it.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import f1_score

    known = rows_by_task(records)
    decoder: dict[str, Any] = {}
    for task, labels in _LABELS.items():
        rows = known[task]
        wanted = np.array([labels.index(records[i][task]) for i in rows])
        decoder[task] = LogisticRegression(C=0.1, max_iter=500).fit(_logs(sources, task)[rows], wanted)
    rows = known["claims"]
    if first is not None:
        decoder |= {key: first[key] for claim in CLAIMS for key in (claim, f"{claim}_threshold")}
    for column, claim in enumerate(CLAIMS if first is None else ()):
        wanted = np.array([claim in records[i]["claims"] for i in rows])
        odds = _odds(sources[0]["claims"][:, [column]])[rows]
        decoder[claim] = LogisticRegression(C=1.0, max_iter=500).fit(odds, wanted)
        chance = decoder[claim].predict_proba(odds)[:, 1]
        grid = np.linspace(0.15, 0.6, 19)
        decoder[f"{claim}_threshold"] = float(
            max(grid, key=lambda cut: f1_score(wanted, chance >= cut, zero_division=0))
        )
    guesses = decode(decoder, sources, None)
    told = known["outcome"]
    published = [i for i in told if records[i].get("origin") == "published"] or told
    decoder["review"] = _review_curve([records[i] for i in published], [guesses[i] for i in published])
    return decoder


def decode(
    decoder: Mapping[str, Any], sources: Sequence[Mapping[str, Any]], target: float | None
) -> list[dict[str, Any]]:
    """Legal labels with calibrated probabilities, one dict a document.

    Parameters
    ----------
    decoder : mapping
        From `fit_decoder`.
    sources : sequence of mapping
        Uncalibrated probabilities by task of each model.
    target : float or None
        Accuracy on outcome that rulings filed without review must reach; None leaves the review out.
    """
    chances = {task: _calibrated(decoder[task], _logs(sources, task), len(labels)) for task, labels in _LABELS.items()}
    favour = {task: np.prod([source[task] for source in sources], axis=0) for task in ("relief", "scope")}
    # The linear estimators weigh classes evenly, so that alone their own favourites serve the rare ones.
    favour["outcome"] = chances["outcome"] * _FAVOUR if len(sources) > 1 else sources[0]["outcome"]
    claims = np.column_stack([_claim_chances(decoder[claim], sources, i) for i, claim in enumerate(CLAIMS)])
    cuts = thresholds(decoder, target) if target is not None else None
    return [
        _row(decoder, {t: c[i] for t, c in chances.items()}, {t: favour[t][i] for t in _LABELS}, claims[i], cuts)
        for i in range(len(claims))
    ]


def evidence_of(sources: Sequence[Mapping[str, Any]]) -> list[int]:
    """The piece of each document that the sources together score highest as its evidence."""
    found = []
    for scores in zip(*(source["evidence"] for source in sources), strict=True):
        chances = [score - np.logaddexp.reduce(score) for score in scores]
        found.append(int(np.argmax(np.sum(chances, axis=0))))
    return found


def surely_none(decoder: Mapping[str, Any], records: Sequence[Mapping[str, Any]], found: Mapping[str, Any]) -> float:
    """Probability of `none` from which on at most one true ruling in two hundred is out-of-fold."""
    told = [i for i, record in enumerate(records) if record["outcome"] is not None]
    guesses = decode(decoder, [found], None)
    records, rows = [records[i] for i in told], [guesses[i] for i in told]
    rulings = sum(record["outcome"] != "none" for record in records)
    return _none_threshold(records, rows, int(_SKIPPED_RULINGS * rulings))


def thresholds(decoder: Mapping[str, Any], target: float) -> tuple[float, float]:
    """Least outcome probability at which a ruling, and at which a `none`, is filed without review.

    The first files as many rulings as it can while the upper confidence bound of the share that is wrong, on
    the curve, is what the target allows (risk-controlling prediction sets: Bates et al. 2021).
    """
    chance, right = (np.array(decoder["review"][key]) for key in ("ruling_probability", "ruling_right"))
    order = np.argsort(-chance, kind="stable")
    wrong = _upper_bound(np.cumsum(~right[order]), np.arange(1, len(order) + 1), _DOUBT)
    good = np.flatnonzero(wrong <= 1 - target)
    return (float(chance[order][good[-1]]) if len(good) else 1.01), float(decoder["review"]["none_threshold"])


def _upper_bound(errors: Any, tries: Any, doubt: float) -> Any:
    """Upper bound of an error rate at confidence 1 - `doubt` (Clopper and Pearson 1934)."""
    from scipy.special import betaincinv

    return np.where(errors < tries, betaincinv(errors + 1, np.maximum(tries - errors, 1), 1 - doubt), 1.0)


def _row(
    decoder: Mapping[str, Any],
    chance: Mapping[str, Floats],
    favour: Mapping[str, Floats],
    claims: Floats,
    cuts: tuple[float, float] | None,
) -> dict[str, Any]:
    at = int(np.argmax(favour["outcome"]))
    outcome, sure = OUTCOMES[at], float(chance["outcome"][at])
    ruling = 1.0 - float(chance["outcome"][-1])
    row: dict[str, Any] = {"outcome": outcome, "outcome_probability": sure}
    doubtful = []
    if outcome == "none":
        row |= {
            "relief": "none",
            "relief_probability": 1 - ruling,
            "scope": "unstated",
            "scope_probability": 1 - ruling,
            "claims": [],
        }
    else:
        best = int(np.argmax(favour["relief"]))
        row |= {"relief": RELIEFS[best], "relief_probability": float(chance["relief"][best])}
        legal = np.array([scope in allowed_scopes(outcome, RELIEFS[best]) for scope in SCOPES])
        reach = int(np.argmax(favour["scope"] * legal))
        row |= {
            "scope": SCOPES[reach],
            "scope_probability": float(chance["scope"][reach] / (chance["scope"] * legal).sum()),
        }
        row["claims"] = [c for c, p in zip(CLAIMS, claims, strict=True) if p >= decoder[f"{c}_threshold"]]
        doubtful = [task for task in ("relief", "scope") if row[f"{task}_probability"] < 0.6]
        doubtful += ["claims"] * bool(((claims > 0.3) & (claims < 0.7)).any())
    row["claims_probabilities"] = {claim: float(p * ruling) for claim, p in zip(CLAIMS, claims, strict=True)}
    row["doubtful_tasks"] = doubtful
    if cuts is not None:
        review = sure < cuts[1 if outcome == "none" else 0]
        row["needs_review"] = review
        row["review_reason"] = (
            f"outcome: {outcome} at {sure:.2f}, below what the target accuracy asks" if review else None
        )
    return row


def _review_curve(records: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    filed = [
        (row["outcome_probability"], row["outcome"] == r["outcome"])
        for r, row in zip(records, rows, strict=True)
        if row["outcome"] != "none"
    ]
    rulings = sum(record["outcome"] != "none" for record in records)
    allowed = np.flatnonzero(_upper_bound(np.arange(rulings + 1), rulings, _MISSED_DOUBT) <= _MISSED_RULINGS)
    return {
        "ruling_probability": [float(p) for p, _ in filed],
        "ruling_right": [bool(right) for _, right in filed],
        "none_threshold": _none_threshold(records, rows, int(allowed[-1]) if len(allowed) else 0),
    }


def _none_threshold(records: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, Any]], allowed: int) -> float:
    """Probability of `none` that all but `allowed` of the rulings taken for it stay below."""
    missed = sorted(
        (
            row["outcome_probability"]
            for r, row in zip(records, rows, strict=True)
            if row["outcome"] == "none" != r["outcome"]
        ),
        reverse=True,
    )
    return float(np.nextafter(missed[allowed], 2)) if len(missed) > allowed else 0.0


def _calibrated(calibrator: "LogisticRegression", logs: Floats, labels: int) -> Floats:
    full = np.zeros((len(logs), labels))
    full[:, calibrator.classes_] = calibrator.predict_proba(logs)
    return full


def _logs(sources: Sequence[Mapping[str, Any]], task: str) -> Floats:
    return np.log(np.clip(np.hstack([source[task] for source in sources]), 1e-6, 1.0))


def _claim_chances(calibrator: "LogisticRegression", sources: Sequence[Mapping[str, Any]], column: int) -> Floats:
    """Calibrated chance by the first source, drawn towards the others by a fixed weight on log-odds."""
    chance = calibrator.predict_proba(_odds(sources[0]["claims"][:, [column]]))[:, 1]
    for source in sources[1:]:
        odds = (1 - _CLAIM_WEIGHT) * _odds(chance) + _CLAIM_WEIGHT * _odds(source["claims"][:, column])
        chance = 1 / (1 + np.exp(-odds))
    return np.asarray(chance)


def _odds(chances: Floats) -> Floats:
    clipped = np.clip(chances, 1e-4, 1 - 1e-4)
    return np.asarray(np.log(clipped / (1 - clipped)))
