"""How far a job is."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from avow.forums.middleware import ForumRequest
from avow.forums.models import Forum
from avow.jobs.models import Job
from avow.people.access import SignedInRequest, signed_in
from avow.people.models import User
from avow.people.roles import Role
from avow.people.standing import standing_in_forum


def visible_job(pk: int, user: User, forum: Forum) -> Job:
    """Return the job to whoever started it and to the secretariat of its forum.

    One of another forum is not found in this one's pages. Raises Http404.
    """
    job = Job.objects.select_related("forum").filter(pk=pk).first()
    if job is None or job.forum_id not in {None, forum.pk}:
        raise Http404
    if job.by_id == user.pk:
        return job
    if job.forum and Role.SECRETARIAT in standing_in_forum(user, job.forum, timezone.now()).roles:
        return job
    raise Http404


class JobRequest(ForumRequest, SignedInRequest):
    """A request of somebody signed in, in a forum."""

    htmx: bool


@signed_in
@require_safe
@vary_on_headers("HX-Request")
def job(request: JobRequest, pk: int) -> HttpResponse:
    """Show a job's progress, which renews itself, and then its result or what went wrong."""
    context = {"job": visible_job(pk, request.user, request.forum)}
    template = "jobs/job.html#progress" if request.htmx else "jobs/job.html"
    response = render(request, template, context)
    response["Cache-Control"] = "no-store"
    return response
