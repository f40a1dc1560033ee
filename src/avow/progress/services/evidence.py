"""Attach evidence to a report, or take it away again."""

import hashlib
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.db import transaction

from avow.answers.files import KINDS, checked, clean_name
from avow.kernel.lifecycle import Refused
from avow.kernel.text import nfc
from avow.people.models import User
from avow.progress.models import Proof, Report
from avow.progress.services.writing import locked_to_write
from avow.progress.states import Evidence

MOST = 20  # pieces of evidence for one report
_web = URLValidator(schemes=["http", "https"])


def attach(
    report: Report,
    *,
    title: str,
    by: User,
    now: datetime,
    url: str = "",
    upload: UploadedFile[Any] | None = None,
    source: str = "",
    dated: date | None = None,
) -> Proof:
    """Attach an address or a file; the same one again is the one that is there.

    Raises Refused: not one's to write, neither or both, no title, too many, a wrong address, a file
    that is not taken (`answers.files.checked`).
    """
    title, source, url = (nfc(text).strip() for text in (title, source, url))
    reasons = [] if title else ["proof_without_title"]
    if bool(url) == (upload is not None):
        reasons.append("document_address_or_file")
    if url and not _is_web(url):
        reasons.append("proof_address_wrong")
    if reasons:
        raise Refused(*reasons)
    with transaction.atomic():
        row = locked_to_write(report, by, now)
        here = row.proofs.filter(removed_at=None)
        values: dict[str, Any] = {"url": url} if upload is None else _file_of(upload)
        same = here.filter(url=url).first() if url else _same_file(row, values)
        if same is not None:
            return same
        if here.count() >= MOST:
            raise Refused("proofs_full")
        proof: Proof = Proof.objects.create(
            report=row, title=title[:200], source=source[:200], dated=dated,
            added_by=by, added_at=now, **values,
        )  # fmt: skip
        row.evidence, row.changed_at, row.changed_by = Evidence.GIVEN, now, by
        row.save()
    return proof


def detach(report: Report, pk: int, *, by: User, now: datetime) -> None:
    """Take a piece of evidence out; versions handed in before still have it. Twice is once.

    Raises Refused; evidence of another report is left alone.
    """
    with transaction.atomic():
        row = locked_to_write(report, by, now)
        proof = row.proofs.filter(pk=pk, removed_at=None).first()
        if proof is None:
            return
        if row.versions.exists():
            proof.removed_at = now
            proof.save(update_fields=["removed_at"])
        else:
            storage, stored = proof.file.storage, proof.file.name
            proof.delete()
            if stored:
                transaction.on_commit(lambda: storage.delete(stored))
        row.changed_at, row.changed_by = now, by
        row.save()


def _is_web(url: str) -> bool:
    try:
        _web(url)
    except ValidationError:
        return False
    return len(url) <= 500


def _file_of(upload: UploadedFile[Any]) -> dict[str, Any]:
    """Return the fields of a checked file, named by its content. Raises Refused."""
    name = clean_name(upload.name or "")
    content = checked(upload, name)
    extension = PurePosixPath(name).suffix.lstrip(".").lower()
    upload.seek(0)
    upload.name = f"{hashlib.sha256(content).hexdigest()[:32]}.{extension}"
    return {"file": upload, "name": name, "content_type": KINDS[extension][0]}


def _same_file(report: Report, values: dict[str, Any]) -> Proof | None:
    """Return the evidence that is this file already, by its content."""
    stem = PurePosixPath(values["file"].name).stem
    found: Proof | None = report.proofs.filter(removed_at=None, file__contains=stem).first()
    return found
