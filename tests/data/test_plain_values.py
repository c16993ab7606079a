import json
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from data.plain_values import plain_value


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (datetime(2025, 3, 4), "2025-03-04"),
        (datetime(2025, 3, 4, 9, tzinfo=UTC), "2025-03-04T09:00:00+00:00"),
        (date(2025, 3, 4), "2025-03-04"),
        (time(9, 30), "09:30:00"),
        ("caf\u00e9".encode(), "caf\u00e9"),
        (Decimal("2.50"), 2.5),
        (Decimal("2.00"), 2),
        (3.0, 3),
        (1e300, 1e300),
        (True, True),
        (None, None),
        ({1: [date(2025, 3, 4)]}, {"1": ["2025-03-04"]}),
        ((1, b"x"), [1, "x"]),
        (complex(1, 2), "(1+2j)"),
    ],
)
def test_plain_value(value: Any, plain: Any) -> None:
    found = plain_value(value)
    assert found == plain and type(found) is type(plain) and json.dumps(found)
