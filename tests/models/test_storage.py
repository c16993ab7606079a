import json

import pytest

from models import ModelError, load
from models.storage import save_model


def rewrite(folder, **changes):
    path = folder / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"format": 99}, "update the project"),
        ({"labels": {"outcome": ["won"]}}, "another label vocabulary"),
        ({"packages": {"scikit-learn": "0.1.0"}}, "make setup"),
        ({"packages": {}}, "not a model manifest"),
        ({"sha256": {}}, "names no digest"),
        ({"sha256": {"../x": "0", "model.skops": "0"}}, "not part of a model|sha256 differs"),
    ],
)
def test_strange_manifest_is_refused(saved, changes, message):
    rewrite(saved, **changes)
    with pytest.raises(ModelError, match=message):
        load(saved)


def test_changed_file_is_refused(saved):
    path = saved / "model.skops"
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    with pytest.raises(ModelError, match="sha256 differs"):
        load(saved)


def test_missing_file_is_refused(saved):
    (saved / "model.skops").unlink()
    with pytest.raises(ModelError, match="missing"):
        load(saved)


def test_missing_folder_is_refused(tmp_path):
    with pytest.raises(ModelError, match="not found"):
        load(tmp_path / "nowhere")


def test_pickle_in_its_place_is_refused(saved, manifest):
    from hashlib import sha256

    body = b"\x80\x04N."
    (saved / "model.skops").write_bytes(body)
    rewrite(saved, sha256={**manifest["sha256"], "model.skops": sha256(body).hexdigest()})
    with pytest.raises(ModelError, match="not a skops file"):
        load(saved)


def test_foreign_type_is_refused(tmp_path):
    from sklearn.neighbors import KNeighborsClassifier

    save_model(
        {"parts": KNeighborsClassifier()}, tmp_path / "m", {"version": "x", "candidate": "linear", "seed": 0}, "card"
    )
    with pytest.raises(ModelError, match="KNeighborsClassifier"):
        load(tmp_path / "m")
