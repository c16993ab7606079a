"""The model on each worker of a Dask cluster."""

from pathlib import Path
from tempfile import TemporaryDirectory

from distributed import Worker, WorkerPlugin

from models.classifier import load


class ModelPlugin(WorkerPlugin):
    """Brings a model folder to each worker once: to those there are, and to those that come later.

    Parameters
    ----------
    files : dict of str to bytes
        Of the model folder, by name.
    """

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files

    def setup(self, worker: Worker) -> None:
        """Load the model, digests and types checked as on any other path."""
        with TemporaryDirectory() as place:
            for name, content in self.files.items():
                Path(place, name).write_bytes(content)
            self.model = load(place)
        if self.model.encoder:
            self.model.encoder.open(worker.state.nthreads)
        self.files = {}
