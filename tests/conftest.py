import json

import pytest

from data import CORPUS, read_rulings
from models import RulingClassifier


@pytest.fixture(scope="session")
def rulings():
    """A fifth of the embedded corpus: enough to learn the task roughly, in seconds."""
    return read_rulings(CORPUS)[::5]


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
