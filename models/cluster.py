"""A Dask cluster, and the model on each of its workers."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from models.errors import ClusterError

if TYPE_CHECKING:
    from distributed import Client

    from models.classifier import RulingClassifier

LOCAL: Final = "local"
"""Address that stands for a process on each core of this machine."""
_WAIT: Final = 15.0
_START: Final = (
    "start scheduler and workers in this project's folder with its environment, as docs/scale.md tells, "
    "with the same version of it as here"
)


@contextmanager
def connect(address: str) -> "Iterator[Client]":
    """Connect to the scheduler at an address such as `tcp://host:8786`, or start workers on this machine for `local`.

    Raises
    ------
    ClusterError
        If it does not answer.
    """
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise ClusterError(f"--dask needs Dask ({error}); install it with pip install distributed") from error
    if address == LOCAL:
        with (
            LocalCluster(n_workers=os.cpu_count(), threads_per_worker=1, dashboard_address=None) as cluster,
            Client(cluster) as client,
        ):
            yield client
        return
    try:
        client = Client(address, timeout=_WAIT)
    except (OSError, ValueError) as error:
        raise ClusterError(f"--dask {address}: no scheduler answers ({error}); {_START}") from error
    with client:
        yield client


@contextmanager
def training_on(address: str | None) -> Iterator[None]:
    """Have joblib run the folds of trainings on a cluster while the block lasts; in this process without an address.

    Raises
    ------
    ClusterError
        If it does not answer.
    """
    if address is None:
        yield
        return
    from joblib import parallel_config

    with (
        connect(address) as client,
        parallel_config(backend="dask", client=client, n_jobs=-1, wait_for_workers_timeout=_WAIT),
    ):
        yield


@contextmanager
def shipped(client: "Client", folder: Path) -> Iterator[str]:
    """Have the model on each worker while the block lasts; yields the name by which `worker_model` finds it.

    Raises
    ------
    ModelError
        If a worker refuses the model.
    ClusterError
        If there is no worker, or it does not know this project.
    """
    from models.model_plugin import ModelPlugin

    name = f"ruling-reader-{secrets.token_hex(4)}"
    files = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    try:
        client.wait_for_workers(1, timeout=_WAIT)
        client.register_plugin(ModelPlugin(files), name=name)
    except TimeoutError as error:
        raise ClusterError(f"--dask: the scheduler has no workers; {_START}") from error
    except ImportError as error:
        raise ClusterError(f"--dask: the workers do not know this project ({error}); {_START}") from error
    try:
        yield name
    finally:
        client.unregister_worker_plugin(name)


def worker_model(name: str) -> "RulingClassifier":
    """The model of the worker that runs this; raises `ClusterError` where it could not be loaded."""
    from distributed import get_worker

    plugin: Any = get_worker().plugins.get(name)
    if plugin is None:
        raise ClusterError(f"{get_worker().address}: the model could not be loaded, see the worker's log; {_START}")
    model: RulingClassifier = plugin.model
    return model
