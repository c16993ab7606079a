"""The classifier, its storage and its measures."""

from models.by_ruling import by_ruling
from models.classifier import CANDIDATES, CHAMPION, ENCODER_CANDIDATES, TARGET_ACCURACY, RulingClassifier, load
from models.encoder import Encoder
from models.errors import ClusterError, ModelError
from models.linked import Links, fill_links, find_links
from models.parallel import predict_all

__all__ = [
    "CANDIDATES",
    "CHAMPION",
    "ENCODER_CANDIDATES",
    "TARGET_ACCURACY",
    "ClusterError",
    "Encoder",
    "Links",
    "ModelError",
    "RulingClassifier",
    "by_ruling",
    "fill_links",
    "find_links",
    "load",
    "predict_all",
]
