"""The form of a new token."""

from django import forms
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from avow.opendata.models import ApiToken

SEED = 32  # characters


class TokenForm(forms.Form):
    """What the token is called. `seed` makes the token of this page, once."""

    name = forms.CharField(
        label=_("Name"),
        help_text=_("To know it again: where it is used, as “Dashboard of our ministry”."),
        max_length=ApiToken.LONGEST,
    )
    seed = forms.CharField(
        widget=forms.HiddenInput, required=False, initial=lambda: get_random_string(SEED)
    )

    def clean_seed(self) -> str:
        """Return the page's seed, or another one for what no page of ours drew."""
        seed: str = self.cleaned_data["seed"]
        return seed if seed.isalnum() and len(seed) == SEED else get_random_string(SEED)
