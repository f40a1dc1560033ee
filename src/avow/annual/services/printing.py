"""Build the files of an edition, by the worker: PDF and data package, once for each language.

A file is kept under what may be shown on that day (withheld.state_key): once that changes, it is
not found any more, is deleted, and made again for whoever asks.
"""

import hashlib
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils import translation

from avow.annual import package
from avow.annual.document import Document
from avow.annual.models import BuiltFile, Edition
from avow.annual.pdf import draw
from avow.annual.plain import plain
from avow.annual.states import State
from avow.annual.withheld import state_key
from avow.jobs.models import Job
from avow.jobs.registry import runner
from avow.jobs.services import advance, start
from avow.jobs.states import JobState
from avow.notices.letters import absolute

KIND = "annual.print"
KINDS = ("pdf", "zip")
REST = timedelta(minutes=10)  # after a failure nobody's reload asks for it again
STEPS = 100  # of the progress, for each file


def languages() -> list[str]:
    """Return the languages in which a report is made: all that pages have an address for."""
    return [code for code, _name in settings.LANGUAGES]


def ask_for(edition: Edition, now: datetime, *, kind: str = "", language: str = "") -> Job:
    """Ask the worker for one file, or for all of an edition; twice is once.

    One that has just failed is returned as it is: a page that waits does not ask for it for ever.
    """
    wanted = [
        [one, code]
        for one in ([kind] if kind else KINDS)
        for code in ([language] if language else languages())
    ]
    key = f"{edition.pk}:{kind}:{language}:{state_key(edition)}"
    failed = Job.objects.filter(
        kind=KIND, key=key, state=JobState.FAILED, finished_at__gt=now - REST
    ).first()
    if failed is not None:
        return failed
    params = {"edition": edition.pk, "files": wanted}
    total = len(wanted) * STEPS
    return start(
        KIND, key=key, by=None, params=params, now=now, total=total, forum=edition.report.forum
    )


@runner(KIND)
def run(job: Job, now: datetime) -> dict[str, Any]:
    """Build what is not there yet, file by file; then delete what may not be shown any more."""
    edition = Edition.objects.select_related("report__forum", "report__cycle").get(
        pk=job.params["edition"]
    )
    files = job.params["files"]
    for number in range(job.done // STEPS, len(files)):
        kind, language = files[number]
        before = number * STEPS

        def said(done: int, whole: int, before: int = before) -> None:
            advance(job, before + min(STEPS - 1, done * STEPS // max(whole, 1)))

        if find(edition, kind, language) is None:
            build(edition, kind, language, now, said)
        advance(job, before + STEPS)
    forget(edition)
    return {"files": files}


def build(
    edition: Edition,
    kind: str,
    language: str,
    now: datetime,
    said: Callable[[int, int], None] = lambda _done, _whole: None,
) -> BuiltFile:
    """Build one file and keep it; `said` is told how far it is (done, of how much)."""
    key = state_key(edition)
    with tempfile.TemporaryFile() as file:
        with translation.override(language):
            document = Document(edition.report, edition.content, edition, absolute)
            if kind == "pdf":
                file.write(pdf_of(document, said))
            else:
                rows = edition.report.number * len(package.TABLES)
                package.write(document, file, lambda done: said(done, rows))
        return _keep(edition, kind, language, key, file, now)


def pdf_of(
    document: Document, said: Callable[[int, int], None] = lambda _done, _whole: None
) -> bytes:
    """Return a document as PDF, in the active language."""
    chapters = len(document.content["sections"]) + 1
    # Gathering is the first half, setting the second.
    values = plain(document, lambda done: said(done, 2 * chapters))
    return draw(values)


def _keep(
    edition: Edition, kind: str, language: str, key: str, file: Any, now: datetime
) -> BuiltFile:
    size = file.tell()
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    row = BuiltFile(
        edition=edition, kind=kind, language=language, key=key, size=size, digest=digest,
        made_at=now,
    )  # fmt: skip
    row.file.save(f"{key[:24]}-{language}.{kind}", File(file), save=False)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:  # another worker was quicker; its file stays
        row.file.delete(save=False)
        return BuiltFile.objects.get(edition=edition, kind=kind, language=language, key=key)
    return row


def find(edition: Edition, kind: str, language: str) -> BuiltFile | None:
    """Return a file of an edition that may be shown today, if it was built."""
    rows = BuiltFile.objects.filter(edition=edition, kind=kind, language=language)
    found: BuiltFile | None = rows.filter(key=state_key(edition)).first()
    return found


def forget(edition: Edition) -> int:
    """Delete the files of a report that are of an earlier edition or of another day's names."""
    rows = BuiltFile.objects.filter(edition__report=edition.report_id)
    newest = edition.report.editions.first() or edition
    old = rows.exclude(edition=newest, key=state_key(newest))
    for row in list(old):
        row.delete()
        row.file.delete(save=False)
    return len(old)


def forget_all() -> int:
    """Do so for every report that is published."""
    newest = Edition.objects.filter(report__state=State.PUBLISHED).order_by("report", "-number")
    found: dict[int, Edition] = {}
    for edition in newest.select_related("report__forum"):
        found.setdefault(edition.report_id, edition)
    return sum(forget(edition) for edition in found.values())
