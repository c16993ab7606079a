import io
import zipfile

import pytest

from data import zipped
from data.articles import InputError
from data.zipped import open_zip
from tests.data.making import archive

WHOLE = archive({"a.xml": "<a/>" * 100})
LOCKED = WHOLE.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")


def test_a_sound_archive_opens() -> None:
    assert open_zip(io.BytesIO(WHOLE), ".docx").namelist() == ["a.xml"]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "it is empty"),
        (b"plain words", "it is no .docx file"),
        (WHOLE[:-30], "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "protected by a password or of an old Office format"),
        (LOCKED, "it is encrypted"),
    ],
)
def test_what_is_refused(raw: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as caught:
        open_zip(io.BytesIO(raw), ".docx")
    assert caught.value.remedy


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "LARGEST_UNPACKED", 1 << 20)
    with pytest.raises(InputError, match="it unpacks to 2 MB"):
        open_zip(io.BytesIO(archive({"a.xml": b" " * (1 << 20), "b.xml": b" " * (1 << 20)})), ".docx")


def test_a_part_never_unpacks_to_more_than_it_claims() -> None:
    raw = archive({"a.xml": b"x" * 1000})
    lying = raw.replace((1000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != raw
    with zipfile.ZipFile(io.BytesIO(lying)) as packed, packed.open("a.xml") as part:
        try:
            assert len(part.read()) <= 10
        except zipfile.BadZipFile as error:
            assert "CRC" in str(error)
