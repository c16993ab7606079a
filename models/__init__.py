"""The classifier, its storage and its measures."""

from models.classifier import CHAMPION, TARGET_ACCURACY, RulingClassifier, load
from models.storage import ModelError

__all__ = ["CHAMPION", "TARGET_ACCURACY", "ModelError", "RulingClassifier", "load"]
