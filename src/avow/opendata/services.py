"""Uploads of the secretariat: check first, import when a person says so; both are jobs."""

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from avow.forums.models import Forum
from avow.jobs import services as jobs
from avow.jobs.models import Job
from avow.jobs.registry import runner
from avow.kernel.lifecycle import Refused
from avow.opendata.imports import mapping as mappings
from avow.opendata.imports.mapping import MapTo
from avow.opendata.imports.preparing import Proposal, propose
from avow.opendata.imports.problems import FileProblem
from avow.opendata.imports.registry import kind_of
from avow.opendata.imports.running import Report, run
from avow.opendata.imports.telling import guess_words, reading_lines, strange_lines
from avow.opendata.models import Upload
from avow.opendata.states import NearMode, UploadState
from avow.people.models import User

CHECK, IMPORT = "opendata.check", "opendata.import"


def receive(
    forum: Forum,
    kind: str,
    file: "UploadedFile[bytes]",
    *,
    by: User,
    now: datetime,
    mapping: MapTo | None = None,
) -> Upload:
    """Keep an uploaded file and ask for its check. Raises KeyError for an unknown kind.

    Without a mapping, a file whose columns are not ours by name is shown with a guess first.
    """
    kind_of(kind)
    plain = mapping.as_plain() if mapping else None
    with transaction.atomic():
        name = (file.name or "file")[:200]
        upload = Upload(forum=forum, kind=kind, name=name, mapping=plain, by=by, at=now)
        upload.file.save(f"upload-{now:%Y%m%d%H%M%S}", file, save=False)
        upload.save()
        upload.job = _start(CHECK, upload, by, now)
        upload.save(update_fields=["job"])
    return upload


def confirm(upload: Upload, *, by: User, now: datetime) -> Upload:
    """Import a checked file; a second click finds the first one's job. Raises Refused."""
    with transaction.atomic():
        row = Upload.objects.select_for_update().get(pk=upload.pk)
        if row.state in {UploadState.IMPORTING, UploadState.DONE}:
            return row
        if row.state != UploadState.CHECKED or not (
            row.report.get("good") or row.report.get("waiting")
        ):
            raise Refused("nothing_to_import")
        row.state = UploadState.IMPORTING
        row.job = _start(IMPORT, row, by, now, total=row.report.get("rows"))
        row.save(update_fields=["state", "job"])
    return row


def map_columns(upload: Upload, mapping: MapTo, *, by: User, now: datetime) -> Upload:
    """Keep which columns are ours and check the file by it. Raises Refused once it is imported."""
    with transaction.atomic():
        row = Upload.objects.select_for_update().get(pk=upload.pk)
        if row.state not in {UploadState.MAPPING, UploadState.CHECKED}:
            if row.mapping == mapping.as_plain() and row.state == UploadState.CHECKING:
                return row  # a second click
            raise Refused("mapping_too_late")
        row.state, row.mapping = UploadState.CHECKING, mapping.as_plain()
        row.job = _start(CHECK, row, by, now)
        row.save(update_fields=["state", "mapping", "job"])
    return row


def _start(kind: str, upload: Upload, by: User, now: datetime, total: int | None = None) -> Job:
    return jobs.start(
        kind,
        key=f"upload:{upload.pk}",
        by=by,
        params={"upload": upload.pk},
        now=now,
        total=total,
        forum=upload.forum,
    )


@runner(CHECK)
def check(job: Job, now: datetime) -> dict[str, object]:
    """Check an uploaded file: the job's work."""
    return _work(job, now, dry=True)


@runner(IMPORT)
def take_in(job: Job, now: datetime) -> dict[str, object]:
    """Import an uploaded file: the job's work. Begun again, it skips what is here already."""
    return _work(job, now, dry=False)


def _work(job: Job, now: datetime, *, dry: bool) -> dict[str, object]:
    upload = Upload.objects.select_related("forum").get(pk=job.params["upload"])
    with TemporaryDirectory(prefix="avow-import-") as folder:
        path, errors = Path(folder) / "file", Path(folder) / "errors.csv"
        with upload.file.open("rb") as source, path.open("wb") as target:
            shutil.copyfileobj(source, target)
        try:
            proposal = _propose(upload, path)
            if dry and upload.mapping is None and not proposal.is_exact:
                _ask_about(upload, proposal)
                return {"rows": 0}
            report = _run(
                upload,
                path,
                errors,
                now,
                by=(upload.by_id, job.by_id),
                dry=dry,
                advance=lambda done: jobs.advance(job, done),
            )
        except FileProblem as error:
            Upload.objects.filter(pk=upload.pk).update(
                state=UploadState.REFUSED, report={"refused": str(error)}
            )
            raise jobs.JobFailed(str(error)) from error
        with transaction.atomic():
            if report.bad:
                with errors.open("rb") as file:
                    upload.errors.save(f"errors-{upload.pk}.csv", File(file), save=False)
            upload.report = report.as_json() | _as_json(proposal)
            upload.state = UploadState.CHECKED if dry else UploadState.DONE
            upload.save(update_fields=["errors", "report", "state"])
    return {"rows": report.rows, "new": report.new, "known": report.known, "bad": report.bad}


def mapping_of(upload: Upload) -> MapTo | None:
    """Return the mapping that was decided for a file; None: by the very names of its columns."""
    if not upload.mapping:
        return None
    return mappings.of_plain(upload.mapping, [name for name, *_ in kind_of(upload.kind).columns])


def _propose(upload: Upload, path: Path) -> Proposal:
    return propose(kind_of(upload.kind), path, upload.forum, mapping_of(upload))


def _ask_about(upload: Upload, proposal: Proposal) -> None:
    upload.state, upload.report = UploadState.MAPPING, _as_json(proposal)
    upload.save(update_fields=["state", "report"])


def _as_json(proposal: Proposal) -> dict[str, object]:
    """Return how a file is understood, for the pages about it."""
    return {
        "columns": [
            {
                "theirs": guess.theirs,
                "ours": guess.ours,
                "why": guess_words(guess),
                "examples": proposal.examples.get(guess.theirs, []),
            }
            for guess in proposal.guessed.guesses
        ],
        "mapping": proposal.guessed.mapping.as_plain(),
        "missing": list(proposal.missing),
        "preview": [list(row.items()) for row in proposal.preview],
        "how": [*proposal.table.notes(), *reading_lines(proposal), *strange_lines(proposal)],
    }


def _run(
    upload: Upload,
    path: Path,
    errors: Path,
    now: datetime,
    *,
    by: tuple[int | None, ...],
    dry: bool,
    advance: Callable[[int], None],
) -> Report:
    with errors.open("w", encoding="utf-8", newline="") as file:
        return run(
            kind_of(upload.kind),
            path,
            upload.forum,
            now=now,
            errors=file,
            dry=dry,
            advance=advance,
            by=by,
            mapping=mapping_of(upload),
            near=NearMode.WAIT,
        )
