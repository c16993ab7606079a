"""Which candidate of a session becomes champion: on documents that neither was tuned on, where there are any."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

from data import digest
from models.errors import ModelError
from models.evaluate import METRICS, Rows
from models.gate import MAIN, Check, Decision, as_markdown, decide
from models.mlflow_model import MODEL_NAME
from models.paired import as_html, as_metrics, compare
from models.registry import count_use, promote, register, version_at
from models.rivals import Part, Trained, champion_parts, held_out
from models.tracking import CandidateRun, Session, one_at_a_time

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities.model_registry import ModelVersion


def conclude(session: Session, trained: Sequence[Trained], records: Rows, test: Rows, auto: bool = True) -> str:
    """Compare a session's candidates with the champion, register the best and let the gate decide on it.

    The best is the one with the most true rulings wholly right out-of-fold, so that the choice does not wear out
    the test data. In a registry without a champion it takes the alias; from then on the gate decides.

    Parameters
    ----------
    session : Session
        Of the candidates.
    trained : sequence of Trained
        The candidates.
    records, test : sequence of mappings
        Labelled rulings behind their predictions.
    auto : bool, default True
        False compares, and leaves the registry as it is.

    Returns
    -------
    str
        One line on what came out.
    """
    client = session.client
    common = sorted(set.intersection(*(set(each.out_of_fold) for each in trained)))
    champion = version_at(client, "champion")
    parts: dict[str, Part] = {}
    trouble = "no document was read unseen by both"
    if champion:
        try:
            parts = champion_parts(client, champion, records, common, test)
        except ModelError as error:
            trouble = str(error)
        for each in trained:
            _compare(client, each, champion, parts)
    if not auto:
        return "nothing registered (--promote never)"
    known = [records[i] for i in common]
    best = max(trained, key=lambda each: METRICS[MAIN](known, [each.out_of_fold[i] for i in common]))
    return _decide(client, champion, best, parts, trouble)


def _compare(client: "MlflowClient", each: Trained, champion: "ModelVersion", parts: Mapping[str, Part]) -> None:
    found = {name: compare(part.truth, part.champion, each.on(name, part)) for name, part in parts.items()}
    if found:
        title = f"{each.name} against champion, version {champion.version}"
        client.log_text(each.run_id, as_html(found, title), "against_champion.html")
    metrics = {
        k: v for name, each_part in found.items() for k, v in as_metrics(each_part, f"{name}/vs_champion").items()
    }
    CandidateRun(client, each.run_id).log(metrics)


def _decide(
    client: "MlflowClient", champion: "ModelVersion | None", best: Trained, parts: Mapping[str, Part], trouble: str
) -> str:
    data = None
    if champion is None:
        decision, place = Decision((), {}), "There was no champion before."
    elif not parts:
        check = Check("documents to compare with the champion on", f"none: {trouble}", False)
        decision, place = Decision((check,), {}), f"Version {champion.version} is the champion."
    else:
        name, part, place = _ground(parts)
        data = sha256("\n".join(digest(row["text"]) for row in part.truth).encode()).hexdigest()
        decision = decide(part.truth, part.champion, best.on(name, part), best.seconds)
        place += f" Version {champion.version} is the champion; {len(part.truth)} documents."
    with one_at_a_time():
        version = register(client, best.model_id, best.run_id)
        uses = count_use(client, data) if data else 0
        now = version_at(client, "champion")
        moved = (now and now.version) != (champion and champion.version)
        promoted = decision.promoted and not moved
        if promoted:
            promote(client, version)
        else:
            client.set_registered_model_alias(MODEL_NAME, "challenger", version)
    if moved:
        place += " Another session changed the champion meanwhile, so nothing was promoted: train again."
    if data:
        place += f" This is decision {uses} on these documents: the more there are, the less each is worth."
    _log(client, best, version, as_markdown(decision, promoted, place), decision.metrics | {"gate/uses": float(uses)})
    client.set_model_version_tag(MODEL_NAME, version, "decision", "promoted" if promoted else "not promoted")
    client.set_model_version_tag(MODEL_NAME, version, "candidate", best.name)
    failed = "; ".join(f"{check.asked}: {check.found}" for check in decision.checks if not check.passed)
    reason = failed or "the champion changed meanwhile"
    return f"{best.name} is version {version} and " + ("champion" if promoted else f"challenger ({reason})")


def _ground(parts: Mapping[str, Part]) -> tuple[str, Part, str]:
    """Return what to decide on: its part, the documents, and that in words."""
    reason = "there is no test data"
    if "test" in parts:
        try:
            part, cutoff = held_out(parts["test"])
            return "test", part, f"Decided on the test documents from {cutoff} on, which trained neither."
        except ValueError as error:
            reason = f"of the test data {error}"
    if "cv" not in parts:
        return "test", parts["test"], f"Decided on all test documents, which trained neither; {reason}."
    place = (
        f"Decided out-of-fold on training documents that both have cross-validated, because {reason}. "
        "Thresholds were chosen on these same predictions, so both flatter themselves a little."
    )
    return "cv", parts["cv"], place


def _log(client: "MlflowClient", best: Trained, version: str, page: str, metrics: Mapping[str, float]) -> None:
    client.log_text(best.run_id, page, "promotion.md")
    client.set_tag(best.run_id, "registered_version", version)
    for key, value in metrics.items():
        client.log_metric(best.run_id, key, value, model_id=best.model_id)
