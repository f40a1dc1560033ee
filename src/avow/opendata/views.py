"""Comments of consultations as files, and the secretariat's imports."""

from django.contrib import messages
from django.db.models import Count
from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from avow.consultation.views.public import version_of
from avow.forums.middleware import ForumRequest
from avow.kernel.pagination import page_of
from avow.kernel.text import row_number
from avow.opendata import exports, services
from avow.opendata.column_forms import ColumnsForm
from avow.opendata.deciding import candidates_of, decide
from avow.opendata.exports import comments as said
from avow.opendata.forms import UploadForm
from avow.opendata.imports.registry import kind_of, kinds
from avow.opendata.mapping_store import keep
from avow.opendata.models import NearMiss, Upload, WaitingRow
from avow.opendata.states import Decision, UploadState
from avow.people.access import RoleRequest, for_roles, public
from avow.people.models import Organisation
from avow.people.roles import Role
from avow.people.views.found import to


@public
@require_safe
def comments(request: ForumRequest, slug: str, number: int, code: str) -> HttpResponseBase:
    """Hand out the public comments on a version, with what became of them."""
    if code not in {"csv", "xlsx"}:
        raise Http404
    version = version_of(request, slug, number)
    table = said.rows(version)
    response = (
        StreamingHttpResponse(said.as_csv(table), content_type="text/csv; charset=utf-8")
        if code == "csv"
        else HttpResponse(said.as_xlsx(table), content_type=exports.FORMATS["xlsx"].content_type)
    )
    name = f"{request.forum.slug}-{slug}-{number}-comments.{code}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@for_roles(Role.SECRETARIAT)
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: RoleRequest) -> HttpResponse:
    """Take a file in to be checked; show the earlier ones."""
    form = UploadForm(request.POST or None, request.FILES or None, forum=request.forum)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        row = services.receive(
            request.forum,
            data["kind"],
            data["file"],
            by=request.user,
            now=timezone.now(),
            mapping=form.mapping,
        )
        return redirect("data:upload", request.forum.slug, row.pk)
    uploads = Upload.objects.filter(forum=request.forum).select_related("by")
    waiting = NearMiss.objects.filter(forum=request.forum, decision=Decision.OPEN).count()
    context = {
        "form": form,
        "page": page_of(request, uploads),
        "kinds": kinds(),
        "waiting": waiting,
    }
    return render(request, "opendata/imports.html", context, status=422 if form.errors else 200)


@for_roles(Role.SECRETARIAT)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: RoleRequest, pk: int) -> HttpResponse:
    """Show what a file holds and what is wrong with it; POST imports its good rows."""
    row = _own(request, pk)
    if request.method == "POST":
        services.confirm(row, by=request.user, now=timezone.now())
        return redirect("data:upload", request.forum.slug, row.pk)
    return _upload_page(request, row)


@for_roles(Role.SECRETARIAT)
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: RoleRequest, pk: int) -> HttpResponse:
    """Show which column of a file is taken for which of ours; POST corrects it and checks again."""
    row = _own(request, pk)
    if not row.report.get("columns"):
        return redirect("data:upload", request.forum.slug, row.pk)
    kind, now = kind_of(row.kind), timezone.now()
    form = ColumnsForm(request.POST or None, kind=kind, report=row.report)
    if request.method == "POST" and form.is_valid():
        services.map_columns(row, form.mapping, by=request.user, now=now)
        if name := form.cleaned_data["keep_as"]:
            keep(request.forum, row.kind, name, form.mapping, by=request.user, now=now)
        return redirect("data:upload", request.forum.slug, row.pk)
    return _upload_page(request, row, form)


def _upload_page(
    request: RoleRequest, row: Upload, form: ColumnsForm | None = None
) -> HttpResponse:
    kind = kind_of(row.kind)
    if form is None and row.state == UploadState.MAPPING:
        form = ColumnsForm(None, kind=kind, report=row.report)
    context = {
        "upload": row,
        "kind": kind,
        "report": row.report,
        "job": row.job,
        "form": form,
    }
    status = 422 if form is not None and form.errors else 200
    response = render(request, "opendata/upload.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


@for_roles(Role.SECRETARIAT)
@require_safe
def errors(request: RoleRequest, pk: int) -> FileResponse:
    """Hand out the file of all problems."""
    row = _own(request, pk)
    if not row.errors:
        raise Http404
    return FileResponse(
        row.errors.open("rb"), as_attachment=True, filename="errors.csv", content_type="text/csv"
    )


def _own(request: RoleRequest, pk: int) -> Upload:
    return get_object_or_404(Upload.objects.select_related("job"), pk=pk, forum=request.forum)


@for_roles(Role.SECRETARIAT)
@require_safe
def near_misses(request: RoleRequest) -> HttpResponse:
    """List the names that wait for a decision, each with the organisations it may be."""
    rows = NearMiss.objects.filter(forum=request.forum, decision=Decision.OPEN)
    page = page_of(request, rows)
    refused = WaitingRow.objects.filter(near_miss__forum=request.forum).exclude(problem="")
    context = {
        "page": page,
        "cards": _cards(request, list(page)),
        "refused": refused.select_related("near_miss").order_by("-pk")[:20],
    }
    return render(request, "opendata/near_misses.html", context)


@for_roles(Role.SECRETARIAT)
@require_POST
def near_miss(request: RoleRequest, pk: int) -> HttpResponse:
    """Keep whose a name is; its rows go in by themselves."""
    row = get_object_or_404(NearMiss, pk=pk, forum=request.forum)
    choice = request.POST.get("organisation", "")
    number = row_number(choice)
    same = Organisation.objects.filter(pk=number).first() if number else None
    if same is None and choice != "new":
        context = {"cards": _cards(request, [row], is_wrong=True)}
        return render(request, "opendata/near_misses.html", context, status=422)
    decide(row, same, by=request.user, now=timezone.now())
    messages.success(
        request,
        _("Kept. The rows of %(name)s are being imported.") % {"name": row.name},
    )
    return to(request, "data:near_misses")


def _cards(
    request: RoleRequest, misses: list[NearMiss], *, is_wrong: bool = False
) -> list[dict[str, object]]:
    """Return what the page shows of each name; three queries."""
    near = candidates_of(misses)
    rows = WaitingRow.objects.filter(near_miss__in=misses).order_by().values("near_miss")
    numbers = dict(rows.annotate(number=Count("pk")).values_list("near_miss", "number"))
    own = request.standing.readable_organisations
    return [
        {
            "miss": miss,
            "near": near[miss.pk],
            "number": numbers.get(miss.pk, 0),
            "is_own": any(one.pk in own for one, _score, _reason in near[miss.pk]),
            "wrong": is_wrong,
        }
        for miss in misses
    ]
