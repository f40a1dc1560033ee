"""The nightly dump: every format whole, with a description, a dictionary and checksums.

A dump is a job of the worker, one for each forum and night. Each file is made whole and kept beside
a note of its size and sum, so that a run that broke off goes on with the file it was at. The job's
row is what readers are led by: the moment it is done, all files are those of the new dump.

What is withdrawn or protected later must not stay public in last night's files: such a dump is
handed out no more from that moment on, and the next tick asks for a new one.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from avow.directory.models import Dataset, Entry
from avow.directory.query import Question
from avow.forums.models import Forum
from avow.jobs import services as jobs
from avow.jobs.models import Job
from avow.jobs.registry import runner
from avow.jobs.states import JobState
from avow.kernel.due import due
from avow.kernel.naming import release
from avow.opendata import package
from avow.opendata.exports import CHUNK, FORMATS, export
from avow.opendata.exports.rows import batches_for
from avow.opendata.exports.sources import Batch
from avow.people.models import Organisation

KIND = "opendata.dump"
HOUR = 2  # of the night, in the forum's zone
SUMS = "SHA256SUMS"
_SAID_EVERY = 20_000  # rows

Fact = dict[str, Any]  # name, bytes, sha256, rows


@dataclass(frozen=True, slots=True)
class Dump:
    """The files that may be handed out: where they are, and what is known of each."""

    folder: str
    made_at: datetime
    files: dict[str, Fact]
    state: dict[str, Any]

    def open(self, name: str) -> Any:
        """Return a file, open for reading. Raises FileNotFoundError."""
        return default_storage.open(f"{self.folder}/{name}")

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield a file. Raises FileNotFoundError before anything else."""
        with self.open(name) as file:
            while piece := file.read(CHUNK):
                yield piece


@due("opendata.dumps", every=timedelta(minutes=1))
def ask_for_due(now: datetime) -> int:
    """Ask for the dumps that are due and delete the files of earlier ones; return how many."""
    return sum(_ask_for(forum, now) for forum in Forum.objects.order_by("pk"))


def current(forum: Forum) -> Dump | None:
    """Return the newest dump, unless something in it may not be shown any more."""
    job = _newest(forum)
    if job is None or job.result is None or is_withheld(forum, job.params):
        return None
    files = {fact["name"]: fact for fact in job.result["files"]}
    made_at = datetime.fromisoformat(job.result["made_at"])
    return Dump(job.result["folder"], made_at, files, job.params)


def of_today(forum: Forum) -> Dump | None:
    """Return the newest dump if nothing has changed since: it is what would be written now."""
    found = current(forum)
    return found if found and found.state["version"] == _version(forum) else None


def is_withheld(forum: Forum, state: dict[str, Any]) -> bool:
    """Return whether something was withdrawn, protected or erased since a state was noted."""
    if state["version"] == _version(forum):
        return False
    seen = state_of(forum)
    return (
        bool(set(seen["protected"]) - set(state["protected"]))
        or bool(set(seen["withdrawn"]) - set(state["withdrawn"]))
        or seen["entries"] < state["entries"]
    )


def state_of(forum: Forum) -> dict[str, Any]:
    """Return what a dump of now would be of: the data's version, and what it leaves out."""
    entries = Entry.objects.filter(forum=forum)
    protected = Organisation.objects.filter(is_protected=True).order_by("pk")
    return {
        "version": _version(forum),
        "protected": list(protected.values_list("pk", flat=True)),
        "withdrawn": sorted(entries.filter(is_listed=False).values_list("ref", flat=True)),
        "entries": entries.count(),
    }


def _ask_for(forum: Forum, now: datetime) -> int:
    """Ask for a forum's dump if it is due: once each night, and at once in place of a withheld."""
    local = now.astimezone(forum.zone)
    making = _being_made(forum)  # before the newest: one that ends just now is in either
    newest = _newest(forum)
    withheld = newest is not None and is_withheld(forum, newest.params)
    _sweep(forum, making | ({newest.pk} if newest and not withheld else set()))
    key = f"{forum.pk}:{local:%Y-%m-%d}"
    if withheld:
        key += f":{_version(forum)}"
    elif local.hour < HOUR or (newest and newest.params["version"] == _version(forum)):
        return 0
    if Job.objects.filter(kind=KIND, key=key).exists():
        return 0
    state = state_of(forum)
    total = Question(forum.pk).found().count() * len(FORMATS)
    jobs.start(KIND, key=key, by=None, params=state, now=now, total=total, forum=forum)
    return 1


@runner(KIND)
def run(job: Job, now: datetime) -> dict[str, Any]:
    """Make the files that are not there yet: the job's work."""
    assert job.forum is not None
    forum, folder = job.forum, f"{_home(job.forum)}/{job.pk}"
    facts: dict[str, Fact] = {}
    done = 0
    for code in FORMATS:
        name = f"commitments.{code}"
        facts[name] = _kept(folder, name) or _make(job, folder, name, code, done)
        done += facts[name]["rows"]
        jobs.advance(job, done)
    described = json.dumps(package.descriptor(forum, facts), ensure_ascii=False, indent=1)
    for name, text in ((package.DICTIONARY, package.dictionary()), (package.NAME, described)):
        facts[name] = _save(folder, name, text)
    sums = "".join(f"{fact['sha256']}  {name}\n" for name, fact in facts.items())
    facts[SUMS] = _save(folder, SUMS, sums)
    return {"folder": folder, "made_at": now.isoformat(), "files": list(facts.values())}


def _make(job: Job, folder: str, name: str, code: str, before: int) -> Fact:
    """Write a format into a file of this machine, then keep it whole with a note beside it."""
    assert job.forum is not None
    rows = 0

    def counted(batch: Batch) -> Batch:
        nonlocal rows
        rows += batch.size
        if rows % _SAID_EVERY < batch.size:
            jobs.advance(job, before + rows, name)
        return batch

    batches = map(counted, batches_for(Question(job.forum.pk)))
    with TemporaryDirectory(prefix="avow-dump-") as place:
        path = Path(place) / name
        sums = hashlib.sha256()
        with path.open("wb") as file:
            for piece in export(code, job.forum, batches):
                file.write(piece)
                sums.update(piece)
        fact = {
            "name": name, "bytes": path.stat().st_size, "sha256": sums.hexdigest(), "rows": rows,
        }  # fmt: skip
        with path.open("rb") as made:
            _put(f"{folder}/{name}", File(made))
    _put(f"{folder}/{name}.note", ContentFile(json.dumps(fact).encode()))
    return fact


def _kept(folder: str, name: str) -> Fact | None:
    """Return the note of a file that an earlier run has finished."""
    with suppress(OSError), default_storage.open(f"{folder}/{name}.note") as file:
        fact: Fact = json.loads(file.read())
        return fact
    return None


def _save(folder: str, name: str, text: str) -> Fact:
    content = text.encode()
    _put(f"{folder}/{name}", ContentFile(content))
    digest = hashlib.sha256(content).hexdigest()
    return {"name": name, "bytes": len(content), "sha256": digest, "rows": 0}


def _put(path: str, file: "File[bytes]") -> None:
    """Keep a file under this very name: what a broken run left there goes first."""
    default_storage.delete(path)
    default_storage.save(path, file)


def _being_made(forum: Forum) -> set[int]:
    found = Job.objects.unfinished().filter(kind=KIND, forum=forum)
    return set(found.values_list("pk", flat=True))


def _sweep(forum: Forum, wanted: set[int]) -> None:
    """Delete the files of all dumps but the wanted ones."""
    for folder in _folders(forum):
        if folder not in map(str, wanted):
            for name in default_storage.listdir(f"{_home(forum)}/{folder}")[1]:
                default_storage.delete(f"{_home(forum)}/{folder}/{name}")
            default_storage.delete(f"{_home(forum)}/{folder}")


def _folders(forum: Forum) -> Iterator[str]:
    with suppress(FileNotFoundError):
        yield from default_storage.listdir(_home(forum))[0]


def _home(forum: Forum) -> str:
    return f"dumps/{forum.slug}"


def _newest(forum: Forum) -> Job | None:
    done = Job.objects.filter(kind=KIND, forum=forum, state=JobState.DONE)
    return done.order_by("-pk").first()


def _version(forum: Forum) -> str:
    """Return the version of the data and of what writes them."""
    data = Dataset.objects.filter(forum=forum).values_list("version", flat=True).first()
    return f"{data or ''}:{release()}"
