"""Files given as evidence: checked by name and by content before they are kept."""

import hashlib
import re
from collections.abc import Collection, Iterable
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

import puremagic
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from avow.answers.models import Attachment, Sheet
from avow.answers.services import locked_sheet, question_at
from avow.kernel.lifecycle import Refused
from avow.kernel.text import nfc
from avow.people.models import User

MAX_BYTES = 10 * 1024 * 1024
# Extension: (content type it is served with, what puremagic may find in it).
KINDS = {
    "pdf": ("application/pdf", {".pdf"}),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", {".docx"}),
    "odt": ("application/vnd.oasis.opendocument.text", {".odt"}),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", {".xlsx"}),
    "ods": ("application/vnd.oasis.opendocument.spreadsheet", {".ods"}),
    "png": ("image/png", {".png"}),
    "jpg": ("image/jpeg", {".jpg", ".jpeg", ".jfif"}),
    "jpeg": ("image/jpeg", {".jpg", ".jpeg", ".jfif"}),
    "txt": ("text/plain", set[str]()),
}
ACCEPT = ",".join(f".{extension}" for extension in KINDS)
_UNSAFE = re.compile(r'[/\\:*?"<>|\x00-\x1f\x7f]+')


def attach(
    sheet: Sheet,
    scope: str,
    key: str,
    upload: UploadedFile[Any],
    *,
    by: User | None,
    now: datetime,
    coalitions: Collection[str] = (),
) -> Attachment:
    """Keep a file with an answer; the same content again is the same file.

    Raises Refused, with every reason: the sheet is frozen, no such question, empty, too large, of a
    kind that is not taken, not what its name says, or no room for one more.
    """
    name = clean_name(upload.name or "")
    content = checked(upload, name)
    digest = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        locked = locked_sheet(sheet)
        if locked.frozen_at:
            raise Refused("sheet_frozen")
        question = question_at(locked, scope, key, coalitions)
        if question.kind != "files":
            raise Refused("answer_unknown")
        here = Attachment.objects.filter(sheet=locked, scope=scope, key=key)
        known = here.filter(digest=digest).first()
        if known is not None and known.removed_at is None:
            return known
        if here.filter(removed_at=None).count() >= question.max_files:
            raise Refused("files_full")
        if known is not None:
            known.removed_at = None
            known.save(update_fields=["removed_at"])
            return known
        extension = _extension(name)
        upload.seek(0)
        upload.name = f"{digest[:32]}.{extension}"
        return Attachment.objects.create(
            sheet=locked,
            scope=scope,
            key=key,
            file=upload,
            name=name,
            content_type=KINDS[extension][0],
            size=len(content),
            digest=digest,
            uploaded_by=by,
            uploaded_at=now,
        )


def detach(sheet: Sheet, pk: int, *, now: datetime) -> None:
    """Take a file away. One that was handed in before stays for those answers. Twice is once.

    Raises Refused("sheet_frozen"); a file of another sheet is left alone.
    """
    with transaction.atomic():
        locked = locked_sheet(sheet)
        if locked.frozen_at:
            raise Refused("sheet_frozen")
        row = Attachment.objects.filter(sheet=locked, pk=pk, removed_at=None).first()
        if row is None:
            return
        if locked.snapshots.exists():
            row.removed_at = now
            row.save(update_fields=["removed_at"])
            return
        storage, stored = row.file.storage, row.file.name or ""
        row.delete()
        # A sheet that began as a copy of another shows the same stored file.
        if not Attachment.objects.filter(file=stored).exists():
            transaction.on_commit(lambda: storage.delete(stored))


def copy(found: Iterable[Attachment], sheet: Sheet) -> None:
    """Attach the same stored files to another sheet, under the same questions."""
    Attachment.objects.bulk_create(
        Attachment(
            sheet=sheet,
            scope=one.scope,
            key=one.key,
            file=one.file.name,
            name=one.name,
            content_type=one.content_type,
            size=one.size,
            digest=one.digest,
            uploaded_by=one.uploaded_by,
            uploaded_at=one.uploaded_at,
        )
        for one in found
    )


def attachments(sheet: Sheet) -> dict[tuple[str, str], list[Attachment]]:
    """Return {(scope, key): its files}; one query."""
    found: dict[tuple[str, str], list[Attachment]] = {}
    for row in Attachment.objects.filter(sheet=sheet, removed_at=None):
        found.setdefault((row.scope, row.key), []).append(row)
    return found


def clean_name(name: str) -> str:
    """Return a file's name as it is kept: no path, no control or reordering signs, 200 at most."""
    name = nfc(name).replace("\\", "/").rsplit("/", 1)[-1]
    name = " ".join(_UNSAFE.sub(" ", name).split()).lstrip(".")
    path = PurePosixPath(name or "file")
    return f"{path.stem[: 190 - len(path.suffix)]}{path.suffix.lower()}"


def _extension(name: str) -> str:
    return PurePosixPath(name).suffix.removeprefix(".").lower()


def checked(upload: UploadedFile[Any], name: str) -> bytes:
    """Return the content if the file may be kept. Raises Refused."""
    if not upload.size:
        raise Refused("file_empty")
    if upload.size > MAX_BYTES:
        raise Refused("file_too_large")
    if _extension(name) not in KINDS:
        raise Refused("file_kind")
    upload.seek(0)
    content = upload.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise Refused("file_too_large")
    if not _is_what_it_says(content, _extension(name)):
        raise Refused("file_not_what_it_says")
    return bytes(content)


def _is_what_it_says(content: bytes, extension: str) -> bool:
    if extension == "txt":
        return _is_text(content)
    try:
        found = {
            match.extension.lower()
            for match in puremagic.magic_string(content, f"x.{extension}")
            if match.byte_match  # else it was guessed from the name alone
        }
    except puremagic.PureError:
        return False
    if extension in {"docx", "xlsx"}:
        return content.startswith(b"PK\x03\x04") and _office_part(extension) in content
    if extension in {"odt", "ods"}:
        return content.startswith(b"PK\x03\x04") and KINDS[extension][0].encode() in content[:200]
    return bool(found & KINDS[extension][1])


def _office_part(extension: str) -> bytes:
    return b"word/" if extension == "docx" else b"xl/"


def _is_text(content: bytes) -> bool:
    if b"\x00" in content:
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
