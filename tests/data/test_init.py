import subprocess
import sys

import data

HEAVY = ("numpy", "sklearn", "scipy", "datasets", "pandas", "pyarrow", "mlflow", "charset_normalizer")


def test_every_public_name_is_there() -> None:
    assert all(hasattr(data, name) for name in data.__all__)


def test_importing_it_imports_no_library() -> None:
    code = f"import data, sys; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
