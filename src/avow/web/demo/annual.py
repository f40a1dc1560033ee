"""The annual report of the demonstration's frozen year, written in English and in French."""

from datetime import datetime, timedelta

from avow.annual import services
from avow.annual.models import AnnualReport, Section
from avow.annual.states import Kind
from avow.people.models import User
from avow.progress.models import Cycle

Texts = dict[str, str]

FOREWORD: Texts = {
    "en": """\
A promise that nobody looks at again is soon a wish. This report looks again.

By the day on which its data was frozen, **{{ commitments }} commitments** of {{ makers }} makers
stood in public, and {{ reports.owed }} reports were owed on them. {{ reports.handed_in }} came in.
Those that did not are named in the annex beside those that did, in the same type and the same
size: what is missing is part of the truth.

We thank everybody who wrote, and most of all those who wrote that something went wrong.

*The secretariat. Every organisation and every number in this report is invented.*
""",
    "fr": """\
Une promesse que personne ne relit devient vite un vœu. Ce rapport relit.

Le jour où ses données ont été figées, **{{ commitments }} engagements** de {{ makers }}
organisations étaient publics, et {{ reports.owed }} rapports étaient dus. {{ reports.handed_in }}
sont arrivés. Ceux qui manquent figurent dans l’annexe à côté des autres, dans les mêmes caractères
et à la même taille : ce qui manque fait partie de la vérité.

Merci à toutes celles et à tous ceux qui ont écrit, et d’abord à qui a écrit que quelque chose avait
échoué.

*Le secrétariat. Toutes les organisations et tous les chiffres de ce rapport sont inventés.*
""",
}
OVERVIEW: Texts = {
    "en": """\
## Promised

Makers pledged {{ money.pledged | about }}. {{ money.new | about }} of it is new money;
{{ money.announced | about }} had been announced before, and of {{ money.unsaid | about }} nobody
said which. {{ commitments.with_money }} commitments pledge money; the others pledge laws, services,
time and voices, which no currency counts.

## Reported

{{ rate.reported }} of the reports owed came in, {{ rate.on_time }} in time.
{{ reports.verified }} were verified by the secretariat, {{ reports.self_reported }} say what their
makers say. Of all commitments

- {{ commitments.status.achieved }} are achieved,
- {{ commitments.status.on_track }} are on track,
- {{ commitments.status.delayed }} are delayed,
- {{ commitments.status.discontinued }} were given up, with the reason,
- {{ commitments.status.not_reported }} did not report.

In {{ reports.differ }} reports the figures say something else than the status that was declared.
Both are shown.
""",
    "fr": """\
## Promis

{{ money.pledged | about }} ont été promis. {{ money.new | about }} sont de l’argent nouveau ;
{{ money.announced | about }} avaient déjà été annoncés, et pour {{ money.unsaid | about }} personne
n’a dit ce qu’il en est. {{ commitments.with_money }} engagements promettent de l’argent ; les
autres promettent des lois, des services, du temps et des voix, qu’aucune monnaie ne compte.

## Rapporté

{{ rate.reported }} des rapports dus sont arrivés, {{ rate.on_time }} à temps.
{{ reports.verified }} ont été vérifiés par le secrétariat, {{ reports.self_reported }} disent ce
que disent leurs auteurs. De tous les engagements

- {{ commitments.status.achieved }} sont tenus,
- {{ commitments.status.on_track }} avancent comme prévu,
- {{ commitments.status.delayed }} ont du retard,
- {{ commitments.status.discontinued }} ont été abandonnés, avec la raison,
- {{ commitments.status.not_reported }} n’ont pas fait de rapport.

Dans {{ reports.differ }} rapports, les chiffres disent autre chose que l’état déclaré. Les deux
sont montrés.
""",
}
# What each chapter says before its figures; {code} stands for the coalition's code.
CHAPTERS: dict[str, Texts] = {
    "gender_based_violence": {
        "en": "Shelters open slowly and close fast. What makers told us most often this year is"
        " that a law without a budget protects nobody, and that a telephone answered at night by"
        " somebody who speaks your language protects more than a poster.",
        "fr": "Les refuges ouvrent lentement et ferment vite. On nous l’a dit souvent cette année :"
        " une loi sans budget ne protège personne, et un téléphone auquel répond la nuit quelqu’un"
        " qui parle votre langue protège mieux qu’une affiche.",
    },
    "economic_justice": {
        "en": "Care is work. Several makers counted for the first time the hours that mothers,"
        " daughters and grandmothers give unpaid, and found that the number changed the budget"
        " debate more than any speech.",
        "fr": "Le soin est un travail. Plusieurs organisations ont compté pour la première fois les"
        " heures que mères, filles et grands-mères donnent sans salaire ; ce nombre a changé le"
        " débat budgétaire plus qu’aucun discours.",
    },
    "bodily_autonomy": {
        "en": "Where midwives were trained to listen, more young women came back a second time."
        " Where a clinic lost its supplies, no training helped. Both stand in the reports.",
        "fr": "Là où des sages-femmes ont appris à écouter, davantage de jeunes femmes sont"
        " revenues. Là où une clinique a perdu son approvisionnement, aucune formation n’a suffi."
        " Les rapports disent l’un et l’autre.",
    },
    "climate_justice": {
        "en": "Those who keep seeds, wells and forests are seldom asked who should be paid for it."
        " The commitments of this chapter ask, and some already pay.",
        "fr": "À celles qui gardent les semences, les puits et les forêts, on demande rarement qui"
        " devrait être payé pour cela. Les engagements de ce chapitre le demandent, et quelques-uns"
        " paient déjà.",
    },
    "technology_innovation": {
        "en": "A course in programming is easy to count; who is safe online is not. The makers of"
        " this chapter begin to do both, and say openly where their numbers are estimates.",
        "fr": "Un cours de programmation se compte facilement ; la sécurité en ligne, non. Les"
        " organisations de ce chapitre commencent à faire les deux, et disent où leurs nombres sont"
        " des estimations.",
    },
    "feminist_movements": {
        "en": "Small organisations asked for one thing above all: money that they may spend as they"
        " see fit, for longer than a year. Where they got it, their reports are the shortest, and"
        " the most certain.",
        "fr": "Les petites organisations ont demandé avant tout une chose : de l’argent dont elles"
        " disposent librement, et pour plus d’un an. Là où elles l’ont reçu, leurs rapports sont"
        " les plus courts, et les plus sûrs.",
    },
    "peace_security_humanitarian": {
        "en": "Women who negotiate were seldom at the table when this cycle began. The commitments"
        " here count chairs, but also who speaks first and what stands in the text at the end.",
        "fr": "Quand ce cycle a commencé, les femmes qui négocient étaient rarement à la table. Ces"
        " engagements comptent les chaises, mais aussi qui parle en premier et ce que dit le texte"
        " à la fin.",
    },
}
COUNTED: Texts = {
    "en": "**{{ commitments@%(code)s }}** commitments belong here, with {{ makers@%(code)s }}"
    " makers; their part of the money is {{ money.pledged@%(code)s | about }}. Of"
    " {{ reports.owed@%(code)s }} reports owed, {{ reports.handed_in@%(code)s }} came in.",
    "fr": "**{{ commitments@%(code)s }}** engagements en relèvent, portés par {{ makers@%(code)s }}"
    " organisations ; leur part de l’argent est de {{ money.pledged@%(code)s | about }}. Sur"
    " {{ reports.owed@%(code)s }} rapports dus, {{ reports.handed_in@%(code)s }} sont arrivés.",
}
OWN: dict[str, tuple[str, str]] = {
    "en": (
        "How to read this report",
        """\
Each figure is a link: it leads to the commitments that it comes from, one by one. A commitment of
two coalitions is counted in both chapters and once in the whole; its money is shared between them,
so that **the chapters add up**.

> If a figure surprises you, follow it. If it is wrong, write to us: we correct in a new edition,
> and say what we corrected.
""",
    ),
    "fr": (
        "Comment lire ce rapport",
        """\
Chaque chiffre est un lien : il mène aux engagements dont il vient, un par un. Un engagement de deux
coalitions compte dans les deux chapitres et une seule fois dans l’ensemble ; son argent est partagé
entre elles, de sorte que **la somme des chapitres est exacte**.

> Si un chiffre vous surprend, suivez-le. S’il est faux, écrivez-nous : nous corrigeons dans une
> nouvelle édition, et disons ce que nous avons corrigé.
""",
    ),
}
OUTLOOK: Texts = {
    "en": """\
{{ reports.not_reported }} reports did not come. Before the next cycle we will call each of those
makers, not to scold, but to ask what made it hard: a form in a foreign language, a colleague who
left, a promise that was larger than the year.

1. Reports can be begun months before they are due, and what we know is filled in.
2. A commitment that is silent for two years is announced as inactive, and may come back any day.
3. The next report will show for the first time how money spent compares with money promised:
   so far {{ money.spent | about }} was reported as spent.
""",
    "fr": """\
{{ reports.not_reported }} rapports ne sont pas arrivés. Avant le prochain cycle, nous appellerons
chacune de ces organisations, non pour les gronder, mais pour demander ce qui a été difficile : un
formulaire dans une langue étrangère, une collègue partie, une promesse plus grande que l’année.

1. Un rapport peut être commencé des mois avant l’échéance, et ce que nous savons y est déjà.
2. Un engagement silencieux pendant deux ans est annoncé comme inactif, et peut revenir à tout
   moment.
3. Le prochain rapport montrera pour la première fois l’argent dépensé face à l’argent promis :
   jusqu’ici, {{ money.spent | about }} ont été déclarés dépensés.
""",
}
PRACTICES: Texts = {
    "en": "What follows was chosen because others can do it too, with little money and soon.",
    "fr": "Ce qui suit a été choisi parce que d’autres peuvent le faire, vite et à peu de frais.",
}
METHOD: Texts = {
    "en": "Makers declare, the forum computes, the secretariat checks a sample and every report"
    " that somebody doubts. What was declared and what was computed stand side by side. Figures are"
    " computed once, from data that nobody can change any more, and can be computed again by"
    " anybody from the files beside this report.",
    "fr": "Les organisations déclarent, le forum calcule, le secrétariat vérifie un échantillon et"
    " chaque rapport mis en doute. Ce qui est déclaré et ce qui est calculé figurent côte à côte."
    " Les chiffres sont calculés une fois, à partir de données que personne ne peut plus changer ;"
    " chacun peut les recalculer à partir des fichiers joints.",
}
LIMITS: Texts = {
    "en": "{{ commitments.unrated }} commitments pledge money for which there is no rate into"
    " dollars; it stands by itself and is no part of the sums. Most reports are self-reported. Of"
    " makers who ask for protection we show neither name nor place, and their countries are missing"
    " from the maps.",
    "fr": "{{ commitments.unrated }} engagements promettent de l’argent sans taux vers le dollar ;"
    " il figure à part et n’entre pas dans les sommes. La plupart des rapports sont"
    " auto-déclarés. Des organisations qui demandent à être protégées, nous ne montrons ni le nom"
    " ni le lieu, et leurs pays manquent sur les cartes.",
}
PLAIN = {
    Kind.FOREWORD: FOREWORD,
    Kind.OVERVIEW: OVERVIEW,
    Kind.PRACTICES: PRACTICES,
    Kind.OUTLOOK: OUTLOOK,
    Kind.METHOD: METHOD,
    Kind.LIMITS: LIMITS,
}


def publish(cycle: Cycle) -> None:
    """Freeze the data of a frozen cycle, write its report in two languages, and publish it."""
    frozen = cycle.freezes_at
    report = services.freeze(cycle, frozen)
    sofia = User.objects.get(email="sofia@example.org")
    now = frozen + timedelta(days=20)
    for section in report.sections.select_related("coalition", "report__forum"):
        for language in ("en", "fr"):
            text = _text(section, language)
            if text:
                services.write(section, language, text, by=sofia, now=now)
    _own(report, sofia, now)
    services.publish(report, by=sofia, now=frozen + timedelta(days=30))


def _text(section: Section, language: str) -> str:
    if section.coalition is None:
        return PLAIN[Kind(section.kind)][language]
    code = section.coalition.code
    if code not in CHAPTERS:
        return ""
    return f"{CHAPTERS[code][language]}\n\n{COUNTED[language] % {'code': code}}"


def _own(report: AnnualReport, sofia: User, now: datetime) -> None:
    made = services.add_section(report, "en", OWN["en"][0], by=sofia, now=now)
    for language, (title, text) in OWN.items():
        services.write(made, language, text, title=title, by=sofia, now=now)
