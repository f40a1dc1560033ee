"""The named people of the tests, and the organisations they come from. All of them are invented.

| who | is |
| --- | --- |
| ana, bea | lead and editor of Red de Mujeres (Mexico) |
| chidi | lead of Lagos Youth Network (Nigeria) |
| dina, emre, farah | Champions of gender-based violence, one seat each |
| gita, hugo, ines | Champions of economic justice, one seat each |
| sofia, tom | secretariat |
| vera | Core Group |
| victor | a visitor without an account |
"""

from dataclasses import dataclass

VICTOR = "victor@example.org"


@dataclass(frozen=True)
class Person:
    """Somebody with an account; their address is `<key>@example.org`."""

    key: str
    name: str
    language: str = "en"
    time_zone: str = "UTC"

    @property
    def email(self) -> str:
        """Return the address."""
        return f"{self.key}@example.org"


@dataclass(frozen=True)
class House:
    """An organisation, who represents it, and the coalition it champions."""

    slug: str
    name: str
    kind: str
    country: str
    language: str
    people: tuple[tuple[str, str], ...]
    champion_of: str = ""
    aliases: tuple[str, ...] = ()


PEOPLE = (
    Person("ana", "Ana Morales", "es", "America/Mexico_City"),
    Person("bea", "Beatriz Luna", "es", "America/Mexico_City"),
    Person("chidi", "Chidi Okafor", "en", "Africa/Lagos"),
    Person("dina", "Dina Ferreyra", "es", "America/Argentina/Buenos_Aires"),
    Person("emre", "Emre Yıldız", "en", "Europe/Istanbul"),
    Person("farah", "فرح بنعلي", "ar", "Africa/Casablanca"),
    Person("gita", "Gita Rao", "en", "Asia/Kolkata"),
    Person("hugo", "Hugo Quispe", "es", "America/Lima"),
    Person("ines", "Inês Duarte", "pt", "Europe/Lisbon"),
    Person("sofia", "Sofia Lindqvist", "en", "America/New_York"),
    Person("tom", "Tom Achterberg", "fr", "America/New_York"),
    Person("vera", "Véra Dubois", "fr", "Europe/Paris"),
)

HOUSES = (
    House(
        "red-de-mujeres",
        "Red de Mujeres",
        "womens_rights_org",
        "MX",
        "es",
        (("ana", "lead"), ("bea", "editor")),
        aliases=("RedM",),
    ),
    House(
        "lagos-youth-network", "Lagos Youth Network", "youth_led", "NG", "en", (("chidi", "lead"),)
    ),
    House(
        "fundacion-aurora",
        "Fundación Aurora",
        "womens_rights_org",
        "AR",
        "es",
        (("dina", "lead"),),
        "gender_based_violence",
    ),
    House(
        "anatolia-legal-aid",
        "Anatolia Legal Aid",
        "civil_society",
        "TR",
        "en",
        (("emre", "lead"),),
        "gender_based_violence",
    ),
    House(
        "sunduq-an-nisa",
        "صندوق النساء للعدالة",
        "philanthropy",
        "MA",
        "ar",
        (("farah", "lead"),),
        "gender_based_violence",
        ("Justice Fund for Women",),
    ),
    House(
        "deccan-cooperative-union",
        "Deccan Cooperative Union",
        "civil_society",
        "IN",
        "en",
        (("gita", "lead"),),
        "economic_justice",
    ),
    House(
        "cooperativa-andina",
        "Cooperativa Andina de Crédito",
        "private_sector",
        "PE",
        "es",
        (("hugo", "lead"),),
        "economic_justice",
    ),
    House(
        "oficinas-do-tejo",
        "Oficinas do Tejo",
        "private_sector",
        "PT",
        "pt",
        (("ines", "lead"),),
        "economic_justice",
    ),
)

SECRETARIAT = ("sofia", "tom")
CORE_GROUP = ("vera",)
