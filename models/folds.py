"""Folds of a cross-validation, one after another or wherever joblib is told to run them."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

Found = TypeVar("Found")


def in_parallel(function: Callable[..., Found], tasks: Sequence[tuple[Any, ...]]) -> list[Found]:
    """Results of a function, in order of the tasks.

    Under `joblib.parallel_config` they run on that backend, such as Dask's; otherwise in this process.
    """
    from joblib import Parallel, delayed

    return list(Parallel()(delayed(function)(*task) for task in tasks))
