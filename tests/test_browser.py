"""The MLflow UI on a store that a training left, in the machine's own chromium."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from models.results import log_trained
from models.tracking import start_session

CHROMIUM = shutil.which("chromium")
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--no-first-run"),
]
SHOWN = ("cv/outcome_macro_f1", "cv/relief_macro_f1", "cv/claims_macro_f1", "cv/scope_macro_f1")


@pytest.fixture
def logged(store, saved, small_model, rulings):
    """Two candidates in one session; their experiment, runs and models."""
    rows = [{"evidence": None, **row} for row in small_model.out_of_fold_][:100]
    found = {}
    with start_session("winter", {"train": ("a" * 64, "corpus.jsonl.gz")}) as session:
        for value, name in enumerate(("tfidf", "linear")):
            with session.start_candidate(name, {"seed": 0}) as run:
                metrics = {metric: 0.5 + value / 10 for metric in SHOWN}
                data = {"train": ("a" * 64, "corpus.jsonl.gz")}
                found[name] = run.run_id, log_trained(run, metrics, data, saved, {"cv": (rulings[:100], rows)})
    return session.experiment_id, found


@pytest.fixture
def ui(logged, store):
    """Address of `mlflow ui`, started as `make ui` does."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "mlflow", "ui", "--host", "127.0.0.1", "--port", str(port), "--workers", "1"]
    command += ["--backend-store-uri", f"sqlite:///{store}"]
    with (store.parent / "ui.log").open("w") as log:
        environment = os.environ | {"MLFLOW_DISABLE_TELEMETRY": "true"}
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)
    address = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + 120
        while not _answers(address):
            assert server.poll() is None and time.monotonic() < until, (store.parent / "ui.log").read_text()
            time.sleep(0.3)
        yield address
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(30)


def _answers(address):
    try:
        with urllib.request.urlopen(f"{address}/health", timeout=5) as reply:
            return reply.status == 200
    except OSError:
        return False


@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed: apt-get install chromium")
def test_runs_comparison_and_model_page_show_what_was_logged(ui, logged):
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed: pip install playwright"
    )
    experiment, found = logged
    (tfidf, _), (linear, model) = found["tfidf"], found["linear"]
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1500, "height": 900})
        page.set_default_timeout(60_000)
        page.goto(f"{ui}/#/experiments/{experiment}/runs")
        page.get_by_text("winter", exact=True).first.wait_for()
        page.locator("[role=gridcell] button").first.click()  # unfolds the session
        for name in found:
            page.get_by_text(name, exact=True).first.wait_for()
        page.goto(f'{ui}/#/compare-runs?runs=["{tfidf}","{linear}"]&experiments=["{experiment}"]')
        for metric in SHOWN:
            page.get_by_text(metric).first.wait_for()
        page.goto(f"{ui}/#/experiments/{experiment}/models/{model}")
        page.get_by_text("train (", exact=False).first.wait_for()
        for metric in SHOWN:
            page.get_by_text(metric).first.wait_for()
        browser.close()
