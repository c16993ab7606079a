"""The state of a saved model as plain arrays, read without scikit-learn: to predict takes no more."""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from models.errors import ModelError

Floats = NDArray[np.float64]
TERMS: Final = "_terms"
"""Ends the key of the text that holds a vectoriser's vocabulary, one term a line, in the order of the columns."""
_COPY: Final = "copy the whole model folder again"


@dataclass(frozen=True, slots=True)
class Regression:
    """A fitted logistic regression that predicts as scikit-learn's does."""

    coef_: NDArray[np.floating]
    intercept_: Floats
    classes_: NDArray[Any]

    def predict_proba(self, features: Any) -> Floats:
        """Probabilities of the classes, one row a document."""
        return chances(features @ self.coef_.T.astype(np.float64) + self.intercept_)


@dataclass(frozen=True, slots=True)
class Vectoriser:
    """A fitted vectoriser: its terms, in the order of its columns, and what each weighs.

    Attributes
    ----------
    terms : str
        One a line.
    most : int
        Words in its longest terms.
    idf : ndarray or None
        Inverse document frequencies of a TF-IDF with sublinear counts and rows of unit length; None where it only tells which terms
        there are.
    """

    terms: str
    most: int
    idf: Floats | None


def chances(scores: Floats) -> Floats:
    """Probabilities of the classes from the scores of a regression: softmax, or for a single column the logistic function."""
    if scores.shape[1] == 1:
        likely = 1 / (1 + np.exp(-scores[:, 0]))
        return np.stack([1 - likely, likely], axis=1)
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def plain(estimator: Any, terms: str = "") -> Any:
    """What predicting needs of a fitted scikit-learn object, or of the attributes that a file holds of it.

    Raises
    ------
    ValueError
        If it is set up as none of this project is.
    """
    if isinstance(estimator, Regression | Vectoriser):
        return estimator
    told = estimator if isinstance(estimator, Mapping) else vars(estimator)
    if "coef_" in told:
        return Regression(*(np.asarray(told[name]) for name in ("coef_", "intercept_", "classes_")))
    if not terms and told["vocabulary_"]:
        terms = "\n".join(sorted(told["vocabulary_"], key=told["vocabulary_"].__getitem__))
    weighted = told.get("_tfidf")
    inner = weighted if isinstance(weighted, Mapping) or weighted is None else vars(weighted)
    pattern = r"(?u)\b\w\w+\b" if inner else r"\S+"
    if told["token_pattern"] != pattern or told["ngram_range"][0] != 1 or (inner is None) != told["binary"]:
        raise ValueError("a vectoriser is set up otherwise than those of this version")
    if inner and (inner["norm"], inner["sublinear_tf"], told["ngram_range"][1]) != ("l2", True, 2):
        raise ValueError("a vectoriser weighs otherwise than those of this version")
    idf = np.asarray(inner["idf_"], dtype=np.float64) if inner else None
    return Vectoriser(terms, told["ngram_range"][1], idf)


def plain_parts(parts: Mapping[str, Any]) -> dict[str, Any]:
    """`plain` of every object in nested dicts; what is plain already stays."""
    found: dict[str, Any] = {}
    for key, value in parts.items():
        if isinstance(value, Mapping) and not {"coef_", "vocabulary_"} & value.keys():
            found[key] = plain_parts(value)
        elif isinstance(value, Mapping) or hasattr(value, "coef_") or hasattr(value, "vocabulary_"):
            found[key] = plain(value, parts.get(key + TERMS, ""))
        elif not key.endswith(TERMS):
            found[key] = value
    return found


def open_state(path: Path) -> tuple[zipfile.ZipFile, dict[str, Any]]:
    """A model file and its schema.

    Raises
    ------
    ModelError
        If it is none.
    """
    try:
        archive = zipfile.ZipFile(path)
        schema: dict[str, Any] = json.loads(archive.read("schema.json"))
    except (zipfile.BadZipFile, KeyError, ValueError, RecursionError) as error:
        raise ModelError(f"{path}: not a skops file ({error}); {_COPY}") from error
    return archive, schema


def types_in(schema: Any) -> Iterator[str]:
    """Names of all types that a schema tells of."""
    stack = [schema]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            if "__class__" in node and "__module__" in node:
                yield f"{node['__module__']}.{node['__class__']}"
            stack.extend(node.values())
        elif isinstance(node, list):
            stack.extend(node)


def state_of(archive: zipfile.ZipFile, schema: Mapping[str, Any]) -> dict[str, Any]:
    """The state in a model file, as `plain_parts` makes it; nothing that the file names is imported or called.

    Raises
    ------
    ModelError
        If the file is not laid out as skops does it, or an estimator is set up as none of this version is.
    """
    try:
        return plain_parts(_value(archive, schema))
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise ModelError(f"{archive.filename}: not a model of this version ({error}); {_COPY}") from error


def _value(archive: zipfile.ZipFile, node: Mapping[str, Any]) -> Any:
    kind, content = node["__loader__"], node.get("content")
    if kind == "JsonNode":
        return json.loads(node["content"])
    if kind == "DictNode":
        return {key: _value(archive, value) for key, value in node["content"].items()}
    if kind == "ObjectNode":
        return _value(archive, node["content"])
    if kind in ("ListNode", "TupleNode"):
        return [_value(archive, value) for value in content or []]
    if kind == "NdArrayNode" and node["type"] == "numpy":
        return np.load(io.BytesIO(archive.read(node["file"])), allow_pickle=False)
    return None
