"""The model folder: written without pickle, and refused on reading unless everything in it is expected."""

import json
import zipfile
from collections.abc import Mapping
from copy import copy
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from data import TASKS
from models.encoder import ENCODER_FILES
from models.errors import ModelError
from models.plain import TERMS, open_state, state_of, types_in

FORMAT = 2
_MODEL, _MANIFEST, _CARD = "model.skops", "manifest.json", "MODEL_CARD.md"
_LARGEST = 200_000_000
TRUSTED = frozenset(
    {
        "builtins.dict", "builtins.list", "builtins.tuple", "builtins.str", "builtins.int", "builtins.float", "builtins.bool",
        "builtins.type", "numpy.ndarray", "numpy.dtype", "numpy.float64", "numpy.int64", "numpy.bool", "numpy.str_", "numpy.dtypes.Float64DType",
        "numpy.dtypes.Int64DType", "numpy.dtypes.Int32DType", "numpy.dtypes.BoolDType", "numpy.dtypes.StrDType", "builtins.NoneType",
        "numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar", "scipy.sparse._csr.csr_matrix", "scipy.sparse._dia.dia_matrix",
        "sklearn.feature_extraction.text.TfidfVectorizer", "sklearn.feature_extraction.text.TfidfTransformer",
        "sklearn.feature_extraction.text.CountVectorizer", "sklearn.linear_model._logistic.LogisticRegression", "numpy.float32", "numpy.int32", "numpy.bool_",
        "scipy.sparse.dia_matrix", "scipy.sparse.csr_matrix", "collections.defaultdict",
    }
)  # fmt: skip
"""Every type that a model file may hold; scikit-learn and skops defaults included."""


def save_model(
    state: Mapping[str, Any],
    folder: Path,
    manifest: Mapping[str, Any],
    card: str,
    files: Mapping[str, bytes] | None = None,
) -> None:
    """Write a model folder: `model.skops`, `MODEL_CARD.md`, an encoder's files, and `manifest.json` last, with their digests."""
    import sklearn
    import skops
    import skops.io

    folder.mkdir(parents=True, exist_ok=True)
    skops.io.dump(_without_vocabularies(state), folder / _MODEL, compression=zipfile.ZIP_DEFLATED, compresslevel=6)
    (folder / _CARD).write_text(card, encoding="utf-8")
    files = files or {}
    for name in ENCODER_FILES:
        if name in files:
            (folder / name).write_bytes(files[name])
        else:
            (folder / name).unlink(missing_ok=True)
    whole = {
        "format": FORMAT,
        "labels": {task: list(labels) for task, labels in TASKS.items()},
        "packages": {"scikit-learn": sklearn.__version__, "skops": skops.__version__},
        "sha256": {name: _digest(folder / name) for name in (_MODEL, _CARD, *files)},
        **manifest,
    }
    part = folder / (_MANIFEST + ".part")
    part.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")
    part.replace(folder / _MANIFEST)


def load_model(folder: Path) -> tuple[dict[str, Any], dict[str, Any], dict[str, bytes]]:
    """Read a model folder after checking digests, versions, vocabulary and every type in it.

    Returns
    -------
    state, manifest : dict
        The state as `models.plain` has it, which predicts.
    files : dict of str to bytes
        Those of an encoder, by name; empty where the model has none.

    Raises
    ------
    ModelError
        Says which file, why, and what to do.
    """
    manifest = _manifest(folder)
    files: dict[str, bytes] = {}
    for name, wanted in manifest["sha256"].items():
        if name not in (_MODEL, _CARD, *ENCODER_FILES) or not (folder / name).is_file():
            raise ModelError(f"{folder / name}: missing or not part of a model; copy the whole folder again")
        content = (folder / name).read_bytes() if (folder / name).stat().st_size <= _LARGEST else b""
        if sha256(content).hexdigest() != wanted:
            raise ModelError(f"{folder / name}: sha256 differs from manifest.json; the file was changed, copy it again")
        if name in ENCODER_FILES:
            files[name] = content
    if files and len(files) < len(ENCODER_FILES):
        raise ModelError(f"{folder / _MANIFEST}: names half an encoder; copy the whole folder again")
    archive, schema = open_state(folder / _MODEL)
    with archive:
        foreign = sorted(set(types_in(schema)) - TRUSTED)
        if foreign:
            raise ModelError(
                f"{folder / _MODEL}: holds types that no model of ours has ({', '.join(foreign)}); do not load it"
            )
        return state_of(archive, schema), manifest, files


def _without_vocabularies(state: Mapping[str, Any]) -> dict[str, Any]:
    # skops writes a dict entry by entry, half a minute for the vocabularies of one model; a text takes none.
    slim: dict[str, Any] = {
        key: _without_vocabularies(value) if isinstance(value, dict) else value for key, value in state.items()
    }
    for key, value in state.items():
        if hasattr(value, "vocabulary_"):
            terms = sorted(value.vocabulary_, key=value.vocabulary_.__getitem__)
            slim[key] = copy(value)
            slim[key].vocabulary_ = {}
            slim[key + TERMS] = "\n".join(terms)
    return slim


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / _MANIFEST
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        kind, labels, packages, digests = (manifest[k] for k in ("format", "labels", "packages", "sha256"))
        trained_with = str(packages["scikit-learn"])
    except FileNotFoundError as error:
        raise ModelError(f"{path}: not found; name a folder that train.py wrote") from error
    except (KeyError, ValueError, TypeError, OSError, RecursionError) as error:
        raise ModelError(f"{path}: not a model manifest ({error}); train the model again") from error
    if kind != FORMAT:
        raise ModelError(f"{path}: format {kind!r}, this version reads {FORMAT}; update the project")
    if labels != {task: list(names) for task, names in TASKS.items()}:
        raise ModelError(f"{path}: another label vocabulary than this version's; train the model again")
    installed = version("scikit-learn")
    if trained_with.split(".")[:2] != installed.split(".")[:2]:
        raise ModelError(
            f"{path}: trained with scikit-learn {trained_with}, {installed} is installed; run `make setup`"
        )
    if _MODEL not in digests:
        raise ModelError(f"{path}: names no digest of {_MODEL}; do not load it")
    return manifest


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
