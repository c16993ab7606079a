"""The registered model: its versions, who is champion and challenger, and the folder behind a URI."""

import atexit
import json
import shutil
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Final

from models.errors import ModelError
from models.mlflow_model import MODEL_NAME
from models.tracking import open_client, tracking_uri

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities.model_registry import ModelVersion, RegisteredModel

_HISTORY: Final = "champions"
_SCHEME: Final = "models:/"


def fetch(model: str | Path) -> Path:
    """Folder of a model: a path as it is, `models:/NAME@ALIAS` or `models:/NAME/VERSION` downloaded.

    A download lasts as long as the process. Only the model folder is used of it, never the code beside it.

    Raises
    ------
    ModelError
        If the registry has no such model, or cannot be reached.
    """
    if not str(model).startswith(_SCHEME):
        return Path(model)
    open_client()
    from mlflow.artifacts import download_artifacts
    from mlflow.exceptions import MlflowException

    place = mkdtemp(prefix="ruling-reader-")
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    where = tracking_uri()
    try:
        got = Path(download_artifacts(str(model), dst_path=place, tracking_uri=where, registry_uri=where))
    except (MlflowException, OSError) as error:
        reason = (str(error).splitlines() or ["no reason given"])[0]
        raise ModelError(f"{model}: not in {where} ({reason}); train first, or set MLFLOW_TRACKING_URI") from error
    found = sorted(path.parent for path in got.glob("artifacts/*/manifest.json"))
    if len(found) != 1:
        raise ModelError(f"{model}: holds no model folder of this project; name one that train.py logged")
    return found[0]


def version_at(client: "MlflowClient", alias: str) -> "ModelVersion | None":
    """Version that bears an alias, if any."""
    model = _registered(client)
    number = model.aliases.get(alias) if model else None
    return client.get_model_version(MODEL_NAME, str(number)) if number is not None else None


def register(client: "MlflowClient", model_id: str, run_id: str) -> str:
    """Register a LoggedModel; returns the number of the new version."""
    from mlflow.exceptions import MlflowException

    if _registered(client) is None:
        try:
            client.create_registered_model(MODEL_NAME, description="Says what a US court ruled, from a news article.")
        except MlflowException:  # another session made it in between
            if _registered(client) is None:
                raise
    made = client.create_model_version(MODEL_NAME, f"models:/{model_id}", run_id, model_id=model_id)
    # By this tag the model's page in the UI knows that it is registered.
    versions = json.dumps([{"name": MODEL_NAME, "version": made.version}])
    client.set_logged_model_tags(model_id, {"mlflow.modelVersions": versions})
    return str(made.version)


def promote(client: "MlflowClient", version: str) -> None:
    """Make a version champion; `rollback` undoes it."""
    model = client.get_registered_model(MODEL_NAME)
    client.set_registered_model_tag(MODEL_NAME, _HISTORY, f"{model.tags.get(_HISTORY, '')} {version}".strip())
    client.set_registered_model_alias(MODEL_NAME, "champion", version)
    if str(model.aliases.get("challenger")) == version:
        client.delete_registered_model_alias(MODEL_NAME, "challenger")


def rollback(client: "MlflowClient | None" = None) -> tuple[str, str]:
    """Give the alias champion back to the version that had it before.

    Returns
    -------
    old, new : str
        Versions: the one that was champion, now challenger, and the one that is again.

    Raises
    ------
    ModelError
        If no version was champion before this one.
    """
    client = client or open_client()
    model = _registered(client)
    history = model.tags.get(_HISTORY, "").split() if model else []
    if len(history) < 2:
        raise ModelError(f"{tracking_uri()}: no champion before this one to go back to; promote one first")
    old, new = history[-1], history[-2]
    client.set_registered_model_alias(MODEL_NAME, "champion", new)
    client.set_registered_model_alias(MODEL_NAME, "challenger", old)
    client.set_registered_model_tag(MODEL_NAME, _HISTORY, " ".join(history[:-1]))
    return old, new


def count_use(client: "MlflowClient", data: str) -> int:
    """Count a decision on some data as a tag of the registered model; returns how many there are now."""
    key = f"decisions_on.{data[:12]}"
    uses = int(client.get_registered_model(MODEL_NAME).tags.get(key, "0")) + 1
    client.set_registered_model_tag(MODEL_NAME, key, str(uses))
    return uses


def _registered(client: "MlflowClient") -> "RegisteredModel | None":
    from mlflow.exceptions import MlflowException

    try:
        return client.get_registered_model(MODEL_NAME)
    except MlflowException as error:
        if error.error_code == "RESOURCE_DOES_NOT_EXIST":
            return None
        raise
