"""What the apps below people know of somebody with an account."""

from typing import Any, Protocol


class Account(Protocol):
    """A user, as far as a mail or a job needs to know them; `people.User` is one."""

    @property
    def pk(self) -> Any:
        """Return the row's number."""

    @property
    def email(self) -> str:
        """Return the address mails go to."""

    @property
    def name(self) -> str:
        """Return the name to greet with; it may be empty."""

    @property
    def language(self) -> str:
        """Return the language of mails and pages."""

    @property
    def is_active(self) -> bool:
        """Return whether they may sign in."""
