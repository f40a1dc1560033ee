"""Peer learning in the demonstration: practices in each state, and help that fits."""

from datetime import datetime, timedelta

from avow.forums.models import Action, Forum
from avow.learning.listing import suggestions
from avow.learning.services import consenting, editing, helping, matching
from avow.people.models import Organisation, Representation, User
from avow.progress.models import Report

JOYCE = "harbour-law-centre"
WORKED = {
    "en": "The women who come to us drew the way to the shelter. Then we moved the bus stop.",
    "fr": "Les femmes qui viennent ont dessiné le chemin du refuge. L’arrêt de bus a suivi.",
    "es": "Las mujeres que vienen dibujaron el camino al refugio. Después movimos la parada.",
    "pt": "As mulheres que nos procuram desenharam o caminho do abrigo. Depois mudámos a paragem.",
    "ru": "Женщины, которые приходят, нарисовали путь к приюту. Потом мы перенесли остановку.",
    "ar": "رسمت النساء اللواتي يأتين إلينا الطريق إلى الملجأ، ثم نقلنا موقف الحافلة.",
    "zh": "前来的妇女画出了去庇护所的路，随后我们迁移了公交站。",
}
TITLES = {
    "en": "Let them draw the way",
    "fr": "Faites-leur dessiner le chemin",
    "es": "Que ellas dibujen el camino",
    "pt": "Deixem-nas desenhar o caminho",
    "ru": "Пусть они нарисуют путь",
    "ar": "دعوهن يرسمن الطريق",
    "zh": "让她们画出道路",
}
TAGS = (("listening", "transport"), ("shelters", "planning"), ("listening",))


def learn(forum: Forum, now: datetime) -> None:
    """Walk the practices by the services that people use; the rest stays suggested."""
    sofia = User.objects.get(email="sofia@example.org")
    waiting = suggestions(forum).order_by("pk")
    last = waiting.filter(organisation__slug=JOYCE)[:1]  # she is asked, and has not answered
    for number, report in enumerate([*waiting.exclude(organisation__slug=JOYCE)[:2], *last]):
        _practice(report, number, sofia, now - timedelta(days=9 - number))


def _practice(report: Report, number: int, sofia: User, now: datetime) -> None:
    one = editing.take_up(report, by=sofia, now=now)
    one = editing.edit(
        one, title=TITLES[one.language], text=one.text, language=one.language,
        actions=one.actions, countries=one.countries, tags=TAGS[number], by=sofia, now=now,
    )  # fmt: skip
    editing.ask(one, by=sofia, now=now)
    if number < 2:
        lead = Representation.objects.filter(organisation=report.organisation, role="lead")[0].user
        consenting.answer(one, "agree", seen=1, by=lead, now=now)
        editing.publish(one, by=sofia, now=now)


def help_each_other(forum: Forum, now: datetime) -> None:
    """Let Joyce ask for help, and somebody of the same coalition offer it; the calendar matches."""
    codes = [one.code for one in Action.objects.filter(forum=forum, code__startswith="GBV")[:2]]
    joyce, dina = (User.objects.get(email=f"{name}@example.org") for name in ("joyce", "dina"))
    then = now - timedelta(days=3)
    if not all(helping.takes_part(forum, _house(one).pk, then) for one in (joyce, dina)):
        return  # the seats of Champions end with the forum
    helping.ask_for_help(
        _house(joyce), forum, words="We look for interpreters who know courts.", language="en",
        actions=codes[:1], country="", by=joyce, now=then,
    )  # fmt: skip
    helping.offer_help(
        _house(dina), forum, words="Our interpreters have worked in courts for ten years.",
        language="en", actions=codes, countries=(), languages=("en", "es"),
        until=(then + timedelta(days=300)).date(), by=dina, now=then,
    )  # fmt: skip
    matching.suggest_due(forum, then)


def _house(user: User) -> Organisation:
    return user.representations.select_related("organisation").order_by("pk")[0].organisation
