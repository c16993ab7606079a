"""The classifier, its storage and its measures."""

from models.classifier import CANDIDATES, CHAMPION, ENCODER_CANDIDATES, TARGET_ACCURACY, RulingClassifier, load
from models.encoder import Encoder
from models.errors import ModelError

__all__ = [
    "CANDIDATES",
    "CHAMPION",
    "ENCODER_CANDIDATES",
    "TARGET_ACCURACY",
    "Encoder",
    "ModelError",
    "RulingClassifier",
    "load",
]
