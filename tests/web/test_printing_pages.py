"""A page on paper: its style is there, and where it stands."""

import pytest

from avow.directory.services import publish
from tests.directory.making import public_entry

PAGE = "/en/generation-equality/commitments/GE-000001/"

pytestmark = pytest.mark.usefixtures("world")


def test_a_page_brings_its_print_style_and_says_its_address_on_paper(client, forum):
    publish(public_entry(forum, ref="GE-000001"))
    page = client.get(f"{PAGE}?x=1&y=2").content.decode()
    assert "avow/css/print" in page
    assert f'<p class="print-only" dir="ltr">http://testserver{PAGE}?x=1&amp;y=2</p>' in page
