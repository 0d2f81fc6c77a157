"""What is released: ``python -m tests.packaging dist | check``.

dist    the sdist and the wheel, made from the sdist, into dist/
check   both made elsewhere, the wheel installed with the packages of requirements.lock alone, and run outside the checkout
        (needs a network, or what pip keeps of it)
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]
PARTS = ("bot", "corpus", "index", "pyproject.toml", "MANIFEST.in", "README.md", "LICENSE")
PATIENCE = 900  # seconds after which a step is taken to hang
BUILD = "import sys; from setuptools import build_meta; print(getattr(build_meta, 'build_' + sys.argv[1])(sys.argv[2]))"
QUESTION = "how long was follow-up after TES?"


def command(*arguments: str | Path, cwd: Path) -> str:
    """What a command prints, which ends with 0 and meets no setting of this machine's."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    done = subprocess.run(
        [str(one) for one in arguments],
        cwd=cwd,
        env=kept | {"PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, f"{' '.join(map(str, arguments))}: {done.stdout}{done.stderr}"
    return done.stdout


def built(folder: Path) -> tuple[Path, Path]:
    """The sdist and the wheel made from it, in a folder; the checkout is left as it is."""
    with tempfile.TemporaryDirectory() as name:
        copy = _copied(Path(name))
        sdist = folder / command(sys.executable, "-c", BUILD, "sdist", folder, cwd=copy).split()[-1]
        with tarfile.open(sdist) as archive:
            archive.extractall(name, filter="data")
        unpacked = Path(name) / sdist.name.removesuffix(".tar.gz")
        wheel = folder / command(sys.executable, "-c", BUILD, "wheel", folder, cwd=unpacked).split()[-1]
    return sdist, wheel


def _copied(folder: Path) -> Path:
    """What a release is made of, apart from the checkout: a build leaves files where it works."""
    copy = folder / "checkout"
    copy.mkdir()
    for name in (*PARTS, *beside()):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif not (copy / name).exists():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, copy / name)
    return copy


def beside() -> list[str]:
    """The files of the checkout that are installed beside the program, for who runs it."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    named = [name for files in settings["tool"]["setuptools"]["data-files"].values() for name in files]
    return [str(path.relative_to(ROOT)) for name in named for path in sorted(ROOT.glob(name))]


def installed(wheel: Path, folder: Path, *, locked: bool) -> Path:
    """The ``marrow`` of a virtual environment that is nothing's but the wheel's.

    ``locked``: with the packages of requirements.lock, fetched; else with those of the environment this runs in, whose own
    Marrow it does not see.
    """
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--python", python, "install", "-q")
    if locked:
        command(*pip, "--require-hashes", "-r", ROOT / "requirements.lock", cwd=folder)
    command(*pip, "--no-deps", wheel, cwd=folder)
    if not locked:
        (here,) = (folder / "lib").glob("python*/site-packages")
        theirs = [path for path in sys.path if path.endswith("site-packages")]
        # folders alone: their own .pth are not followed
        (here / "packages.pth").write_text("\n".join(theirs), "utf-8")
    return folder / "bin" / "marrow"


def runs(marrow: Path, folder: Path) -> str:
    """The version it says; it answers from the built-in papers, and checks what it said, in an empty folder."""
    said = command(marrow, "--version", cwd=folder)
    answer = json.loads(command(marrow, "ask", QUESTION, "--json", cwd=folder))
    assert (answer["outcome"], answer["answered"]) == ("answered", True), answer
    (folder / "answer.txt").write_text(answer["text"], "utf-8")
    command(marrow, "verify", "answer.txt", cwd=folder)
    command(marrow, "corpus", "cite", "--style", "vancouver", cwd=folder)
    return said.split()[-1]


def main() -> None:
    """Make a release, or make one and try it."""
    if sys.argv[1:] == ["dist"]:
        (ROOT / "dist").mkdir(exist_ok=True)
        print(*(path.relative_to(ROOT) for path in built(ROOT / "dist")), sep="\n")
    elif sys.argv[1:] == ["check"]:
        with tempfile.TemporaryDirectory() as name:
            (work := Path(name) / "work").mkdir()
            _, wheel = built(Path(name))
            version = runs(installed(wheel, Path(name) / "venv", locked=True), work)
            print(f"{wheel.name} runs outside the checkout, and says that it is {version}.")
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
