"""What the models refuse."""


class ModelError(ValueError):
    """A model folder that cannot be trusted or read; the text says which file, why, and what to do."""


class ClusterError(RuntimeError):
    """A Dask cluster that cannot be used; the text says which, why, and what to do."""
