"""MLflow tracking: one parent run for each training session, a child run for each candidate.

MLflow is imported where it is needed: it takes a second, and predicting does without it.
"""

import json
import os
import sqlite3
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from mlflow import MlflowClient

EXPERIMENT: Final = "ruling-reader"
PROJECT_ROOT: Final = Path(__file__).resolve().parent.parent
# MLflow refuses more in one request, and longer digests and parameters.
_METRICS_AT_ONCE: Final = 1000
_PARAMS_AT_ONCE: Final = 100
_DIGEST_LENGTH: Final = 36
_PARAM_LENGTH: Final = 6000
_PATIENCE: Final = 120.0
_PART_OF: Final = {"cv": "train"}


class DataVersion(NamedTuple):
    """What a candidate was trained or measured on, without its text; a plain pair will do.

    Parameters
    ----------
    digest : str
        Hash of the content, in hexadecimal.
    source : str
        Where it came from, such as `data/corpus.jsonl.gz`.
    """

    digest: str
    source: str


@dataclass(frozen=True, slots=True)
class CandidateRun:
    """An open child run.

    Parameters
    ----------
    client : mlflow.MlflowClient
        The store that holds the run.
    run_id : str
        The run.
    """

    client: "MlflowClient"
    run_id: str

    def log(
        self,
        metrics: Mapping[str, float] | None = None,
        datasets: Mapping[str, tuple[str, str]] | None = None,
        artifacts: Sequence[Path] = (),
        model_dir: Path | None = None,
    ) -> str | None:
        """Log results as they come; see `Session.log_candidate` for the parameters.

        Metrics are linked to the model that is logged with them, and by the part before their first `/` to
        the dataset of that name; `cv` was measured on `train`.

        Returns
        -------
        str or None
            Id of the LoggedModel.
        """
        from models.mlflow_model import log_mlflow_model

        _log_datasets(self.client, self.run_id, datasets or {})
        name = self.client.get_run(self.run_id).info.run_name
        model_id = log_mlflow_model(self.client, self.run_id, model_dir, name) if model_dir else None
        _log_metrics(self.client, self.run_id, metrics or {}, datasets or {}, model_id)
        for path in artifacts:
            send = self.client.log_artifacts if path.is_dir() else self.client.log_artifact
            send(self.run_id, str(path), path.name if path.is_dir() else None)
        return model_id


@dataclass(frozen=True, slots=True)
class Session:
    """An open parent run; made by `start_session`.

    Parameters
    ----------
    client : mlflow.MlflowClient
        The store that holds the runs.
    experiment_id : str
        Experiment of the runs.
    run_id : str
        The parent run.
    tags : mapping of str to str
        Tags that each candidate carries too.
    """

    client: "MlflowClient"
    experiment_id: str
    run_id: str
    tags: Mapping[str, str] = field(default_factory=dict)

    @contextmanager
    def start_candidate(self, name: str, params: Mapping[str, object] | None = None) -> Iterator[CandidateRun]:
        """Open a child run around training and measuring; what fails inside marks it FAILED.

        Parameters
        ----------
        name : str
            Name of the candidate.
        params : mapping of str to object, optional
            Its parameters, logged as text.
        """
        tags = {**self.tags, "candidate": name, "mlflow.parentRunId": self.run_id}
        with _open_run(self.client, self.experiment_id, name, tags) as run_id:
            _log_params(self.client, run_id, params or {})
            yield CandidateRun(self.client, run_id)

    def log_candidate(
        self,
        name: str,
        params: Mapping[str, object],
        metrics: Mapping[str, float],
        datasets: Mapping[str, tuple[str, str]] | None = None,
        artifacts: Sequence[Path] = (),
        model_dir: Path | None = None,
    ) -> str:
        """Log a candidate that is trained and measured already.

        Parameters
        ----------
        name : str
            Name of the candidate.
        params : mapping of str to object
            Its parameters, logged as text.
        metrics : mapping of str to float
            One scalar each; those that are NaN are undefined and left out.
        datasets : mapping of str to DataVersion, optional
            By their part, such as `train` and `dev`.
        artifacts : sequence of Path
            Files, and folders with their files.
        model_dir : Path, optional
            Folder of the saved model, which becomes the run's LoggedModel.

        Returns
        -------
        str
            Id of the run.
        """
        with self.start_candidate(name, params) as run:
            run.log(metrics, datasets, artifacts, model_dir)
        return run.run_id


@contextmanager
def start_session(name: str, datasets: Mapping[str, tuple[str, str]] | None = None) -> Iterator[Session]:
    """Open the parent run of one training session in the store of `tracking_uri`.

    Parameters
    ----------
    name : str
        Name of the session.
    datasets : mapping of str to DataVersion, optional
        The data of the session by part; the digests become tags of every run.

    Yields
    ------
    Session
        Its run ends FINISHED, or FAILED with what fails inside, or KILLED if it is interrupted.
    """
    with one_at_a_time():
        client = open_client()
        experiment_id = _experiment(client)
    datasets = datasets or {}
    tags = _git_tags() | {f"data_digest.{part}": digest for part, (digest, _) in datasets.items()}
    with _open_run(client, experiment_id, name, tags) as run_id:
        _log_datasets(client, run_id, datasets)
        yield Session(client, experiment_id, run_id, tags)


def data_version(paths: Sequence[Path]) -> DataVersion:
    """Version of the data of some files: one file's own sha256, else the sha256 of all of theirs."""
    digests = [sha256(path.read_bytes()).hexdigest() for path in paths]
    whole = digests[0] if len(digests) == 1 else sha256("\n".join(digests).encode()).hexdigest()
    return DataVersion(whole, ", ".join(path.name for path in paths))


def tracking_uri() -> str:
    """Where runs are tracked: MLFLOW_TRACKING_URI, else a SQLite store beside the code."""
    return os.environ.get("MLFLOW_TRACKING_URI") or f"sqlite:///{(PROJECT_ROOT / 'mlruns.db').as_posix()}"


def open_client() -> "MlflowClient":
    """Client of the store of `tracking_uri`, telemetry off."""
    # Set before the import, which is when MLflow reads them.
    os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
    os.environ["DO_NOT_TRACK"] = "true"
    os.environ.setdefault("MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR", "false")
    os.environ.setdefault("MLFLOW_LOGGING_LEVEL", "WARNING")
    import mlflow

    # MLflow resolves the artefacts of a model by its own setting, whatever the client's.
    mlflow.set_tracking_uri(tracking_uri())
    return mlflow.MlflowClient(tracking_uri())


def _sqlite_store() -> Path | None:
    scheme, _, path = tracking_uri().partition(":///")
    return Path(path).resolve() if scheme == "sqlite" and path else None


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Keep two sessions from making the tables of one new SQLite store at once, which breaks it.

    The lock is SQLite's own on a file beside the store: portable, and gone with a process that dies.
    """
    store = _sqlite_store()
    if store is None:
        yield
        return
    store.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(f"{store}.lock", timeout=_PATIENCE, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        yield


def _artifact_location() -> str | None:
    """Beside a SQLite store, wherever the program was started; a server knows its own place."""
    store = _sqlite_store()
    return (store.parent / "mlartifacts").as_uri() if store else None


def _experiment(client: "MlflowClient") -> str:
    from mlflow.exceptions import MlflowException

    found = client.get_experiment_by_name(EXPERIMENT)
    if found is None:
        try:
            return str(client.create_experiment(EXPERIMENT, _artifact_location()))
        except MlflowException:  # another session made it in between
            found = client.get_experiment_by_name(EXPERIMENT)
            if found is None:
                raise
    return str(found.experiment_id)


@contextmanager
def _open_run(client: "MlflowClient", experiment_id: str, name: str, tags: Mapping[str, str]) -> Iterator[str]:
    run_id = client.create_run(experiment_id, run_name=name, tags=dict(tags)).info.run_id
    try:
        yield run_id
    except BaseException as error:
        client.set_terminated(run_id, "FAILED" if isinstance(error, Exception) else "KILLED")
        raise
    client.set_terminated(run_id, "FINISHED")


def _log_params(client: "MlflowClient", run_id: str, params: Mapping[str, object]) -> None:
    from mlflow.entities import Param

    entries = iter([Param(key, str(value)[:_PARAM_LENGTH]) for key, value in params.items()])
    while batch := list(islice(entries, _PARAMS_AT_ONCE)):
        client.log_batch(run_id, params=batch)


def _log_metrics(
    client: "MlflowClient",
    run_id: str,
    metrics: Mapping[str, float],
    datasets: Mapping[str, tuple[str, str]],
    model_id: str | None,
) -> None:
    from mlflow.entities import Metric

    now = int(time.time() * 1000)

    def entry(key: str, value: float) -> Metric:
        part = key.partition("/")[0]
        part = _PART_OF.get(part, part)
        name, digest = (part, datasets[part][0][:_DIGEST_LENGTH]) if part in datasets else (None, None)
        return Metric(key, float(value), now, 0, model_id, name, digest, run_id)

    entries = iter([entry(key, value) for key, value in metrics.items() if not isnan(value)])
    while batch := list(islice(entries, _METRICS_AT_ONCE)):
        client.log_batch(run_id, metrics=batch)


def _log_datasets(client: "MlflowClient", run_id: str, datasets: Mapping[str, tuple[str, str]]) -> None:
    from mlflow.entities import Dataset as DatasetEntity
    from mlflow.entities import DatasetInput, InputTag

    inputs = [
        DatasetInput(
            DatasetEntity(part, digest[:_DIGEST_LENGTH], "local", json.dumps({"uri": source})),
            [InputTag("mlflow.data.context", part)],
        )
        for part, (digest, source) in datasets.items()
    ]
    if inputs:
        client.log_inputs(run_id, inputs)


def _git_tags() -> dict[str, str]:
    """Commit of the checkout, and whether it was changed since; nothing outside a checkout."""
    if not (PROJECT_ROOT / ".git").exists():
        return {}
    try:
        commit = _git("rev-parse", "--verify", "HEAD")
        changed = _git("status", "--porcelain", "--untracked-files=no")
    except (OSError, subprocess.SubprocessError):
        return {}
    return {"git_commit": commit, "git_changed": str(bool(changed)).lower(), "mlflow.source.git.commit": commit}


def _git(*arguments: str) -> str:
    command: list[Any] = ["git", "-C", PROJECT_ROOT, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=30).stdout.strip()
