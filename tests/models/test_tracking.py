import hashlib
import json
import math
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from models import tracking
from models.tracking import EXPERIMENT, PROJECT_ROOT, DataVersion, Session, data_version, start_session, tracking_uri

DIGEST = "0123456789abcdef" * 4
DATA = {"train": DataVersion(DIGEST, "data/corpus.jsonl.gz")}


@pytest.fixture
def session(store: Path) -> Iterator[Session]:
    with start_session("winter", DATA) as session:
        yield session


def runs(session: Session) -> dict[str, Any]:
    return {run.info.run_name: run for run in session.client.search_runs([session.experiment_id])}


def test_store_is_beside_the_code_unless_the_environment_says_where(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    assert tracking_uri() == f"sqlite:///{PROJECT_ROOT / 'mlruns.db'}"
    assert (PROJECT_ROOT / "models" / "tracking.py").exists()
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "http://127.0.0.1:5000")
    assert tracking_uri() == "http://127.0.0.1:5000"


def test_candidates_are_children_of_the_session(session: Session) -> None:
    run_id = session.log_candidate("tfidf", {"ngrams": (1, 2), "seed": 0}, {"outcome_macro_f1": 0.5})
    child = runs(session)["tfidf"]
    assert child.info.run_id == run_id
    assert child.info.status == "FINISHED"
    assert child.data.params == {"ngrams": "(1, 2)", "seed": "0"}
    assert child.data.metrics == {"outcome_macro_f1": 0.5}
    assert child.data.tags["mlflow.parentRunId"] == session.run_id
    assert child.data.tags["candidate"] == "tfidf"
    assert child.data.tags["data_digest.train"] == DIGEST
    assert session.client.get_experiment(session.experiment_id).name == EXPERIMENT
    assert runs(session)["winter"].info.status == "RUNNING"


def test_undefined_metrics_are_left_out_and_many_are_logged(session: Session) -> None:
    metrics = {f"sure/m{number}": float(number) for number in range(2100)}
    params = {f"p{number}": number for number in range(150)}
    session.log_candidate("linear", params, metrics | {"evidence_right": math.nan})
    child = runs(session)["linear"]
    assert child.data.metrics == metrics
    assert len(child.data.params) == 150


def test_datasets_are_inputs_with_digest_and_source(session: Session) -> None:
    session.log_candidate("linear", {}, {}, DATA | {"dev": ("f" * 64, "dev.jsonl.gz")})
    inputs = {each.dataset.name: each for each in runs(session)["linear"].inputs.dataset_inputs}
    assert inputs.keys() == {"train", "dev"}
    dataset = inputs["train"].dataset
    assert DIGEST.startswith(dataset.digest)
    assert len(dataset.digest) >= 32
    assert json.loads(dataset.source) == {"uri": "data/corpus.jsonl.gz"}
    assert {tag.key: tag.value for tag in inputs["train"].tags} == {"mlflow.data.context": "train"}


def test_files_lie_beside_the_store(session: Session, store: Path, tmp_path: Path) -> None:
    (errors := tmp_path / "errors.csv").write_text("id\n")
    (plots := tmp_path / "plots").mkdir()
    (plots / "matrix.svg").write_text("<svg/>")
    run_id = session.log_candidate("linear", {}, {}, artifacts=[errors, plots])
    kept = store.parent / "mlartifacts" / run_id / "artifacts"
    found = {path.relative_to(kept).as_posix() for path in kept.rglob("*") if path.is_file()}
    assert found == {"errors.csv", "plots/matrix.svg"}


def test_metrics_are_linked_to_model_and_dataset(session: Session, saved: Path) -> None:
    datasets = DATA | {"test": ("f" * 64, "dev.jsonl.gz")}
    metrics = {"cv/outcome_macro_f1": 0.5, "test/outcome_macro_f1": 0.25, "seconds": 2.0}
    run_id = session.log_candidate("linear", {"seed": 0}, metrics, datasets, model_dir=saved)
    run = session.client.get_run(run_id)
    assert run.outputs
    (output,) = run.outputs.model_outputs
    model = session.client.get_logged_model(output.model_id)
    assert (model.name, model.source_run_id, str(model.status)) == ("linear", run_id, "READY")
    assert model.params == {"seed": "0"}
    linked = {metric.key: (metric.value, metric.dataset_name, metric.dataset_digest) for metric in model.metrics or []}
    assert linked == {
        "cv/outcome_macro_f1": (0.5, "train", DIGEST[:36]),
        "test/outcome_macro_f1": (0.25, "test", "f" * 36),
        "seconds": (2.0, None, None),
    }


def test_version_of_data_follows_every_file(tmp_path: Path) -> None:
    one, other = tmp_path / "one.jsonl", tmp_path / "other.jsonl"
    one.write_text("a")
    other.write_text("b")
    both = data_version([one, other])
    assert data_version([one]) == (hashlib.sha256(b"a").hexdigest(), "one.jsonl")
    assert both.source == "one.jsonl, other.jsonl"
    other.write_text("c")
    assert data_version([one, other]).digest != both.digest


@pytest.mark.parametrize(
    ("error", "status"), [(RuntimeError, "FAILED"), (KeyboardInterrupt, "KILLED"), (None, "FINISHED")]
)
def test_a_run_ends_as_what_it_holds_ended(store: Path, error: type[BaseException] | None, status: str) -> None:
    try:
        with start_session("winter") as session, session.start_candidate("linear") as run:
            run.log({"outcome_macro_f1": 0.25})
            if error:
                raise error
    except (RuntimeError, KeyboardInterrupt):
        pass
    ended = runs(session)
    assert {name: run.info.status for name, run in ended.items()} == {"winter": status, "linear": status}
    assert ended["linear"].data.metrics == {"outcome_macro_f1": 0.25}


def test_a_candidate_that_fails_leaves_the_session_open(session: Session, tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"absent\.csv"):
        session.log_candidate("linear", {}, {}, artifacts=[tmp_path / "absent.csv"])
    session.log_candidate("tfidf", {}, {})
    status = {name: run.info.status for name, run in runs(session).items()}
    assert status == {"linear": "FAILED", "tfidf": "FINISHED", "winter": "RUNNING"}


def test_commit_is_a_tag_in_a_checkout_alone(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracking, "PROJECT_ROOT", tmp_path)
    with start_session("outside") as session:
        assert "git_commit" not in runs(session)["outside"].data.tags
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], [*who, "commit", "-q", "--allow-empty", "-m", "first"]):
        subprocess.run(["git", "-C", tmp_path, *command], check=True)
    commit = subprocess.run(["git", "-C", tmp_path, "rev-parse", "HEAD"], capture_output=True, text=True, check=True)
    with start_session("inside") as session:
        session.log_candidate("linear", {}, {})
    for name in ("inside", "linear"):
        assert runs(session)[name].data.tags["git_commit"] == commit.stdout.strip()
        assert runs(session)[name].data.tags["git_changed"] == "false"


def test_sessions_that_start_together_share_one_new_store(tmp_path: Path) -> None:
    program = "from models.tracking import start_session\nwith start_session('twin') as s: s.log_candidate('a', {}, {})"
    environment = os.environ | {"MLFLOW_TRACKING_URI": f"sqlite:///{tmp_path / 'new.db'}"}

    def train(_: int) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", program]
        return subprocess.run(command, cwd=PROJECT_ROOT, env=environment, capture_output=True, text=True)

    with ThreadPoolExecutor() as pool:
        ended = list(pool.map(train, range(2)))
    assert [process.returncode for process in ended] == [0, 0], ended


def test_mlflow_is_imported_late_and_without_telemetry() -> None:
    program = (
        "import os, sys, models.tracking as tracking\n"
        "assert 'mlflow' not in sys.modules\n"
        "tracking.open_client()\n"
        "assert os.environ['MLFLOW_DISABLE_TELEMETRY'] == os.environ['DO_NOT_TRACK'] == 'true'\n"
        "from mlflow.telemetry.utils import is_telemetry_disabled\n"
        "assert is_telemetry_disabled()\n"
    )
    environment = {key: value for key, value in os.environ.items() if key not in ("CI", "DO_NOT_TRACK")}
    environment |= {"MLFLOW_TRACKING_URI": "http://127.0.0.1:9", "MLFLOW_DISABLE_TELEMETRY": "false"}
    subprocess.run([sys.executable, "-c", program], cwd=PROJECT_ROOT, env=environment, check=True)
