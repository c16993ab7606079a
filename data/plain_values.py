"""Values of typed tables as JSON has them."""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from data.decoding import decode_line


def plain_value(value: Any) -> Any:
    """Spell a value of a spreadsheet or a Parquet file with JSON's types.

    Parameters
    ----------
    value : object
        Days and times become ISO text (a day without a time stays a day), bytes text, decimals
        numbers; lists and objects are gone through.
    """
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time.min else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bytes):
        return decode_line(value)
    if isinstance(value, Decimal):
        return int(value) if value.is_finite() and value == value.to_integral_value() else float(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1 << 53:
        return int(value)
    if isinstance(value, Mapping):
        return {str(key): plain_value(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain_value(item) for item in value]
    return value if value is None or isinstance(value, str | bool | int | float) else str(value)
