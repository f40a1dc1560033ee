"""What is installed is whole: templates, static files, packs and messages ship in the wheel."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel_names(tmp_path_factory):
    out = tmp_path_factory.mktemp("wheel")
    # hatchling's own builder, in this environment: nothing is fetched.
    pytest.importorskip("hatchling")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    with zipfile.ZipFile(next(out.glob("*.whl"))) as archive:
        return set(archive.namelist())


def test_every_template_static_file_pack_and_message_is_in_the_wheel(wheel_names):
    package = ROOT / "src" / "avow"
    wanted = {
        str(path.relative_to(ROOT / "src"))
        for pattern in (
            "**/templates/**/*",
            "**/static/**/*",
            "**/typst/*",
            "directory/geometry/*",
            "forums/packs/*.yaml",
            "locale/**/*.mo",
        )
        for path in package.glob(pattern)
        if path.is_file()
    }
    assert wanted
    assert wanted - wheel_names == set()
