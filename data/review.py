"""What needs a person, as a queue that Label Studio imports, and its labelling configuration."""

import contextlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from data.articles import Article
from data.cells import NONE_NAMED
from data.label_studio import EVIDENCE, SPANS, task_of
from data.labels import TASKS
from data.text import encodable
from data.whole_file import whole_file


class ReviewQueue:
    """Takes articles and their predictions, and keeps those that need a person."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._number = 0

    def write(self, article: Article, row: Mapping[str, Any]) -> None:
        """Write a task if the prediction needs review."""
        if not row.get("needs_review"):
            return
        line = json.dumps(task_of(article, row, self._number + 1), ensure_ascii=False)
        self._stream.write(((",\n" if self._number else "\n") + encodable(line)).encode())
        self._number += 1


@contextlib.contextmanager
def open_review(path: str) -> Iterator[ReviewQueue]:
    """Open a queue for review; its labelling configuration is written beside it, as `.xml`.

    Parameters
    ----------
    path : str
        Ends in `.json`. Neither file takes its name before the block has ended well.

    Yields
    ------
    ReviewQueue

    Raises
    ------
    ValueError
        If the name does not end in `.json`.
    OSError
        If a file cannot be written.
    """
    if Path(path).suffix.lower() != ".json":
        raise ValueError(f"{path}: Label Studio imports tasks from files that end in .json; name one")
    with whole_file(str(Path(path).with_suffix(".xml"))) as settings, whole_file(path) as stream:
        settings.write(labelling_configuration().encode())
        stream.write(b"[")
        yield ReviewQueue(stream)
        stream.write(b"\n]\n")


def labelling_configuration() -> str:
    """Label Studio's description of the page on which a person labels: https://labelstud.io/tags/."""
    from xml.etree import ElementTree

    view = ElementTree.Element("View")
    ElementTree.SubElement(view, "Style").text = ".htx-text { white-space: pre-wrap; }"
    ElementTree.SubElement(view, "Header", value="$review_reason", size="5")
    for control, of in reversed(SPANS.items()):
        labels = ElementTree.SubElement(view, "Labels", name=control, toName=of, maxUsages="1")
        ElementTree.SubElement(labels, "Label", value=EVIDENCE, background="#d5a113")
        ElementTree.SubElement(view, "Text", name=of, value=f"${of}", saveTextResult="yes")
    for task, known in TASKS.items():
        ElementTree.SubElement(view, "Header", value=task, size="6")
        kind = "multiple" if task == "claims" else "single-radio"
        choices = ElementTree.SubElement(view, "Choices", name=task, toName="text", choice=kind, showInline="true")
        for label in (*known, NONE_NAMED) if task == "claims" else known:
            ElementTree.SubElement(choices, "Choice", value=label)
    ElementTree.indent(view)
    return ElementTree.tostring(view, encoding="unicode") + "\n"
