import os
import stat
from pathlib import Path

import pytest

from data.whole_file import whole_file


def test_takes_its_name_at_the_end(tmp_path: Path) -> None:
    with whole_file(str(tmp_path / "o")) as file:
        file.write(b"new")
        assert not (tmp_path / "o").exists()
        assert all(path.name.startswith(".") for path in tmp_path.iterdir())
    assert (tmp_path / "o").read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["o"]


def test_keeps_permissions_and_links(tmp_path: Path) -> None:
    (tmp_path / "o").write_text("old")
    (tmp_path / "o").chmod(0o640)
    (tmp_path / "link").symlink_to("o")
    with whole_file(str(tmp_path / "link")) as file:
        file.write(b"new")
    assert (tmp_path / "link").is_symlink() and (tmp_path / "o").read_bytes() == b"new"
    assert stat.S_IMODE((tmp_path / "o").stat().st_mode) == 0o640


def test_a_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    with whole_file(str(tmp_path / "o")):
        pass
    assert (tmp_path / "o").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_failed_rename_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(handle: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="disk full"), whole_file(str(tmp_path / "o")):
        pass
    assert not list(tmp_path.iterdir())


def test_refuses_folders_and_absent_folders_at_once(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError, match="name a file"), whole_file(str(tmp_path)):
        pytest.fail("it opened")
    with pytest.raises(FileNotFoundError), whole_file(str(tmp_path / "no" / "o")):
        pytest.fail("it opened")


@pytest.mark.skipif(not Path(os.devnull).exists(), reason="needs a null device")
def test_devices_are_written_to_as_they_are() -> None:
    with whole_file(os.devnull) as file:
        file.write(b"x")
    assert not Path(os.devnull).is_file()
