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
from avow.opendata.imports.problems import FileProblem
from avow.opendata.imports.registry import kind_of
from avow.opendata.imports.running import Report, run
from avow.opendata.models import Upload
from avow.opendata.states import UploadState
from avow.people.models import User

CHECK, IMPORT = "opendata.check", "opendata.import"


def receive(
    forum: Forum, kind: str, file: "UploadedFile[bytes]", *, by: User, now: datetime
) -> Upload:
    """Keep an uploaded file and ask for its check. Raises KeyError for an unknown kind."""
    kind_of(kind)
    with transaction.atomic():
        upload = Upload(forum=forum, kind=kind, name=(file.name or "file")[:200], by=by, at=now)
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
        if row.state != UploadState.CHECKED or not row.report.get("good"):
            raise Refused("nothing_to_import")
        row.state = UploadState.IMPORTING
        row.job = _start(IMPORT, row, by, now, total=row.report.get("rows"))
        row.save(update_fields=["state", "job"])
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
            upload.report = report.as_json()
            upload.state = UploadState.CHECKED if dry else UploadState.DONE
            upload.save(update_fields=["errors", "report", "state"])
    return {"rows": report.rows, "new": report.new, "known": report.known, "bad": report.bad}


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
        )
