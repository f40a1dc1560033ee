"""The form of an upload."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from avow.forums.models import Forum
from avow.opendata.imports.mapping import MapTo, of_plain
from avow.opendata.imports.problems import FileProblem
from avow.opendata.imports.registry import kind_of, kinds
from avow.opendata.models import ImportMapping

MAX_BYTES = 200 * 1024 * 1024


class UploadForm(forms.Form):
    """What kind of rows, and the file."""

    kind = forms.ChoiceField(label=_("What the rows are"))
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, XLSX or JSON. Its columns may have other names: you will be asked."),
    )
    saved = forms.ModelChoiceField(
        ImportMapping.objects.none(),
        label=_("Columns as kept before"),
        required=False,
        empty_label=_("Guess them"),
    )

    def __init__(self, *args: Any, forum: Forum, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        saved = self.fields["saved"]
        assert isinstance(saved, forms.ModelChoiceField)
        saved.queryset = ImportMapping.objects.filter(forum=forum)
        if not saved.queryset.exists():
            del self.fields["saved"]
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(kind.code, kind.title) for kind in kinds()]
        self.fields["file"].widget.attrs["data-max-bytes"] = str(MAX_BYTES)

    def clean_file(self) -> Any:
        """Refuse a file that is too large for a page; the command takes any."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(
                _("This file is larger than 200 MB. Ask the operator to import it.")
            )
        return file

    def clean(self) -> dict[str, Any] | None:
        """Read the kept mapping. One for other rows, or for columns that are gone, is told."""
        data = super().clean() or {}
        self.mapping: MapTo | None = None
        saved, kind = data.get("saved"), data.get("kind")
        if saved is not None and kind:
            if saved.kind != kind:
                self.add_error("saved", _("These columns were kept for other rows."))
                return data
            try:
                self.mapping = of_plain(saved.mapping, [name for name, *_ in kind_of(kind).columns])
            except FileProblem as error:
                self.add_error("saved", str(error))
        return data
