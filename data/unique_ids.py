"""Ids of which no two are the same."""

import warnings


class UniqueIds:
    """Gives the second article of an id `-2` after it, the third `-3`, with a warning."""

    def __init__(self) -> None:
        self._used: dict[str, int] = {}

    def take(self, wanted: str) -> str:
        """The id that the next article gets."""
        if wanted not in self._used:
            self._used[wanted] = 1
            return wanted
        if self._used[wanted] == 1:
            warnings.warn(f"the id {wanted!r} occurs more than once; repeats get -2, -3, ...", stacklevel=2)
        number = self._used[wanted] + 1
        while f"{wanted}-{number}" in self._used:
            number += 1
        self._used[wanted] = number
        self._used[f"{wanted}-{number}"] = 1
        return f"{wanted}-{number}"
