"""`avow user create` and `avow user role`."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from avow.people.models import ForumRole, Representation, Seat, User

FORUM = "generation-equality"


def avow(*words, password="", monkeypatch=None):
    """Run a command, with a password on its input if one is given; return what it printed."""
    if monkeypatch:
        monkeypatch.setattr("sys.stdin", StringIO(password))
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue().strip()


def test_a_user_is_made_with_a_confirmed_address_and_a_password(world, monkeypatch):
    avow(
        "user", "create", "zoe@example.org", "--name", "Zoe", "--password-stdin",
        password="correct horse battery\n", monkeypatch=monkeypatch,
    )  # fmt: skip
    zoe = User.objects.get(email="zoe@example.org")
    assert zoe.check_password("correct horse battery")
    assert zoe.emailaddress_set.get().verified
    assert not zoe.is_superuser


def test_a_superuser_is_made_only_on_request(world, monkeypatch):
    avow("user", "create", "root@example.org", "--superuser", monkeypatch=monkeypatch)
    assert User.objects.get(email="root@example.org").is_superuser


def test_made_twice_is_made_once(world, ana, monkeypatch):
    assert "already" in avow("user", "create", "ANA@example.org", monkeypatch=monkeypatch)
    assert User.objects.filter(email__iexact="ana@example.org").count() == 1


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["create", "not an address"], "not an e-mail"),
        (["role", "nobody@example.org", "secretariat", "--forum", FORUM], "no user nobody"),
        (["role", "ana@example.org", "secretariat", "--forum", "other"], "no forum other"),
        (["role", "ana@example.org", "champion", "--forum", FORUM], "which --organisation"),
        (["role", "ana@example.org", "lead", "--forum", FORUM, "--organisation", "x"], "no organisation x"),
    ],
)  # fmt: skip
def test_bad_input_is_one_clear_line(world, monkeypatch, words, line):
    with pytest.raises(CommandError, match=line):
        avow("user", *words, monkeypatch=monkeypatch)


def test_a_weak_password_is_refused(world, monkeypatch):
    with pytest.raises(CommandError):
        avow(
            "user",
            "create",
            "zoe@example.org",
            "--password-stdin",
            password="short\n",
            monkeypatch=monkeypatch,
        )
    assert not User.objects.filter(email="zoe@example.org").exists()


def test_roles_are_given_and_given_again_without_harm(world, chidi, monkeypatch):
    for _ in range(2):
        avow("user", "role", chidi.email, "secretariat", "--forum", FORUM)
        avow(
            "user",
            "role",
            chidi.email,
            "editor",
            "--forum",
            FORUM,
            "--organisation",
            "red-de-mujeres",
        )
        avow(
            "user", "role", chidi.email, "champion", "--forum", FORUM,
            "--coalition", "climate_justice", "--organisation", "lagos-youth-network",
        )  # fmt: skip
    assert ForumRole.objects.filter(user=chidi).count() == 1
    assert Representation.objects.filter(user=chidi).count() == 2
    assert Seat.objects.filter(coalition__code="climate_justice").count() == 1
