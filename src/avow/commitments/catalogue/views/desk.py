"""The secretariat's pages of the catalogue: find, edit, add, retire, take the file's text again."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from avow.commitments.catalogue import editing, showing, typed
from avow.commitments.catalogue.controls import Drawing
from avow.commitments.catalogue.editing import ChangedMeanwhile
from avow.commitments.catalogue.models import Example
from avow.commitments.catalogue.states import ExampleState
from avow.commitments.catalogue.typed import Typed
from avow.commitments.catalogue.views.public import wanted
from avow.commitments.options import SDG_TARGETS
from avow.forums.models import Action, Forum
from avow.kernel.pagination import page_of
from avow.kernel.words import sentence
from avow.people.access import RoleRequest, for_roles
from avow.people.roles import Role

PER_PAGE = 50
EDITED = "edited"


@require_safe
@for_roles(Role.SECRETARIAT)
def listing(request: RoleRequest) -> HttpResponse:
    """List every example, the retired ones too, with how often each was used."""
    asked, state = wanted(request.GET), request.GET.get("state", "")
    rows = Example.objects.filter(forum=request.forum).with_uses()
    rows = rows.asked_for(
        coalitions=asked.coalitions, actions=asked.actions, types=asked.types, words=asked.words
    )
    if state == EDITED:
        rows = rows.filter(edited_at__isnull=False)
    elif state in ExampleState.values:
        rows = rows.filter(state=state)
    page = page_of(request, rows.most_used_first() if asked.sort else rows.in_order(), PER_PAGE)
    context = {
        "page": page,
        "cards": showing.cards(page, request.forum),
        "wanted": asked,
        "state": state,
        "states": [*ExampleState.choices, (EDITED, _("Edited here"))],
        "coalitions": request.forum.coalitions.prefetch_related("actions"),
        "types": showing.type_names(request.forum).items(),
    }
    return render(request, "catalogue/desk_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.SECRETARIAT)
def new(request: RoleRequest) -> HttpResponse:
    """Add an example: first its action and type, then its texts."""
    given = request.POST if request.method == "POST" else request.GET
    code, kind = given.get("action", ""), given.get("type", "")
    types = showing.type_names(request.forum)
    if request.method != "POST" and not (code and kind):
        coalitions = request.forum.coalitions.prefetch_related("actions")
        context = {"coalitions": coalitions, "types": types.items()}
        return render(request, "catalogue/desk_new.html", context)
    actions = Action.objects.select_related("forum")
    action = get_object_or_404(actions, forum=request.forum, code=code)
    if kind not in types:
        raise Http404
    example = Example(forum=request.forum, action=action, type=kind, version=0)
    example.code = editing.next_code(request.forum, action, kind)
    if request.method != "POST":
        return _draw(request, example, Typed({"years": "3"}))
    return _save(request, example)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.SECRETARIAT)
def edit(request: RoleRequest, code: str) -> HttpResponse:
    """Edit an example; another tab's change is shown beside what was typed here."""
    example = _example(request, code)
    if request.method == "POST":
        return _save(request, example)
    return _draw(request, example, typed.of_example(example))


def _save(request: RoleRequest, example: Example) -> HttpResponse:
    now, languages = timezone.now(), _languages(request.forum, example)
    written = typed.of_posted(dict(request.POST.lists()), languages)
    if more := request.POST.get("add_row", ""):
        return _draw(request, example, written, more=more, seen=_seen(request))
    checked = typed.check(written, languages)
    if checked.content is None:
        return _draw(
            request, example, written, errors=checked.errors, seen=_seen(request), status=422
        )
    if example.pk is None:
        code = request.POST.get("code", "")
        example = editing.add(
            example.action, example.type, code, checked.content, request.user, now
        )
        messages.success(request, _("The example has been added."))
        return redirect("catalogue:desk_edit", request.forum.slug, example.code)
    try:
        editing.change(example, checked.content, _seen(request), request.user, now)
    except ChangedMeanwhile as changed:
        theirs = typed.of_example(changed.example)
        return _draw(request, changed.example, written, theirs=theirs, status=409)
    messages.success(request, _("Saved."))
    return redirect("catalogue:desk_edit", request.forum.slug, example.code)


@require_POST
@for_roles(Role.SECRETARIAT)
def act(request: RoleRequest, code: str, move: str) -> HttpResponse:
    """Retire it, bring it back, or let it say again what the file says."""
    example, now = _example(request, code), timezone.now()
    if move == "retire":
        editing.retire(example, request.user, now)
        messages.success(request, _("The example is no longer offered."))
    elif move == "restore":
        editing.restore(example, request.user, now)
        messages.success(request, _("The example is offered again."))
    else:
        try:
            editing.take_file(example, _seen(request), request.user, now)
        except ChangedMeanwhile as changed:
            messages.error(request, _("Somebody changed it meanwhile. Look at it, and try again."))
            shown = typed.of_example(changed.example)
            return _draw(request, changed.example, shown, status=409)
        messages.success(request, _("The example says again what the file says."))
    return redirect("catalogue:desk_edit", request.forum.slug, example.code)


def _draw(
    request: RoleRequest,
    example: Example,
    written: Typed,
    *,
    errors: dict[str, str] | None = None,
    theirs: Typed | None = None,
    more: str = "",
    seen: int | None = None,
    status: int = 200,
) -> HttpResponse:
    drawing = Drawing(written, _languages(request.forum, example), errors, theirs)
    context = {
        "example": example,
        "is_new": example.pk is None,
        "type_name": showing.type_names(request.forum).get(example.type, example.type),
        "version": example.version if seen is None else seen,
        "years": drawing.years(),
        "texts": drawing.texts(),
        "row_lists": drawing.row_lists(more),
        "guidance": drawing.guidance(),
        "sdg": [(code, name, code in written.sdg_targets) for code, name in SDG_TARGETS.items()],
        "sdg_other": " ".join(one for one in written.sdg_targets if one not in SDG_TARGETS),
        "sdg_error": sentence(errors["sdg_targets"]) if errors and "sdg_targets" in errors else "",
        "errors": drawing.problems(),
        "is_conflict": theirs is not None,
    }
    return render(request, "catalogue/desk_edit.html", context, status=status)


def _example(request: RoleRequest, code: str) -> Example:
    rows = Example.objects.filter(forum=request.forum).in_order().with_uses()
    found: Example = get_object_or_404(rows.select_related("forum", "edited_by"), code=code)
    return found


def _languages(forum: Forum, example: Example) -> list[str]:
    """Return the languages of the form: the forum's own, then any other the example is in."""
    return list(dict.fromkeys([*forum.languages, *(example.titles or {})]))


def _seen(request: RoleRequest) -> int:
    """Return the version the form was opened with; nonsense is 0, which none has."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
