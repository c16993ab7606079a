import json
import os
import shutil
from pathlib import Path

import pytest

from data import CORPUS, read_rulings
from models import Encoder, RulingClassifier


@pytest.fixture(scope="session")
def rulings():
    """A fifth of the embedded corpus: enough to learn the task roughly, in seconds."""
    return read_rulings(CORPUS)[::5]


@pytest.fixture(scope="session")
def published():
    """The embedded corpus told to be published, so that a tenth of it is held out for an encoder."""
    return [{**record, "origin": "published"} for record in read_rulings(CORPUS)[::2]]


@pytest.fixture(scope="session")
def tiny_encoder():
    return Encoder.from_folder(Path(__file__).parent / "models" / "tiny_encoder")


@pytest.fixture(scope="session")
def small_model(rulings):
    return RulingClassifier("linear", seed=0).fit(rulings)


@pytest.fixture
def saved(small_model, tmp_path):
    folder = tmp_path / "model"
    small_model.save(folder, "# A model for tests\n", {"corpus": "0" * 64})
    return folder


@pytest.fixture
def manifest(saved):
    return json.loads((saved / "manifest.json").read_text())


@pytest.fixture(scope="session")
def migrated_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store with its tables made: making them takes longer than all tests here."""
    os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
    from mlflow import MlflowClient

    store = tmp_path_factory.mktemp("migrated") / "mlruns.db"
    MlflowClient(f"sqlite:///{store}").search_experiments()
    return store


@pytest.fixture
def store(migrated_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = Path(shutil.copy(migrated_store, tmp_path / "mlruns.db"))
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{copy}")
    return copy
