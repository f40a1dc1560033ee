"""What the tests of notices share: two texts of their own, and a mail on its way."""

import pytest
from django.template import Engine
from django.template.loaders.locmem import Loader

from avow.notices import samples
from avow.notices.models import Message
from avow.notices.services import Address, tell
from tests.worlds import at

NOW = at("2021-04-05 10:00")
TEXTS = {
    "notices/test.thanks.txt": (
        "Subject: {% if language_name == 'x' %}{% endif %}Thanks for {{ title }}\n\n"
        "We have {{ title }}.\n{% blocktranslate trimmed %}Dear {{ receiver_name }},{% endblocktranslate %}"
    ),
    "notices/test.broken.txt": "No subject here",
}


@pytest.fixture(autouse=True)
def _texts(monkeypatch):
    """Add the tests' own texts beside those of the apps."""
    engine = Engine.get_default()
    own = Loader(engine, TEXTS)
    monkeypatch.setitem(engine.__dict__, "template_loaders", [own, *engine.template_loaders])
    monkeypatch.setitem(samples._SAMPLES, "test.thanks", {"title": "<Water & work>"})


@pytest.fixture
def mail(forum, ana):
    """One mail of the forum, waiting."""
    tell(
        "test.thanks",
        to=[ana],
        at=NOW,
        forum=forum,
        key="thanks:1",
        context={"title": "A"},
        url="/en/x/",
    )
    return Message.objects.get()


def address(name="visitor", language="en"):
    return Address(f"{name}@example.org", name.title(), language)
