"""What people do with plans of action, events and the public conversation, in their words."""

from typing import Any

from tests.journeys import steps
from tests.journeys.conftest import until

GBV = "gender-based-violence"
DESK = f"champions/blueprint/{GBV}/"


def section_path(page: Any, title: str) -> str:
    """Return the address of the section with these words in its title, on the plan's page."""
    steps.open_page(page, DESK)
    link = page.locator("main .outline a").filter(has_text=title).first
    return str(link.get_attribute("href"))


def add_section(page: Any, title: str) -> str:
    """Add a text to the plan and return the address where it is written."""
    steps.open_page(page, DESK)
    form = page.locator("section[aria-labelledby=add] form")
    form.locator("select").first.select_option("text")
    form.locator("input[name=title]").fill(title)
    with page.expect_navigation():
        form.get_by_role("button").first.click()
    return section_path(page, title)


def write_in(page: Any, path: str, words: str) -> None:
    """Take a section, write in it, and give it back."""
    page.goto(path)
    if page.get_by_role("button", name="Write here").count():
        steps.press(page, "Write here")
    steps.write(page, "Text", words)
    steps.press(page, "Save and give the section back")


def prepare(page: Any, name: str, stage: str = "consultation") -> str:
    """Prepare a version of the plan and return its address at the desk."""
    steps.open_page(page, f"{DESK}versions/")
    steps.write(page, "Name of the version", name)
    steps.choose(page, "How far has it come?", stage)
    steps.press(page, "Prepare")
    return str(page.url)


def sign_up(page: Any, site: Any, address: str, name: str, language: str = "en") -> None:
    """Take part with an address, and follow the mailed link."""
    page.goto(f"/{language}/generation-equality/taking-part/sign-up/")
    page.locator("input[name=email]").fill(address)
    page.locator("input[name=name]").fill(name)
    send(page)
    confirm(page, site, address)


def send(page: Any, selector: str = "main form[data-once] button:not([name])") -> None:
    """Send the page's form, again for as long as it says that this was very quick."""
    for _try in range(60):
        with page.expect_navigation():
            page.locator(selector).last.click()
        if (
            not page.get_by_text("very quick").count()
            and not page.get_by_text("très rapide").count()
        ):
            return
    raise AssertionError("the form never took what was sent")


def confirm(page: Any, site: Any, address: str) -> None:
    """Follow the link in the mail and say yes."""
    page.goto(site.mail_to(address).link("/taking-part/confirm/"))
    steps.press(page, "Confirm")


def let_time_pass(site: Any, code: str) -> None:
    """Set a moment in the installation's database into the past: nobody waits in a journey."""
    site.avow("shell", "-v", "0", "-c", code)


def look_at(page: Any, words: str) -> None:
    """Open, at the moderators' desk, the text with these words."""
    steps.open_page(page, "desk/moderation/")
    with page.expect_navigation():
        page.locator("main li").filter(has_text=words).get_by_role("link").first.click()


def wait_for(page: Any, path: str, words: str = "") -> None:
    """Wait until a page is there with these words: the worker does what is due once a minute."""

    def is_there() -> bool:
        answer = page.request.get(path)
        return bool(answer.ok and words in answer.text())

    until(is_there, 100, f"{path} did not come", every=1)
    page.goto(path)


def hold_event(site: Any, title: str) -> None:
    """Publish a main event that begins now and is open for registration."""
    let_time_pass(
        site,
        "from datetime import timedelta; from django.utils import timezone;"
        "from avow.forums.models import Forum; from avow.people.models import User;"
        "from avow.events.services import organising; now = timezone.now();"
        "by = User.objects.get(email='sofia@example.org');"
        "made = organising.make(Forum.objects.get(slug='generation-equality'),"
        f" title={title!r}, text='', language='en', coalition=None, is_main=True, place='Nairobi',"
        " online_url='', zone_name='Africa/Nairobi', languages=['en'], access=[], capacity=50,"
        " starts_at=now + timedelta(minutes=10), ends_at=now + timedelta(hours=3),"
        " registration_opens_at=None, registration_closes_at=None, by=by, now=now);"
        "organising.move(made, 'publish', by=by, now=now)",
    )


def end_event(site: Any, title: str) -> None:
    """Let an event be over."""
    let_time_pass(
        site,
        "from datetime import timedelta; from django.utils import timezone;"
        "from avow.events.models import Event; now = timezone.now();"
        f"Event.objects.filter(title={title!r}).update("
        "starts_at=now - timedelta(hours=2), ends_at=now - timedelta(minutes=1))",
    )


def publish_news(page: Any, title: str) -> None:
    """Write an update and publish it."""
    steps.open_page(page, "desk/news/")
    steps.write(page, "Title", title)
    steps.write(page, "Text", "Six more by summer.")
    send(page)
    steps.unfold(page, "Publish now")
    steps.press(page, "Publish")
