"""Predicting opens no network connection."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
FORBID = """
import socket, sys

def refuse(*_, **__):
    raise AssertionError("a socket was opened")

socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
from predict import main
sys.exit(main(sys.argv[1:]))
"""


def test_predicting_opens_no_socket(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(
        "<html><head><title>Judge blocks rule</title><link rel=stylesheet href='http://example.org/a.css'></head>"
        "<body><article><p>A federal judge on Monday blocked the rule, granting a preliminary injunction.</p>"
        "<img src='http://example.org/a.png'></article></body></html>"
    )
    out = tmp_path / "out.csv"
    command = [sys.executable, "-c", FORBID, str(ROOT / "data" / "examples"), str(page), "-o", str(out)]
    command += ["--report", str(tmp_path / "report.html"), "--review", str(tmp_path / "queue.json")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert len(out.read_text(encoding="utf-8-sig").splitlines()) > 12
