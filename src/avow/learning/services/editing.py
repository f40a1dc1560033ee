"""The secretariat's verbs: take a practice up, edit it, ask its maker, publish it, take it out."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Q

from avow.commitments.models import CoMaker, Commitment, Partner
from avow.directory.services import touch
from avow.forums.actions import living
from avow.forums.models import Action, Forum
from avow.forums.regions import COUNTRIES
from avow.kernel.lifecycle import Refused
from avow.kernel.meanwhile import unchanged_since
from avow.kernel.text import nfc, says_something
from avow.learning import publication, rules
from avow.learning.models import Mark, Practice, Wording
from avow.learning.services import common
from avow.learning.states import Answer, State
from avow.people.models import Organisation, User
from avow.people.roles import Role
from avow.progress.contents import digest
from avow.progress.models import Report
from avow.progress.services import common as progress

FIELDS = ("title", "text", "language", "actions", "countries", "tags")


def take_up(report: Report, *, by: User, now: datetime) -> Practice:
    """Begin to edit the good practice of a published report; a second click finds the first.

    Raises Refused: not one's to do, or the report does not share it.
    """
    with transaction.atomic():
        row = progress.locked_with_commitment(report)
        common.demand("practice.take_up", progress.roles_towards(row, by, now), State.DRAFT)
        forum = row.cycle.forum
        Forum.objects.select_for_update().get(pk=forum.pk)  # numbers follow each other
        known: Practice | None = Practice.objects.filter(report=row).first()
        if known is not None:
            return known
        if not common.is_shared(row):
            raise Refused("practice_not_shared")
        assert row.public is not None
        plain = row.public.content["plain"]
        last = Practice.objects.filter(forum=forum).aggregate(last=Max("number"))["last"] or 0
        return Practice.objects.create(
            forum=forum,
            number=last + 1,
            report=row,
            source=row.public,
            text=plain["good_practice"].strip(),
            language=plain["language"],
            actions=_actions(row.commitment),
            countries=_places(row),
            taken_by=by,
            taken_at=now,
        )


def _actions(commitment: Commitment) -> list[str]:
    if commitment.public is None:
        return []
    return [one.code for one in living(commitment.public.actions.with_successors())]


def _places(report: Report) -> list[str]:
    """Return where the commitment is carried out; nothing of a maker at risk."""
    commitment = report.commitment
    if report.organisation.is_protected or commitment.organisation.is_protected:
        return []
    if commitment.public is None:
        return []
    places = commitment.public.places.exclude(country="").order_by("pk")
    return list(dict.fromkeys(places.values_list("country", flat=True)))


def edit(
    practice: Practice,
    *,
    title: str,
    text: str,
    language: str,
    actions: Iterable[str],
    countries: Iterable[str],
    tags: Iterable[str],
    by: User,
    now: datetime,
    drawn: int | None = None,
) -> Practice:
    """Change the text that its maker will be asked about; what is public stays as agreed.

    `drawn` is the version its page showed. Raises Refused with every reason.
    """
    with transaction.atomic():
        row = common.locked(practice.pk)
        values = _checked(row.forum, title, text, language, actions, countries, tags)
        common.demand("practice.edit", common.roles_towards(row, by, now), row.state)
        if all(getattr(row, name) == value for name, value in values.items()):
            return row
        unchanged_since(drawn, row.version)
        for name, value in values.items():
            setattr(row, name, value)
        row.version += 1
        row.save()
    return row


def _checked(
    forum: Forum,
    title: str,
    text: str,
    language: str,
    actions: Iterable[str],
    countries: Iterable[str],
    tags: Iterable[str],
) -> dict[str, object]:
    title, text = " ".join(nfc(title).split()), nfc(text).strip()
    title, text = (one if says_something(one) else "" for one in (title, text))
    places, labels = list(dict.fromkeys(countries)), list(rules.tags_of(",".join(tags)))
    reasons = list(rules.wrong_tags(labels))
    if len(title) > rules.LONGEST_TITLE or len(text) > rules.LONGEST_TEXT:
        reasons.append("practice_too_long")
    if set(places) - set(COUNTRIES):
        reasons.append("practice_country_unknown")
    if reasons:
        raise Refused(*reasons)
    return {
        "title": title, "text": text, "language": language, "countries": places, "tags": labels,
        "actions": common.known_actions(forum, actions),
    }  # fmt: skip


def revise(practice: Practice, *, by: User, now: datetime) -> Practice:
    """Take a text back to edit it anew; what is public stays. A second click finds it done."""
    with transaction.atomic():
        row = common.locked(practice.pk)
        if row.state == State.DRAFT:
            common.demand("practice.edit", common.roles_towards(row, by, now), row.state)
            return row
        common.step(row, "revise", by, now)
        row.save(update_fields=["state"])
    return row


def content_of(practice: Practice) -> dict[str, object]:
    """Return all that its maker is asked about, as plain JSON values."""
    return {name: getattr(practice, name) for name in FIELDS}


def ask(practice: Practice, *, by: User, now: datetime, drawn: int | None = None) -> Practice:
    """Ask the maker whether exactly this may be published. A second click finds it done.

    Raises Refused: incomplete, not shared any more, changed meanwhile.
    """
    with transaction.atomic():
        row = common.locked(practice.pk)
        if row.state == State.ASKED and row.version == drawn:
            common.demand("practice.take_up", common.roles_towards(row, by, now), row.state)
            return row
        common.step(row, "ask", by, now)
        unchanged_since(drawn, row.version)
        row.save(update_fields=["state"])
        content = content_of(row)
        made = Wording.objects.create(
            practice=row, number=row.wordings.count() + 1, content=content,
            digest=digest(content), asked_at=now, asked_by=by,
        )  # fmt: skip
        common.tell_makers("practice.asked", row, now, key=f"practice.asked:{row.pk}:{made.number}")
    return row


def publish(practice: Practice, *, by: User, now: datetime) -> Practice:
    """Show to everybody exactly the text that its maker agreed to. A second click finds it done.

    Raises Refused.
    """
    with transaction.atomic():
        row = common.locked(practice.pk)
        if row.state == State.PUBLISHED:
            common.demand("practice.take_up", common.roles_towards(row, by, now), row.state)
            return row
        common.step(row, "publish", by, now)
        wording = row.wordings.order_by("-number")[0]
        if wording.answer != Answer.AGREED or wording.digest != digest(content_of(row)):
            raise Refused("practice_text_newer")
        _hold_names(row)
        row.public, row.published_at = wording, now
        row.save(update_fields=["state", "public", "published_at"])
        publication.keep_found(Practice.objects.filter(pk=row.pk))
        touch(row.forum_id)
        common.write_down(
            "publish", row, Role.SECRETARIAT, now, wording=wording.number, digest=wording.digest
        )
        key = f"practice.published:{row.pk}:{wording.number}"
        common.tell_makers("practice.published", row, now, key=key)
    return row


def _hold_names(row: Practice) -> None:
    """Lock the organisations named: one that asks for protection now waits, or came first."""
    commitment = row.report.commitment_id
    naming = Partner.objects.filter(revision__commitment=commitment, organisation__isnull=False)
    making = CoMaker.objects.filter(revision__commitment=commitment)
    concerned = Q(pk__in=[row.report.organisation_id, row.report.commitment.organisation_id])
    concerned |= Q(pk__in=naming.values("organisation")) | Q(pk__in=making.values("organisation"))
    rows = Organisation.objects.filter(concerned).order_by("pk")
    list(rows.select_for_update(of=("self",), no_key=True).values_list("pk"))


def take_out(practice: Practice, reason: str, *, by: User, now: datetime) -> Practice:
    """Take a practice out for good, with a reason. Raises Refused."""
    reason = nfc(reason).strip()
    with transaction.atomic():
        row = common.locked(practice.pk)
        common.step(row, "take_out", by, now, reason)
        row.reason = reason[: rules.LONGEST_ANSWER]
        hide(row, "take_out", Role.SECRETARIAT, now)
    return row


def hide(row: Practice, verb: str, role: Role, now: datetime) -> None:
    """Save a locked practice that is over: nothing of it is public from now on."""
    was_public = row.public_id is not None
    row.public, row.published_at, row.searched = None, None, ""
    row.save()
    Mark.objects.filter(practice=row).delete()
    if was_public:
        touch(row.forum_id)
        common.write_down(verb, row, role, now)


def tags_in_use(forum: Forum, most: int = 40) -> list[str]:
    """Return the tags of the forum's public practices, by their letters; one query."""
    rows = Mark.objects.filter(forum=forum, facet="tag").order_by("value")
    return list(rows.values_list("value", flat=True).distinct()[:most])


def actions_of(forum: Forum) -> list[Action]:
    """Return the actions that a practice can serve, in their order."""
    rows = Action.objects.filter(forum=forum, retired_at=None).select_related("coalition")
    return list(rows.order_by("coalition__position", "position"))
