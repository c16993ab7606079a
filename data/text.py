"""One spelling of a text, for digests and for matching. Nothing here changes what is shown or stored."""

import hashlib
import re
import unicodedata
from typing import Final

_SINGLE: Final = "\u2018\u2019\u201a\u201b\u2032\u00b4\u0060\u02bc\u2039\u203a"
_DOUBLE: Final = "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"
_DASHES: Final = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_INVISIBLE: Final = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_SPELLING: Final = str.maketrans(
    {
        **dict.fromkeys(_SINGLE, "'"),
        **dict.fromkeys(_DOUBLE, '"'),
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys(_INVISIBLE, ""),
    }
)
_SPACE: Final = re.compile(r"\s+")
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def normalise(text: str) -> str:
    """Unify compatibility characters, quotation marks, dashes and white space.

    Case is kept. Applying it twice changes nothing more.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        In NFKC, with straight quotes, plain hyphens, and single spaces.
    """
    # Before NFKC, which would take an acute accent used as an apostrophe apart; after it,
    # because it makes dashes and primes out of their presentation forms.
    unified = unicodedata.normalize("NFKC", text.translate(_SPELLING)).translate(_SPELLING)
    return _SPACE.sub(" ", unified).strip()


def digest(text: str) -> str:
    """SHA-256 of the normalised text, in hexadecimal."""
    return hashlib.sha256(encodable(normalise(text)).encode()).hexdigest()


def encodable(text: str) -> str:
    """Replace lone surrogates, which no UTF-8 file can hold, one for one by U+FFFD."""
    return _LONE_SURROGATE.sub("\ufffd", text)
