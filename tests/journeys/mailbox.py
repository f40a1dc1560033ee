"""The mails that the worker wrote as files, read back as a person would see them."""

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from pathlib import Path

# Django's file backend ends each mail of a connection with such a line.
BETWEEN = re.compile(rb"^-{79}\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail as its receiver reads it."""

    to: str
    subject: str
    text: str

    def link(self, containing: str = "http") -> str:
        """Return the first address in the text that contains these words."""
        for address in re.findall(r"https?://\S+", self.text):
            if containing in address:
                return str(address.rstrip(".,)>"))
        raise AssertionError(f"no link with {containing!r} in\n{self.text}")


def mails_in(folder: Path) -> list[Mail]:
    """Return every mail of a folder, the oldest first; an unfinished file is read the next time."""
    files = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime)
    return [_read(raw) for path in files for raw in BETWEEN.split(path.read_bytes()) if raw.strip()]


def _read(raw: bytes) -> Mail:
    message = message_from_bytes(raw, policy=default)
    body = message.get_body(preferencelist=("plain",))
    text = body.get_content() if body else ""
    return Mail(str(message["To"]), str(message["Subject"]), str(text))
