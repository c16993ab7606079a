import os
import re

import nbformat
import pytest
from nbclient import NotebookClient

from models.results import log_trained
from models.tracking import PROJECT_ROOT, start_session

NOTEBOOKS = sorted((PROJECT_ROOT / "notebooks").glob("*.ipynb"))
ABSOLUTE_PATH = re.compile(r"/home/|/Users/|(?<![\w.])/\w[\w.-]*/|[A-Z]:\\\\")


@pytest.fixture
def runs(store, saved, small_model, rulings):
    rows = [{"evidence": None, **row} for row in small_model.out_of_fold_][:200]
    with start_session("s") as session:
        for name, found in (("tfidf", [{**row, "scope": "limited"} for row in rows]), ("linear", rows)):
            metrics = {f"cv/{task}_macro_f1": 0.5 for task in ("outcome", "relief", "claims", "scope")}
            metrics |= {"cv/all_four_rulings": 0.5}
            metrics |= {f"{key}{end}": 0.4 for key in list(metrics) for end in ("_low", "_high")}
            with session.start_candidate(name) as run:
                log_trained(run, metrics, {}, saved, {"cv": (rulings[:200], found)})


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::RuntimeWarning")
def test_notebooks_run(runs, monkeypatch):
    # As the tests do, not as the person's own settings say.
    for variable in [name for name in os.environ if name.startswith("JUPYTER")]:
        monkeypatch.delenv(variable)
    assert [path.name for path in NOTEBOOKS] == ["01_corpus.ipynb", "02_errors.ipynb", "03_compare.ipynb"]
    shown = {}
    for path in NOTEBOOKS:
        book = nbformat.read(path, as_version=4)
        NotebookClient(book, timeout=120, resources={"metadata": {"path": str(path.parent)}}).execute()
        shown[path.stem] = str([cell.get("outputs") for cell in book.cells])
    assert "preliminary_injunction" in shown["01_corpus"]
    assert "linear: 200 documents" in shown["02_errors"] and "image/png" in shown["02_errors"]
    assert "linear less tfidf, 200 documents" in shown["03_compare"] and "scope_right" in shown["03_compare"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_committed_outputs_are_whole_and_hold_no_paths_and_no_text(path):
    book = nbformat.read(path, as_version=4)
    code = [cell for cell in book.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    outputs = [output for cell in code for output in cell.outputs]
    assert outputs and not any(output.output_type == "error" for output in outputs)
    for output in outputs:
        text = "\n".join([output.get("text", ""), *(v for k, v in output.get("data", {}).items() if "png" not in k)])
        assert not ABSOLUTE_PATH.search(text)
        assert not any(len(line.split()) > 40 for line in re.sub(r"<[^>]+>", "\n", text).splitlines())


def test_the_store_is_asked_for_in_words(store):
    from models.history import candidate_runs

    with pytest.raises(LookupError, match="run `make train` first"):
        candidate_runs()
