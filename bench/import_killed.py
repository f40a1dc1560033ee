"""Kill `avow import commitments` half-way, run it again, and compare with a run left alone.

    python bench/import_killed.py 100000 --only postgresql

The run is killed (SIGKILL) when its database holds half of the rows. Ends with an error if the two
installations count anything differently, or the ledger does not hold.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import generate
from stage import Postgresql, Sqlite, avow, places

OUT = sys.stdout.write
FIGURES = Path(__file__).resolve().parent / "figures.py"


def figures(place: Sqlite | Postgresql, name: str) -> dict[str, object]:
    """Return what a database counts."""
    environment = {**os.environ, **place.environment(name)}
    told = subprocess.run(  # noqa: S603  our own script
        [sys.executable, str(FIGURES)], env=environment, check=True, stdout=subprocess.PIPE
    )
    found: dict[str, object] = json.loads(told.stdout)
    return found


def kill_half_way(place: Sqlite | Postgresql, name: str, file: Path, number: int) -> int:
    """Import until half of the rows are there, kill the process; return how many it had written."""
    command = [sys.executable, "-m", "avow", "import", "commitments", str(file)]
    environment = {**os.environ, **place.environment(name)}
    with subprocess.Popen(  # noqa: S603  our own command
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while place.count(name, "commitments_commitment") < number // 2:
            if process.poll() is not None:
                raise RuntimeError("the import ended before it could be killed")
            time.sleep(0.2)
        process.send_signal(signal.SIGKILL)
    return place.count(name, "commitments_commitment")


def compare(place: Sqlite | Postgresql, file: Path, number: int) -> bool:
    """Return whether a run that was killed and repeated ends like one that was left alone."""
    place.fresh("whole")
    avow("import", "commitments", str(file), environment=place.environment("whole"))
    place.fresh("killed")
    written = kill_half_way(place, "killed", file, number)
    avow("import", "commitments", str(file), environment=place.environment("killed"))
    avow("verify", environment=place.environment("killed"))
    whole, killed = figures(place, "whole"), figures(place, "killed")
    same = whole == killed and killed["commitments"] == number
    for name in whole:
        if whole[name] != killed[name]:
            OUT(f"{name}: {whole[name]} alone, {killed[name]} killed and repeated\n")
    OUT(
        f"{place.name}: killed with {written:,} of {number:,} written; then"
        f" {killed['commitments']:,} commitments, {killed['organisations']:,} organisations,"
        f" {'the same' if same else 'OTHER'} totals\n"
    )
    return same


def main() -> None:
    """Try it on the databases asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("number", type=int, nargs="?", default=100_000)
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    parser.add_argument("--file", type=Path, help="this file instead of a generated one")
    options = parser.parse_args()
    with places(options.only) as (folder, found):
        file = options.file or generate.write(options.number, folder / "rows.csv")
        same = [compare(place, file, options.number) for place in found]
        if not all(same):
            sys.exit(1)


if __name__ == "__main__":
    main()
