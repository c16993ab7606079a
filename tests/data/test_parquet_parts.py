import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.articles import Article, InputError, Problem
from data.columns import Columns
from data.parquet_parts import find_parts, read_part
from data.reading import read_articles


def write(path, titles, **options):
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table({"title": titles}), path, **options)


@pytest.fixture
def pile(tmp_path):
    folder = tmp_path / "in"
    write(folder / "b.parquet", [f"b{n}" for n in range(7)], row_group_size=2)
    write(folder / "b" / "a.parquet", ["deep"])
    write(folder / "z.parquet", ["z0", None, "z2"])
    write(folder / ".hidden.parquet", ["no"])
    write(folder / "_temporary" / "c.parquet", ["no"])
    (folder / "_SUCCESS").touch()
    return folder


def found(given, rows=3, **columns):
    problems: list[Problem] = []
    parts, digest = find_parts(str(given), Columns(columns), problems.append, rows)
    return parts, digest, problems


def test_the_parts_are_the_pile(pile):
    parts, _, problems = found(pile)
    assert not problems
    assert [(part.file, part.start, part.stop) for part in parts] == [
        *((0, 0, 3), (0, 3, 6), (0, 6, 7)),
        *((1, 0, 3), (2, 0, 1)),
    ]
    assert [part.stem for part in parts] == sorted(part.stem for part in parts)
    # What is hidden from Spark and Dask is told by an underscore, which the reader of files does not know.
    shown = [str(pile / name) for name in ("b.parquet", "z.parquet", "b/a.parquet")]
    whole_problems: list[object] = []
    whole = list(read_articles(shown, on_problem=whole_problems.append))
    read = [each for part in parts for each in read_part(part, Columns())]
    assert [each for each in read if isinstance(each, Article)] == whole
    assert [each for each in read if not isinstance(each, Article)] == whole_problems and whole_problems


def test_a_url_names_the_same_rows(pile):
    parts, _, _ = found(pile.as_uri())
    assert [part.url for part in parts] == [part.url for part in found(pile)[0]]
    assert parts[0].name == f"{pile.as_uri()}/b.parquet"


def test_a_file_alone(pile):
    (part,) = found(pile / "z.parquet")[0]
    assert (part.name, part.stop) == (str(pile / "z.parquet"), 3)


def test_halves_are_the_part(pile):
    part = found(pile, rows=9)[0][0]
    first, second = part.halves
    assert (first.start, first.stop, second.start, second.stop) == (0, 3, 3, 7)
    assert first.stem < second.stem and first.stem != part.stem


def test_the_digest_tells_a_changed_file(pile):
    before = found(pile)[1]
    assert found(pile)[1] == before
    write(pile / "z.parquet", ["other", "titles"])
    assert found(pile)[1] != before


def test_files_that_cannot_be_read_cost_no_other(pile):
    (pile / "notes.txt").write_text("not here")
    (pile / "broken.parquet").write_bytes(b"PAR1 and nothing more")
    (pile / "zz.parquet").symlink_to(pile / "gone.parquet")
    write(pile / "empty.parquet", pa.array([], pa.string()))
    parts, _, problems = found(pile)
    assert {part.name for part in parts} == {str(pile / name) for name in ("b.parquet", "z.parquet", "b/a.parquet")}
    assert {problem.input: problem.reason.partition(":")[0] for problem in problems} == {
        str(pile / "notes.txt"): "it is no Parquet file",
        str(pile / "broken.parquet"): "it cannot be read as a Parquet file",
        str(pile / "zz.parquet"): "No such file or directory",
        str(pile / "empty.parquet"): "it has columns but no rows",
    }


@pytest.mark.parametrize(("given", "reason"), [("none", "no files are there"), ("nope://x", "Protocol not known")])
def test_nothing_there(tmp_path, monkeypatch, given, reason):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=reason):
        found(given)


def test_a_part_that_broke_since_is_a_problem(pile):
    part = found(pile)[0][-2]
    (pile / "z.parquet").write_bytes(b"PAR1 and nothing more")
    (problem,) = read_part(part, Columns())
    assert not isinstance(problem, Article) and problem.input == str(pile / "z.parquet")
