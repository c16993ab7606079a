"""A model folder wrapped as an MLflow model, which MLflow serves and Spark reads without code of ours."""

import shutil
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from data import CLAIMS, PREDICTION_COLUMNS

if TYPE_CHECKING:
    from mlflow import MlflowClient

MODEL_NAME: Final = "ruling-reader"
_ROOT: Final = Path(__file__).resolve().parent.parent
_CODE: Final = ("data", "features", "models")
# What predicting imports; training and the readers of files need more.
_REQUIREMENTS: Final = (
    "mlflow", "scikit-learn", "joblib", "skops", "onnxruntime", "tokenizers", "nupunkt", "eyecite", "courts-db", "ftfy", "pandas", "numpy", "scipy"
)  # fmt: skip
_NUMBERS: Final = ("outcome_probability", "relief_probability", "scope_probability")
_POSITIONS: Final = ("evidence_start", "evidence_end")
_LISTS: Final = ("claims", "citations", "doubtful_tasks", "other_rulings")
_EXAMPLE: Final = {
    "title": "Judge blocks ferry fee",
    "text": "A federal judge in Oregon on Monday granted a preliminary injunction blocking the ferry fee statewide.",
}


def log_mlflow_model(client: "MlflowClient", run_id: str, folder: Path, candidate: str) -> str:
    """Log a model folder as a LoggedModel of a run.

    Parameters
    ----------
    client : mlflow.MlflowClient
        The store.
    run_id : str
        Run that trained it.
    folder : Path
        As `RulingClassifier.save` wrote it; it is kept byte for byte.
    candidate : str
        Name of the LoggedModel.

    Returns
    -------
    str
        Id of the LoggedModel, which is READY, or FAILED with what fails here.
    """
    from mlflow.entities import LoggedModelOutput

    run = client.get_run(run_id)
    made = client.create_logged_model(
        run.info.experiment_id, candidate, run_id, params=run.data.params, model_type="classifier"
    )
    model_id = str(made.model_id)
    client.log_outputs(run_id, [LoggedModelOutput(model_id, step=0)])
    try:
        with TemporaryDirectory() as place:
            save_mlflow_model(folder, Path(place) / "model", model_id, run_id)
            client.log_model_artifacts(model_id, str(Path(place) / "model"))
    except BaseException:
        client.finalize_logged_model(model_id, "FAILED")
        raise
    client.finalize_logged_model(model_id, "READY")
    return model_id


def save_mlflow_model(folder: Path, out: Path, model_id: str | None = None, run_id: str | None = None) -> None:
    """Write an MLflow model made from code: the model folder, the packages' Python files, exact requirements.

    Parameters
    ----------
    folder : Path
        The model folder.
    out : Path
        Folder to write; it must not exist.
    model_id, run_id : str, optional
        Of the LoggedModel that it becomes.
    """
    import pandas as pd
    from mlflow.models import Model
    from mlflow.pyfunc import save_model

    with TemporaryDirectory() as place:
        for package in _CODE:
            shutil.copytree(_ROOT / package, Path(place) / package, ignore=_all_but_python)
        save_model(
            str(out),
            python_model=str(_ROOT / "models" / "pyfunc.py"),
            artifacts={"model": str(folder)},
            code_paths=[str(Path(place) / package) for package in _CODE],
            signature=_signature(),
            input_example=pd.DataFrame([_EXAMPLE]),
            pip_requirements=[f"{name}=={found}" for name in _REQUIREMENTS if (found := _installed(name))],
            mlflow_model=Model(model_id=model_id, run_id=run_id),
        )


def _all_but_python(folder: str, names: list[str]) -> list[str]:
    # Of the folders only packages hold code: not the corpus, the examples or the champion.
    def is_code(path: Path) -> bool:
        return path.suffix == ".py" or (path / "__init__.py").is_file()

    return [name for name in names if not is_code(Path(folder) / name)]


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _signature() -> Any:
    from mlflow.models import ModelSignature
    from mlflow.types.schema import Array, ColSpec, DataType, Object, Property, Schema

    kinds: dict[str, Any] = dict.fromkeys(_NUMBERS, DataType.double)
    kinds |= dict.fromkeys(_POSITIONS, DataType.long) | dict.fromkeys(_LISTS, Array(DataType.string))
    kinds |= {
        "needs_review": DataType.boolean,
        "claims_probabilities": Object([Property(claim, DataType.double) for claim in CLAIMS]),
    }
    inputs: list[Any] = [ColSpec("string", name, required=name == "text") for name in ("title", "text", "id", "date")]
    outputs: list[Any] = [
        ColSpec(kinds.get(name, DataType.string), name, required=False) for name in PREDICTION_COLUMNS
    ]
    return ModelSignature(Schema(inputs), Schema(outputs))
