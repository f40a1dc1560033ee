"""Users, organisations, who represents whom, and who has which role in a forum."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from avow.forums.models import Coalition, Forum, Window
from avow.people.querysets import (
    InvitationQuerySet,
    LookQuerySet,
    OrganisationQuerySet,
    SeatHolderQuerySet,
)
from avow.people.states import LookPage, NearReason, RepresentationRole, RequestState, StaffRole


class UserManager(BaseUserManager["User"]):
    """Makes users, who sign in with their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a user. Raises ValueError without an address."""
        if not email:
            raise ValueError("a user needs an e-mail address")
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a user who sets the platform up; ordinary work never needs one."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """A person who signs in with an e-mail address."""

    username = None  # type: ignore[assignment]  # Django's documented way to drop the field
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150, blank=True)
    language = models.CharField(max_length=10, default="en")  # of mails and pages
    time_zone = models.CharField(max_length=60, default="UTC")

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()  # type: ignore[assignment,misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_once"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """Return the name a page shows."""
        return self.name or self.email

    def get_short_name(self) -> str:
        """Return the same: names are not cut."""
        return self.get_full_name()


class Organisation(models.Model):
    """An organisation, in all forums of the installation. `kind` is an organisation type's code."""

    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=250)
    folded_name = models.CharField(max_length=250, db_index=True, editable=False)
    language = models.CharField(max_length=10, default="en")  # of name and texts
    kind = models.CharField(max_length=40, db_index=True)
    country = models.CharField(max_length=2, blank=True, db_index=True)  # ISO 3166-1 alpha-2
    website = models.URLField(blank=True)
    summary = models.TextField(blank=True)
    principles = models.TextField(blank=True)  # how it lives the forum's principles inside
    contact_email = models.EmailField(blank=True)
    # Activists at risk: the public sees `protected_name` and no country, people or contact.
    is_protected = models.BooleanField(default=False)
    protected_name = models.CharField(max_length=120, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged"
    )
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField(auto_now=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(name="organisation_named", condition=~Q(name="")),
            models.CheckConstraint(
                name="organisation_not_merged_into_itself", condition=~Q(merged_into=F("pk"))
            ),
            models.CheckConstraint(
                name="organisation_protected_has_a_name_to_show",
                condition=Q(is_protected=False) | ~Q(protected_name=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_name(self) -> str:
        """Return the name for whoever has no need to know the real one."""
        return self.protected_name if self.is_protected else self.name


class Look(models.Model):
    """Somebody of the secretariat looked at an organisation at risk: kept, to account for."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="looks")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    page = models.CharField(max_length=80)
    at = models.DateTimeField()

    objects = LookQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(name="look_names_its_page", condition=~Q(page="")),
        ]

    def __str__(self) -> str:
        return f"{self.user} at {self.organisation}"

    @property
    def where(self) -> str:
        """Return the page in words."""
        return str(LookPage(self.page).label) if self.page in LookPage.values else self.page


class Alias(models.Model):
    """Another name of an organisation: an acronym, a translation, the name before a merge."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=250)
    folded_name = models.CharField(max_length=250, db_index=True, editable=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(name="alias_once", fields=["organisation", "folded_name"]),
        ]

    def __str__(self) -> str:
        return self.name


class Representation(models.Model):
    """A user may act for an organisation."""

    user = models.ForeignKey(User, models.CASCADE, related_name="representations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="representations")
    role = models.CharField(max_length=8, choices=RepresentationRole)
    since = models.DateTimeField()

    class Meta:
        ordering = ["organisation__name"]
        constraints = [
            models.UniqueConstraint(name="representation_once", fields=["user", "organisation"]),
            models.CheckConstraint(
                name="representation_role_known", condition=Q(role__in=RepresentationRole.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} for {self.organisation}"


class MailedInvitation(models.Model):
    """What every mailed invitation has: a link that works once, for one address, for a time."""

    email = models.EmailField()
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    token_digest = models.CharField(max_length=64, unique=True)  # the link's secret is never kept
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        abstract = True


class Invitation(MailedInvitation):
    """A colleague is asked to represent an organisation."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=8, choices=RepresentationRole)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                "organisation",
                name="invitation_open_once",
                condition=Q(accepted_at=None, revoked_at=None),
            ),
            models.CheckConstraint(
                name="invitation_expires_later", condition=Q(expires_at__gt=F("created_at"))
            ),
            models.CheckConstraint(
                name="invitation_role_known", condition=Q(role__in=RepresentationRole.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} for {self.organisation}"


class RoleInvitation(MailedInvitation):
    """Somebody, with an account or not yet, is asked to take a staff role in one forum."""

    forum = models.ForeignKey(Forum, models.CASCADE, related_name="role_invitations")
    role = models.CharField(max_length=16, choices=StaffRole)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                "forum",
                "role",
                name="role_invitation_open_once",
                condition=Q(accepted_at=None, revoked_at=None),
            ),
            models.CheckConstraint(
                name="role_invitation_expires_later", condition=Q(expires_at__gt=F("created_at"))
            ),
            models.CheckConstraint(
                name="role_invitation_role_known", condition=Q(role__in=StaffRole.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.role} of {self.forum}"


class JoinRequest(models.Model):
    """Somebody who found their organisation already here asks its leads to let them in."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="join_requests")
    user = models.ForeignKey(User, models.CASCADE, related_name="join_requests")
    message = models.TextField(blank=True)
    created_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=RequestState, default=RequestState.OPEN)
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="join_request_open_once",
                fields=["organisation", "user"],
                condition=Q(state="open"),
            ),
            models.CheckConstraint(
                name="join_request_state_known", condition=Q(state__in=RequestState.values)
            ),
            models.CheckConstraint(
                name="join_request_decided_is_dated",
                condition=Q(state="open", decided_at=None)
                | (~Q(state="open") & Q(decided_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} asks to join {self.organisation}"


class DuplicatePair(models.Model):
    """Two organisations that may be one; `first` has the smaller key, so a pair exists once."""

    first = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    second = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField()  # 0 to 100
    reason = models.CharField(max_length=16, choices=NearReason)
    found_at = models.DateTimeField()
    # A person looked and said: two organisations. The pair is never shown again.
    told_apart_at = models.DateTimeField(null=True, blank=True)
    told_apart_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-score", "pk"]
        constraints = [
            models.UniqueConstraint(name="duplicate_pair_once", fields=["first", "second"]),
            models.CheckConstraint(
                name="duplicate_pair_in_order", condition=Q(first__lt=F("second"))
            ),
            models.CheckConstraint(name="duplicate_pair_score", condition=Q(score__lte=100)),
        ]

    def __str__(self) -> str:
        return f"{self.first} = {self.second}?"


class ForumRole(models.Model):
    """A staff role of a user in one forum."""

    user = models.ForeignKey(User, models.CASCADE, related_name="forum_roles")
    forum = models.ForeignKey(Forum, models.CASCADE, related_name="roles")
    role = models.CharField(max_length=16, choices=StaffRole)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="forum_role_once", fields=["user", "forum", "role"]),
            models.CheckConstraint(name="forum_role_known", condition=Q(role__in=StaffRole.values)),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.role} of {self.forum}"


class Seat(models.Model):
    """A Champion's seat in a coalition, for a time; held by one organisation or several."""

    coalition = models.ForeignKey(Coalition, models.PROTECT, related_name="seats")
    starts_on = models.DateField()
    ends_on = models.DateField()
    source = models.URLField(blank=True)  # where a public list names this Champion

    class Meta:
        ordering = ["coalition", "pk"]
        constraints = [
            models.CheckConstraint(
                name="seat_dates_in_order", condition=Q(ends_on__gte=F("starts_on"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.coalition} #{self.pk}"


class SeatHolder(models.Model):
    """An organisation in a seat, from `since` until `until` (open: to the seat's end)."""

    seat = models.ForeignKey(Seat, models.CASCADE, related_name="holders")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="seats_held")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    is_co_chair = models.BooleanField(default=False)  # chairs rotate among holders

    objects = SeatHolderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="seat_holder_once", fields=["seat", "organisation"]),
            models.CheckConstraint(
                name="seat_holder_dates_in_order",
                condition=Q(until=None) | Q(until__gte=F("since")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} in {self.seat}"


class WindowGrant(models.Model):
    """One organisation may still hand in until `until`, though the window is closed to others."""

    window = models.ForeignKey(Window, models.PROTECT, related_name="grants")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="window_grants")
    until = models.DateTimeField()
    reason = models.TextField()
    granted_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    granted_at = models.DateTimeField()

    class Meta:
        ordering = ["-granted_at"]
        constraints = [
            models.CheckConstraint(name="window_grant_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="window_grant_later", condition=Q(until__gt=F("granted_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.window} for {self.organisation} until {self.until:%Y-%m-%d}"
