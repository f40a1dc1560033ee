"""Pages of the sheet for many reports: get it, send it back."""

import tempfile
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language_bidi, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from avow.forums.middleware import ForumRequest
from avow.kernel.lifecycle import Refused
from avow.opendata import exports
from avow.opendata.imports.problems import FileProblem
from avow.opendata.reporting.lines import MOST, owed_by, written_by
from avow.opendata.reporting.sheet import workbook
from avow.opendata.reporting.taking import SHOWN, Taken, take
from avow.people.access import SignedInRequest, signed_in
from avow.progress import services
from avow.progress.states import State

MAX_BYTES = 5 * 1024 * 1024


class _Request(SignedInRequest, ForumRequest):
    """A signed-in person in a forum, for annotations."""


class SheetForm(forms.Form):
    """The filled-in file."""

    file = forms.FileField(
        label=gettext_lazy("The sheet, filled in"),
        help_text=gettext_lazy("XLSX as you got it, at most 5 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def clean_file(self) -> Any:
        """Refuse a file that no sheet of ours can be."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("This file is larger than 5 MB."))
        return file


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def sheet(request: _Request) -> HttpResponse:
    """Begin what is not begun, get the sheet, send it back filled in."""
    posted = request.method == "POST"
    if posted and request.POST.get("act") == "begin":
        return _begun(request)
    form = SheetForm(request.POST if posted else None, request.FILES or None)
    taken, wrong = Taken(), ""
    if posted and form.is_valid():
        try:
            taken = _taken(request, form.cleaned_data["file"])
        except FileProblem as found:
            wrong = str(found)
        else:
            if not taken.problems:
                _say(request, taken)
                return redirect("data:report_sheet", forum=request.forum.slug)
    reports = written_by(request.user, request.forum)
    context = {
        "form": form,
        "reports": reports,
        "waiting": owed_by(request.user, request.forum).filter(state=State.NOT_STARTED).count(),
        "problems": taken.problems[:SHOWN],
        "number": len(taken.problems),
        "wrong": wrong,
    }
    status = 422 if form.errors or wrong or taken.problems else 200
    return render(request, "opendata/report_sheet.html", context, status=status)


def _begun(request: _Request) -> HttpResponse:
    now, done = timezone.now(), 0
    for report in owed_by(request.user, request.forum).filter(state=State.NOT_STARTED)[:MOST]:
        try:
            services.begin(report, request.user, now)
        except Refused:
            continue  # its commitment was withdrawn just now
        done += 1
    messages.success(
        request,
        ngettext("%(n)s report is begun.", "%(n)s reports are begun.", done) % {"n": done},
    )
    return redirect("data:report_sheet", forum=request.forum.slug)


def _taken(request: _Request, file: "UploadedFile[Any]") -> Taken:
    with tempfile.TemporaryDirectory() as folder:
        suffix = ".csv" if str(file.name).lower().endswith(".csv") else ".xlsx"
        path = Path(folder) / f"sheet{suffix}"
        with path.open("wb") as out:
            for part in file.chunks():
                out.write(part)
        return take(path, request.forum, by=request.user, now=timezone.now())


def _say(request: _Request, taken: Taken) -> None:
    if not taken.answers:
        messages.info(request, _("Nothing in the sheet is new. Nothing was changed."))
        return
    text = ngettext(
        "%(n)s answer is saved, in reports: %(reports)s. Look at each, then hand it in.",
        "%(n)s answers are saved, in reports: %(reports)s. Look at each, then hand it in.",
        taken.answers,
    )
    messages.success(request, text % {"n": taken.answers, "reports": len(taken.reports)})


@require_safe
@signed_in
def download(request: _Request) -> HttpResponse:
    """Hand out the sheet of the reports one is writing."""
    reports = written_by(request.user, request.forum)
    if not reports:
        raise Http404
    book = workbook(reports, rtl=get_language_bidi())
    response = HttpResponse(book, content_type=exports.FORMATS["xlsx"].content_type)
    response["Content-Disposition"] = f'attachment; filename="{request.forum.slug}-reports.xlsx"'
    return response
