# ruff: noqa: E501  a question stays a line
"""The questions about makers together: a row for each co-maker, and those asked once."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from avow.commitments import options
from avow.commitments.joint import SPLIT
from avow.forums.packs.schema import Pack

Json = dict[str, Any]
Words = str | Promise


def maker_questions() -> list[Json]:
    """Return the questions of a row: one co-maker."""
    return [
        _text("name", _("Name"), _("As it is registered here."), 250, required=True),
        _text("organisation", _("Registered organisation"), "", 120),
        _text("share", _("Share in per cent"), _("Its part of the money, such as 40 or 33.33."), 12, required=True),
        _text("task", _("What it does"), _("Its part of the work."), 300),
    ]  # fmt: skip


def joint_questions(pack: Pack) -> list[Json]:
    """Return the questions asked once: the lead's share, open or closed, the coalitions' parts."""
    split = [
        _text(
            f"{SPLIT}{one.code}",
            "",
            _("Its part of the money in per cent. Leave all empty for equal parts."),
            12,
        )
        | {"names": dict(one.names)}
        for one in pack.coalitions
    ]
    return [
        _text("lead_share", _("Your own share in per cent"), _("Yours and those of your co-makers must make 100. Leave it empty if you have no co-maker."), 12),
        {
            "code": "is_open",
            "kind": "boolean",
            "names": options.texts(_("Open to others")),
            "help": options.texts(_("Other organisations may ask on the public page to join. You decide.")),
            "required": False,
        },
        *split,
    ]  # fmt: skip


def _text(code: str, names: Words, help_: Words, longest: int, *, required: bool = False) -> Json:
    return {
        "code": code,
        "kind": "text",
        "names": options.texts(names) if names else {},
        "help": options.texts(help_) if help_ else {},
        "max_length": longest,
        "required": required,
    }
