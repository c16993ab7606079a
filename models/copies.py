"""Copies of one article in a pile, as wire services make them, known from sketches of the texts."""

from array import array
from typing import TYPE_CHECKING, Final

from data import digest
from features import containment, resemblance, sketch

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RESEMBLANCE: Final = 0.75
"""Least share of shingles that two copies have in common; releases made from one form reach 0.6."""
CONTAINED: Final = 0.9
"""Least share of an excerpt's shingles that the whole article holds."""
_SHORT: Final = 8
_HEAD: Final = 8
_LOOKED_BACK: Final = 3


CopyKey = tuple["NDArray[np.uint32]", int]
"""Sketch of a text and hash of its title."""


def copy_key(title: str, text: str) -> CopyKey:
    """What is kept of an article to find its copies."""
    return sketch(text if text.strip() else title), int(digest(title.casefold())[:16], 16)


class CopyFinder:
    """Collects articles one by one and tells at the end which are copies of others.

    An article costs about 300 bytes of memory, whatever its length.
    """

    def __init__(self) -> None:
        self._hashes, self._ends, self._titles = array("I"), array("Q", [0]), array("Q")

    def add(self, title: str, text: str) -> None:
        """Take in the next article."""
        self.add_key(copy_key(title, text))

    def add_key(self, key: CopyKey) -> None:
        """Take in the next article by its key."""
        hashes, title = key
        self._hashes.frombytes(hashes.tobytes())
        self._ends.append(len(self._hashes))
        self._titles.append(title)

    def copies(self) -> dict[int, int]:
        """Find the copies.

        Returns
        -------
        dict of int to int
            Place of a copy to that of the first article with its text, both from 0 in the order in which they were added.
        """
        import numpy as np

        first: dict[int, int] = {}
        heads = np.array([hashed for at in range(len(self._titles)) for hashed in self._sketch(at)[:_HEAD]], np.uint32)
        sizes = [min(_HEAD, self._ends[at + 1] - self._ends[at]) for at in range(len(self._titles))]
        owners = np.repeat(np.arange(len(sizes)), sizes)
        order = np.argsort(heads, kind="stable")
        heads, owners = heads[order], owners[order]
        for run in np.split(owners, np.flatnonzero(np.diff(heads)) + 1):
            for place in range(1, len(run)):
                at = int(run[place])
                if at in first:
                    continue
                for earlier in {int(run[0]), *map(int, run[max(0, place - _LOOKED_BACK) : place])}:
                    earlier = first.get(earlier, earlier)
                    if earlier != at and self._same(earlier, at):
                        low, high = sorted((earlier, at))
                        first[high] = low
                        break
        return {at: _last(first, at) for at in sorted(first)}

    def _same(self, one: int, other: int) -> bool:
        sketches = self._sketch(one), self._sketch(other)
        if min(map(len, sketches)) < _SHORT:
            # A line of boilerplate says little: its title must be the same too.
            titled = self._titles[one] == self._titles[other] != int(digest("")[:16], 16)
            return titled and resemblance(*sketches) == 1
        return resemblance(*sketches) >= RESEMBLANCE or containment(*sketches) >= CONTAINED

    def _sketch(self, at: int) -> "NDArray[np.uint32]":
        import numpy as np

        return np.frombuffer(self._hashes, dtype=np.uint32)[self._ends[at] : self._ends[at + 1]]


def _last(first: dict[int, int], at: int) -> int:
    while at in first:
        at = first[at]
    return at
