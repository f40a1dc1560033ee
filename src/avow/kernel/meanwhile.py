"""Two open pages of one form: what somebody else saved meanwhile is read before it is replaced."""

from django import forms

from avow.kernel.lifecycle import Refused

REASON = "changed_meanwhile"


def unchanged_since(drawn: int | None, version: int) -> None:
    """Raise Refused if a row was saved (`version` counts that) after its page was drawn."""
    if drawn is not None and drawn != version:
        raise Refused(REASON)


class DrawnForm(forms.Form):
    """A form that knows which version of its row it shows; `web/meanwhile.html` shows the newer."""

    drawn = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def draw_anew(self, version: int) -> None:
        """Let what was typed be saved over the newest version, now that it is shown."""
        self.data = {name: self.data[name] for name in self.data} | {"drawn": str(version)}
