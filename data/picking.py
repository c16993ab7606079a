"""Which columns of a prediction are written, and in which order."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NoReturn

from data import cells
from data.spool import LAST


class ColumnError(ValueError):
    """Columns were asked for that cannot be written."""


class Picked:
    """Picks and orders the columns of rows.

    Parameters
    ----------
    names : sequence of str
    known : collection of str
        Columns that there always are; any other has to be in one row at least.
    flat : bool
        Whether rows are laid out for a table, where `claims_probabilities` is four columns.

    Raises
    ------
    ColumnError
        If no column is named, or one twice.
    """

    def __init__(self, names: Sequence[str], known: Collection[str], *, flat: bool) -> None:
        self.names = list(cells.flat(dict.fromkeys(names))) if flat else list(names)
        self._known = known
        self._asked = dict.fromkeys(name for name in names if name not in known)
        self._passed: dict[str, None] = {}
        self._rows = 0
        if not names or not all(names):
            raise ColumnError("a column without a name is asked for; give names parted by commas")
        if twice := [name for place, name in enumerate(names) if name in names[:place]]:
            raise ColumnError(f"the column {twice[0]!r} is asked for more than once")

    def of(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The picked values of a row; what it has not is null."""
        self._rows += 1
        self._passed |= dict.fromkeys(name for name in row if name not in self._known)
        return {name: _value(row, name) for name in self.names}

    @property
    def missing(self) -> list[str]:
        """The columns asked for that no row had."""
        return [name for name in self._asked if name not in self._passed]

    def check(self) -> None:
        """Raise `ColumnError` for a column that no row had, where there were rows at all."""
        if self.missing and self._rows:
            self.refuse()

    def refuse(self) -> NoReturn:
        """Raise `ColumnError` for the columns that no row had."""
        passed = ", ".join(self._passed) or "none"
        hint = f"; --with-text adds {LAST!r}" if LAST in self.missing else ""
        raise ColumnError(
            f"there is no column {', '.join(map(repr, self.missing))}{hint}; besides the prediction's own columns,"
            f" {', '.join(self._known)}, those of the input are: {passed}"
        )


def _value(row: Mapping[str, Any], name: str) -> Any:
    if name not in row and name in _CLAIMS:
        return (row.get("claims_probabilities") or {}).get(_CLAIMS[name])
    return row.get(name)


_CLAIMS = {column: claim for claim, column in cells.CLAIM_COLUMNS.items()}
