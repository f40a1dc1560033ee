"""One idea in three languages, as its maker has it: a line, and what only she can know."""

from dataclasses import dataclass, field

EXAMPLE = "gbv-1-programme"  # the example that comes nearest, in every language


@dataclass(frozen=True)
class Idea:
    """What a representative brings along: her idea and its figures, in her own language."""

    language: str
    width: int  # pixels of her screen
    line: str  # the idea, as she would say it
    words: str  # what she looks for in the catalogue
    gaps: dict[str, list[str]]  # by question: what she puts in place of each gap
    own: dict[str, str] = field(default_factory=dict)  # by question: what she adds of her own
    partner: tuple[str, str] = ("", "")


ENGLISH = Idea(
    language="en",
    width=1280,
    line="A woman who goes to the police or to court should find somebody who listens.",
    words="police judges",
    gaps={
        "title": ["950", "2026"],
        "summary": ["2025", "2026", "950", "120"],
        "description": ["the Bar of Kilifi", "six", "24", "180,000 dollars", "three"],
        "beneficiaries": ["4,500"],
        "baseline": ["2023", "31 per cent"],
    },
    own={"programme_growth": "The police college of Tanzania sends two trainers to learn it."},
    partner=("Kilifi Judicial School", "Hosts the course and grants credit for it"),
)
FRENCH = Idea(
    language="fr",
    width=1280,
    line="Une femme qui va à la police ou au tribunal doit y trouver quelqu’un qui l’écoute.",
    words="policiers juges",
    gaps={
        "title": ["950", "2026"],
        "summary": ["2025", "2026", "950", "120"],
        "description": ["le barreau de Kilifi", "six", "24", "180 000 dollars", "trois"],
        "beneficiaries": ["4 500"],
        "baseline": ["2023", "31 %"],
    },
    own={"programme_growth": "L’école de police de Tanzanie envoie deux formatrices l’apprendre."},
    partner=("École de la magistrature de Kilifi", "Accueille le cours et le valide"),
)
ARABIC = Idea(
    language="ar",
    width=360,
    line="من تلجأ إلى الشرطة أو المحكمة يجب أن تجد من يصغي إليها.",
    words="الشرطة قضاة",
    gaps={
        "title": ["950", "2026"],
        "summary": ["2025", "2026", "950", "120"],
        "description": ["نقابة المحامين في كيليفي", "ست", "24", "180 ألف دولار", "ثلاث"],
        "beneficiaries": ["4500"],
        "baseline": ["2023", "31 في المئة"],
    },
    own={"programme_growth": "ترسل كلية الشرطة في تنزانيا مدربتين لتتعلماه."},
    partner=("معهد القضاء في كيليفي", "يستضيف المقرر ويعتمده ضمن الدراسة"),
)
IDEAS = (ENGLISH, FRENCH, ARABIC)
