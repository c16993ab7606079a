"""Fuzz every reader: python -m tests.fuzz_readers --minutes 60 --out finds.

Sound files are changed at random, inside their archives where they are packed, and read. What breaks a promise of
`tests.fuzz_targets`, or takes longer than any file should, is written to the folder, with the traceback; put it into
`tests/finds/`, where `tests/test_fuzz_finds.py` reads it from then on.
"""

import argparse
import faulthandler
import gzip
import io
import random
import resource
import signal
import sys
import time
import traceback
import zipfile
import zlib
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from tests.fuzz_targets import Run, targets

SECONDS: Final = 20.0
"""Of processor time that reading a small file may take."""
_MEMORY: Final = 6 << 30
_ARCHIVES: Final = ("docx", "xlsx")
_LONGEST: Final = 1 << 18
_WORDS: Final = (
    *rb"""0 -1 9999999999999999999999 1e999 NaN null true "" {} [] \u0000 \ud800 <!DOCTYPE <!ENTITY &x; &#0; &#x110000; ]]> <![CDATA[
    %s ../ file:///etc/passwd =cmd| charset=utf-7 charset=utf-16 base64, Content-Type: boundary= =?utf-8?q?= endobj stream /Parent /Kids
    xref 0000-00-00 9999-99-99T99:99 v. No. Judge granted http:// id title text evidence claims""".split(),
    *(b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\n\n", b'"', b","),
    "\u202e\u200f\ufeff\U0010ffff\u0130".encode(),
    "\ud800".encode(errors="surrogatepass"),
)


class TooLong(BaseException):
    """Reading goes on for ever; no parser's `except Exception` may swallow it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; returns 1 if anything was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz_readers", description=__doc__, allow_abbrev=False)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--out", type=Path, default=Path("finds"), help="folder for what is found")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", nargs="+", metavar="TARGET", help="such as articles.pdf (default: all)")
    options = parser.parse_args(arguments)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    signal.signal(signal.SIGPROF, _too_long)
    every = {name: target for name, target in targets().items() if not options.only or name in options.only}
    chance, end = random.Random(options.seed), time.monotonic() + 60 * options.minutes
    found: set[str] = set()
    tried = dict.fromkeys(every, 0)
    while time.monotonic() < end:
        for name, (run, seeds) in every.items():
            stop = time.monotonic() + 1.0
            while time.monotonic() < min(stop, end):
                tried[name] += 1
                _try(name, run, changed(chance, seeds, name.rpartition(".")[2]), options.out, found)
    print("\n".join(f"{name}: {count} files" for name, count in tried.items()))
    print(f"{sum(tried.values())} files, {len(found)} finds")
    return bool(found)


def changed(chance: random.Random, seeds: Sequence[bytes], suffix: str) -> bytes:
    """One of the seeds, changed; of an archive a part, or the bytes of the whole."""
    raw = chance.choice(seeds)
    if suffix == "gz" and chance.random() < 0.8:
        return gzip.compress(_changed(chance, gzip.decompress(raw), gzip.decompress(raw)), mtime=0)
    if suffix in _ARCHIVES and chance.random() < 0.9:
        return _rezipped(chance, raw)
    if suffix == "pdf" and chance.random() < 0.3:
        return _repacked_pdf(chance, raw)
    return _changed(chance, raw, chance.choice(seeds))


def _changed(chance: random.Random, raw: bytes, other: bytes) -> bytes:
    out = bytearray(raw)
    for _ in range(chance.choice((1, 1, 2, 3, 5, 10))):
        at = chance.randrange(len(out) + 1)
        to = min(len(out), at + chance.choice((1, 2, 4, 16, 100)))
        kind = chance.randrange(8)
        if kind == 0 and out:
            out[at % len(out)] = chance.randrange(256)
        elif kind == 1:
            out[at:to] = b""
        elif kind == 2:
            out[at:at] = chance.choice(_WORDS)
        elif kind == 3:
            out[at:to] = chance.choice(_WORDS)
        elif kind == 4:
            out[at:at] = bytes(out[at:to]) * chance.choice((1, 2, 50, 2000))
        elif kind == 5:
            start = chance.randrange(len(other) + 1)
            out[at:at] = other[start : start + chance.choice((4, 40, 400))]
        elif kind == 6:
            out[at:at] = bytes(chance.randrange(256) for _ in range(chance.choice((1, 4, 16))))
        elif chance.random() < 0.2:
            del out[at:]
        del out[_LONGEST:]
    return bytes(out)


def _rezipped(chance: random.Random, raw: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    for name in chance.sample(sorted(parts), min(len(parts), chance.choice((1, 1, 2)))):
        if chance.random() < 0.1:
            del parts[name]
        else:
            parts[name] = _changed(chance, parts[name], chance.choice(list(parts.values())))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def _repacked_pdf(chance: random.Random, raw: bytes) -> bytes:
    """Streams made Flate streams of changed content, so that the parser gets past the filter."""
    start = raw.find(b"stream\n") + 7
    end = raw.find(b"\nendstream", start)
    packed = zlib.compress(_changed(chance, raw[start:end], raw))
    head = raw[:start].rpartition(b"<< /Length")[0] + b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
    return head + packed + raw[end:]


def _try(name: str, run: Run, raw: bytes, out: Path, found: set[str]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, f"fuzz.{name.partition('.')[2]}")
        path.write_bytes(raw)
        try:
            _bounded(run, path)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            trace = traceback.extract_tb(error.__traceback__)
            ours = [
                f"{Path(frame.filename).name}:{frame.lineno}"
                for frame in trace
                if "site-packages" not in frame.filename
            ]
            where = f"{name} {type(error).__name__} {ours[-1]}"
            if where not in found:
                found.add(where)
                out.mkdir(parents=True, exist_ok=True)
                target = out / f"{name.partition('.')[0]}-{sha256(raw).hexdigest()[:8]}.{name.partition('.')[2]}"
                target.write_bytes(raw)
                Path(f"{target}.why.txt").write_text(traceback.format_exc(), encoding="utf-8", errors="replace")
                print(f"{target}: {where}", flush=True)


def _bounded(run: Run, path: Path) -> None:
    """Run under the bound on processor time, which does not depend on what else the machine does."""
    # Where a library's C code never comes back to Python, the process ends and says where.
    faulthandler.dump_traceback_later(30 * SECONDS, exit=True)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        run(path)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        faulthandler.cancel_dump_traceback_later()


def _too_long(*_: Any) -> None:
    raise TooLong(f"over {SECONDS:.0f} s of processor time")


if __name__ == "__main__":
    sys.exit(main())
