import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from data import PREDICTION_COLUMNS, Article
from models import ModelError, load
from models.mlflow_model import save_mlflow_model
from models.tracking import PROJECT_ROOT

ROWS: list[dict[str, Any]] = [
    {"id": "a", "title": "Judge blocks ferry fee", "text": "A judge on Monday granted an injunction blocking the fee."},
    {"id": "b", "title": None, "text": "The council will meet on Friday to talk about the ferry."},
]


@pytest.fixture
def logged(saved: Path, tmp_path: Path) -> Path:
    save_mlflow_model(saved, tmp_path / "logged")
    return tmp_path / "logged"


def test_holds_model_and_code_alone(logged: Path, saved: Path) -> None:
    files = {path.relative_to(logged).as_posix() for path in logged.rglob("*") if path.is_file()}
    code = {name for name in files if name.startswith("code/")}
    assert {"code/data/labels.py", "code/features/cues.py", "code/models/classifier.py"} <= code
    assert {Path(name).suffix for name in code} == {".py"}
    assert not any("champion" in name or name.endswith(".pkl") for name in files)
    for name in ("model.skops", "manifest.json", "MODEL_CARD.md"):
        (kept,) = logged.glob(f"artifacts/*/{name}")
        assert kept.read_bytes() == (saved / name).read_bytes()
    assert "scikit-learn==" in (logged / "requirements.txt").read_text()


def test_predicts_as_the_folder_does_and_checks_digests(logged: Path, saved: Path) -> None:
    import mlflow.pyfunc
    import pandas as pd

    rows = mlflow.pyfunc.load_model(str(logged)).predict(pd.DataFrame(ROWS)).to_dict("records")
    wanted = load(saved).predict([Article(row["id"], row["title"] or "", row["text"]) for row in ROWS])
    assert [{key: row[key] for key in want} for row, want in zip(rows, wanted, strict=True)] == wanted
    (card,) = logged.glob("artifacts/*/MODEL_CARD.md")
    card.write_text("changed")
    with pytest.raises(ModelError, match="sha256 differs"):
        mlflow.pyfunc.load_model(str(logged))


def test_serves_predictions_over_http(logged: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "mlflow", "models", "serve", "-m", str(logged), "--env-manager", "local"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--workers", "1"]
    # Outside the checkout, so that the code that answers is the code that was logged.
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    environment |= {"MLFLOW_DISABLE_TELEMETRY": "true", "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    log = (logged / "serve.log").open("w")
    server = subprocess.Popen(
        command, cwd=logged.parent, env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
    )
    try:
        body = json.dumps({"dataframe_records": ROWS}).encode()
        answer = _post(f"http://127.0.0.1:{port}/invocations", body, server)
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(20)
        log.close()
    assert [row["id"] for row in answer["predictions"]] == ["a", "b"]
    assert [tuple(row) for row in answer["predictions"]] == [PREDICTION_COLUMNS] * 2
    assert answer["predictions"][0]["outcome"] == "granted"
    assert answer["predictions"][0]["evidence_start"] == 0
    assert answer["predictions"][1]["evidence"] is None


def _post(url: str, body: bytes, server: subprocess.Popen[bytes]) -> Any:
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    until = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(request, timeout=30) as reply:
                return json.load(reply)
        except (ConnectionError, urllib.error.URLError) as error:
            if isinstance(error, urllib.error.HTTPError) or server.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.2)


def test_reads_from_any_folder(logged: Path) -> None:
    program = (
        "import sys, mlflow.pyfunc, pandas\n"
        f"model = mlflow.pyfunc.load_model({str(logged)!r})\n"
        "print(model.predict(pandas.DataFrame([{'text': 'The judge denied the stay.'}])).outcome[0])\n"
        "assert sys.modules['models'].__file__.startswith(sys.argv[1]), sys.modules['models'].__file__\n"
    )
    command = [sys.executable, "-c", program, str(logged)]
    done = subprocess.run(command, cwd=logged.parent, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert str(PROJECT_ROOT) not in done.stdout
