"""The classifier, its storage and its measures."""

from models.by_ruling import by_ruling
from models.classifier import CHAMPION, TARGET_ACCURACY, RulingClassifier, load
from models.linked import Links, fill_links, find_links
from models.storage import ModelError

__all__ = [
    "CHAMPION",
    "TARGET_ACCURACY",
    "Links",
    "ModelError",
    "RulingClassifier",
    "by_ruling",
    "fill_links",
    "find_links",
    "load",
]
