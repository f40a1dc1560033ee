"""Sentences beside the reason codes of following, and sample values of its mail."""

from typing import Any

from django.utils.translation import gettext_lazy as _

REASONS = {
    "following_too_many": _("You follow 30 things already. Delete one that you need no more."),
    "following_frequency_unknown": _("Choose how often we write."),
}
_NEW = {
    "ref": "GE-000123",
    "title": "Judges are trained in all towns",
    "by": "Red de Mujeres",
    "url": "/en/forum/commitments/GE-000123/",
    "changes": [],
    "status": "",
}
SAMPLES: dict[str, dict[str, Any]] = {
    "following.new": {
        "total": 26,
        "sections": [
            {
                "name": "Gender-based violence · Mexico",
                "url": "/en/forum/commitments/?country=MX",
                "items": [_NEW],
                "new": 24,
                "more": 23,
                "at_least": False,
            },
            {
                "name": "",
                "url": "",
                "items": [
                    _NEW | {"changes": ["amended", "reported", "status"], "status": "On track"},
                    {
                        **_NEW,
                        "ref": "GE-000124",
                        "title": "",
                        "by": "",
                        "changes": ["withdrawn"],
                    },
                ],
                "new": 2,
                "more": 0,
                "at_least": False,
            },
        ],
        "change_url": "/en/forum/my/searches/",
        "unsubscribe_url": "/en/forum/searches/end/secret/",
    }
}
