"""A fine-tuned sentence encoder that reads title and chosen sentences, run by ONNX Runtime alone."""

import tempfile
import threading
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data import CLAIMS, OUTCOMES, RELIEFS, SCOPES
from features import encode, pad
from models.errors import ModelError
from models.pieces import Document

Floats = NDArray[np.float64]
ENCODER_FILES = ("encoder.onnx.gz", "tokenizer.json.gz")
NOT_READ = -12.0
"""Evidence score of a piece that is not in the excerpt: a chance of a few in a million."""
_LARGEST = 400_000_000
_PIECE = 1 << 18


class Encoder:
    """The network and its tokeniser; both are unpacked when they are first needed.

    Parameters
    ----------
    network, tokenizer : bytes
        The files of `ENCODER_FILES`, as they are on disk.
    """

    def __init__(self, network: bytes, tokenizer: bytes) -> None:
        self.network, self.tokenizer = network, tokenizer
        self._opened: tuple[int | None, _Later] | None = None

    @classmethod
    def from_folder(cls, folder: Path) -> "Encoder":
        """Read the encoder that `python -m models.export` wrote; raises OSError where a file is missing."""
        return cls(*((folder / name).read_bytes() for name in ENCODER_FILES))

    def __reduce__(self) -> tuple[type["Encoder"], tuple[bytes, bytes]]:
        return Encoder, (self.network, self.tokenizer)

    def open(self, threads: int | None = None, *, wait: bool = True) -> None:
        """Unpack the network before it is needed.

        Parameters
        ----------
        threads : int, optional
            That work on one batch; by default one a core. A process that is to be forked has one.
        wait : bool, default True
            Otherwise it is unpacked while the caller goes on, and what is wrong with it is told when it is needed.
        """
        if self._opened is None or self._opened[0] != threads:
            self._opened = threads, _Later(partial(_open_session, self.network, threads))
        if wait:
            self._opened[1].result()

    @property
    def _session(self) -> Any:
        if self._opened is None:
            self.open()
        assert self._opened is not None
        return self._opened[1].result()

    @cached_property
    def _pieces(self) -> Any:
        from tokenizers import Tokenizer

        with _refused(ENCODER_FILES[1]):
            pieces = Tokenizer.from_str(b"".join(_unpacked(self.tokenizer)).decode("utf-8"))
        pieces.no_padding()
        pieces.no_truncation()
        return pieces

    def probabilities(self, documents: Sequence[Document]) -> dict[str, Any]:
        """What the encoder says of documents.

        Returns
        -------
        dict of str to ndarray
            Probabilities by task, one row a document; `evidence` holds, for each document, the
            log-probability of each of its pieces to be the evidence.
        """
        encoded = [encode(self._pieces, d.title, d.pieces[1:]) for d in documents]
        found: dict[str, Any] = {
            "outcome": np.zeros((len(documents), len(OUTCOMES))),
            "relief": np.zeros((len(documents), len(RELIEFS) - 1)),
            "claims": np.zeros((len(documents), len(CLAIMS))),
            "scope": np.zeros((len(documents), len(SCOPES))),
            "evidence": [np.full(len(d.pieces), NOT_READ) for d in documents],
        }
        # One at a time: the eight-bit arithmetic scales by the largest value of a batch, so in company a document's
        # answer would depend on the others.
        for i, document in enumerate(encoded):
            ids, mask, pieces = pad([document], self._pieces)
            outcome, relief, claims, scope, evidence = self._session.run(
                None, {"ids": ids, "mask": mask, "pieces": pieces}
            )
            found["outcome"][i] = _softmax(outcome[0])
            found["relief"][i] = _softmax(relief[0])
            found["scope"][i] = _softmax(scope[0])
            found["claims"][i] = 1 / (1 + np.exp(-claims[0].astype(np.float64)))
            read = [0, *(place + 1 for place in document.chosen)]
            found["evidence"][i][read] = np.log(np.clip(_softmax(evidence[0]), np.exp(NOT_READ), 1.0))[: len(read)]
        return found


class _Later:
    """What a thread of its own makes, or the error that it met."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make
        self._made: Any = None
        self._error: ModelError | None = None
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._made = self._make()
        except ModelError as error:
            self._error = error

    def result(self) -> Any:
        self._thread.join()
        if self._error:
            raise self._error
        return self._made


def _open_session(network: bytes, threads: int | None) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    if threads:
        options.intra_op_num_threads = options.inter_op_num_threads = threads
    # From a file the weights are in memory once; given bytes, the session would keep them beside what it makes of them.
    with tempfile.NamedTemporaryFile(suffix=".onnx") as file, _refused(ENCODER_FILES[0]):
        for piece in _unpacked(network):
            file.write(piece)
        file.flush()
        return onnxruntime.InferenceSession(file.name, options, providers=["CPUExecutionProvider"])


@contextmanager
def _refused(name: str) -> Iterator[None]:
    try:
        yield
    except Exception as error:  # both libraries raise plain Exception
        raise ModelError(f"{name}: not part of an encoder ({error}); copy the whole model folder again") from error


def _softmax(logits: NDArray[np.float32]) -> Floats:
    powers = np.exp(logits.astype(np.float64) - logits.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def _unpacked(packed: bytes) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(wbits=31)
    left = _LARGEST
    for start in range(0, len(packed), _PIECE):
        piece = unpacker.decompress(packed[start : start + _PIECE], left + 1)
        left -= len(piece)
        if left < 0:
            raise ValueError("it unpacks to more than 400 MB")
        yield piece
    if not unpacker.eof:
        raise ValueError("it breaks off")
