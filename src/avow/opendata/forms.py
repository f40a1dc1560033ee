"""The form of an upload."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from avow.opendata.imports.registry import kinds

MAX_BYTES = 200 * 1024 * 1024


class UploadForm(forms.Form):
    """What kind of rows, and the file."""

    kind = forms.ChoiceField(label=_("What the rows are"))
    file = forms.FileField(
        label=_("File"), help_text=_("CSV or XLSX. The first row names the columns.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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
