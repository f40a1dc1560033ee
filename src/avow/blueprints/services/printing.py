"""Draw a version or the acceleration plan as PDF: a job of the worker, once for each language."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import translation

from avow.blueprints.models import Plan, Print, Version
from avow.blueprints.pages import document_of_plan, document_of_version
from avow.blueprints.pdf import draw
from avow.jobs.models import Job
from avow.jobs.registry import runner
from avow.jobs.services import advance, start
from avow.jobs.states import JobState

KIND = "blueprints.print"
REST = timedelta(minutes=10)  # after a failure nobody's reload asks for it again


def ask_for(
    *,
    version: Version | None = None,
    plan: Plan | None = None,
    language: str = "",
    now: datetime,
) -> Job:
    """Ask the worker for the PDF in one language, or in every complete one; twice is once.

    One that has just failed is returned as it is: a page that waits does not ask for it for ever.
    """
    languages = [language] if language else list(settings.COMPLETE_LANGUAGES)
    params = {
        "version": version.pk if version else None,
        "plan": plan.pk if plan else None,
        "languages": languages,
    }
    thing = f"version:{version.pk}" if version else f"plan:{plan.pk if plan else ''}"
    forum = version.blueprint.coalition.forum if version else plan.forum if plan else None
    key = f"{thing}:{','.join(languages)}"
    failed = Job.objects.filter(
        kind=KIND, key=key, state=JobState.FAILED, finished_at__gt=now - REST
    ).first()
    if failed is not None:
        return failed
    return start(KIND, key=key, by=None, params=params, now=now, total=len(languages), forum=forum)


@runner(KIND)
def run(job: Job, now: datetime) -> dict[str, Any]:
    """Draw what is not there yet, language by language."""
    version = Version.objects.filter(pk=job.params["version"] or 0).first()
    plan = Plan.objects.filter(pk=job.params["plan"] or 0).first()
    languages = job.params["languages"]
    for done, language in enumerate(languages[job.done :], job.done + 1):
        if find(version=version, plan=plan, language=language) is None:
            with translation.override(language):
                content = draw(document_of_version(version) if version else document_of_plan(plan))
            _keep(content, version=version, plan=plan, language=language, now=now)
        advance(job, done)
    return {"languages": languages}


def _keep(content: bytes, *, now: datetime, **of: Any) -> None:
    row = Print(made_at=now, **of)
    row.file.save(f"plan-{of['language']}.pdf", ContentFile(content), save=False)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:  # another worker was quicker; its file stays
        row.file.delete(save=False)


def find(*, version: Version | None, plan: Plan | None, language: str) -> Print | None:
    """Return the PDF that was drawn, if it was."""
    return Print.objects.filter(version=version, plan=plan, language=language).first()
