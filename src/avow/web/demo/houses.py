"""Invented organisations and people. None of them exists; no real organisation promises anything here."""

from dataclasses import dataclass

PASSWORD = "avow-demo-2021"  # noqa: S105  printed by `make run`; demonstrations only


@dataclass(frozen=True, slots=True)
class House:
    """An invented organisation; `seat` is the code of the coalition it champions."""

    slug: str
    name: str
    kind: str
    country: str
    language: str
    seat: str = ""
    protected_name: str = ""


# fmt: off
HOUSES = (
    # Champions: two or three seats in each coalition.
    House("faros", "Red Faros contra la Violencia", "womens_rights_org", "AR", "es", "gender_based_violence"),
    House("northern-shore", "Equality Office of Northern Shore (example)", "government", "DK", "en", "gender_based_violence"),
    House("himaya", "شبكة حماية للنساء", "civil_society", "MA", "ar", "gender_based_violence"),
    House("moissons", "Fonds des Moissons", "philanthropy", "FR", "fr", "economic_justice"),
    House("savings-circles", "Savings Circles Federation", "civil_society", "IN", "en", "economic_justice"),
    House("manos", "Cooperativa Manos de Altura", "private_sector", "PE", "es", "economic_justice"),
    House("sante-en-main", "Alliance Santé en Main", "womens_rights_org", "BF", "fr", "bodily_autonomy"),
    House("choices-network", "Young Choices Network", "youth_led", "PH", "en", "bodily_autonomy"),
    House("mangrove", "Mangrove Women's Fund", "philanthropy", "FJ", "en", "climate_justice"),
    House("taiga", "Женщины тайги", "civil_society", "KZ", "ru", "climate_justice"),
    House("tejido-digital", "Tejido Digital", "youth_led", "CL", "es", "technology_innovation"),
    House("lumen", "Lumen Systems (example company)", "private_sector", "FI", "en", "technology_innovation"),
    House("raizes", "Fundo Raízes Feministas", "philanthropy", "BR", "pt", "feminist_movements"),
    House("sawt", "صوت الشابات", "youth_led", "TN", "ar", "feminist_movements"),
    House("bridges", "Bridges for Peace Institute", "international_org", "CH", "en", "peace_security_humanitarian"),
    House("medecins-voisines", "Les Voisines Solidaires", "civil_society", "CD", "fr", "peace_security_humanitarian"),
    # Makers and applicants.
    House("luz", "Asociación Luz de la Sierra", "womens_rights_org", "MX", "es"),
    House("lagoon-youth", "Lagoon Youth Network", "youth_led", "NG", "en"),
    House("baobab", "Collectif Baobab", "womens_rights_org", "SN", "fr"),
    House("harbour-law", "Harbour Law Centre", "civil_society", "KE", "en"),
    House("rivamar", "Municipality of Rivamar (example)", "government", "ES", "es"),
    House("delta-ministry", "Ministry for Care of the Delta (example)", "government", "BD", "en"),
    House("qingquan", "清泉妇女发展中心", "civil_society", "CN", "zh"),
    House("xinyue", "新月科技（示例企业）", "private_sector", "SG", "zh"),
    House("steppe-law", "Центр правовой помощи «Степь»", "civil_society", "KG", "ru"),
    House("beriozka", "Фонд «Берёзка»", "philanthropy", "AM", "ru"),
    House("zaytuna", "مؤسسة زيتونة", "philanthropy", "JO", "ar"),
    House("nile-girls", "مبادرة بنات النيل", "youth_led", "EG", "ar"),
    House("atlantica", "Universidade Atlântica (exemplo)", "other", "PT", "pt"),
    House("savana", "Associação Mulheres da Savana", "womens_rights_org", "MZ", "pt"),
    House("ateliers", "Les Ateliers du Lac (entreprise fictive)", "private_sector", "CH", "fr"),
    House("observatoire", "Observatoire des Égalités", "other", "BE", "fr"),
    House("un-demo", "Inter-Agency Example Programme", "un_agency", "US", "en"),
    House("andes-bank", "Banco Andino de Ejemplo", "international_org", "CO", "es"),
    House("pacific-radio", "Pacific Women's Radio", "other", "VU", "en"),
    House("prairie", "Prairie Sisters' Alliance", "womens_rights_org", "CA", "en"),
    House("code-orchard", "Code Orchard", "youth_led", "IE", "en"),
    House("quetzal", "Jóvenes Quetzal", "youth_led", "GT", "es"),
    House("kilim", "Kilim Women's Cooperative", "private_sector", "TR", "en"),
    House("night-garden", "Night Garden Shelter", "womens_rights_org", "IQ", "ar", protected_name="A women's shelter in Western Asia"),
    House("coral", "Coral Coast Council (example)", "government", "AU", "en"),
    House("tambour", "Réseau Tambour des Jeunes", "youth_led", "ML", "fr"),
)

# key: (name, language, organisation's slug, role there). Sign in as <key>@example.org.
PEOPLE = {
    "ana": ("Ana Morales", "es", "luz", "lead"),
    "bea": ("Beatriz Luna", "es", "luz", "editor"),
    "chidi": ("Chidi Okafor", "en", "lagoon-youth", "lead"),
    "awa": ("Awa Diop", "fr", "baobab", "lead"),
    "joyce": ("Joyce Wanjiru", "en", "harbour-law", "lead"),
    "mei": ("林美", "zh", "qingquan", "lead"),
    "aigul": ("Айгуль Садыкова", "ru", "steppe-law", "lead"),
    "rana": ("رنا الخطيب", "ar", "zaytuna", "lead"),
    "marta": ("Marta Nhaca", "pt", "savana", "lead"),
    "luc": ("Luc Renard", "fr", "ateliers", "lead"),
    "nadia": ("Nadia Haddad", "en", "night-garden", "lead"),
    "rosa": ("Rosa Vidal", "es", "rivamar", "lead"),
    "ben": ("Ben Castle", "en", "prairie", "lead"),
    "sile": ("Síle Byrne", "en", "code-orchard", "lead"),
    "pablo": ("Pablo Tun", "es", "quetzal", "lead"),
    "moussa": ("Moussa Keïta", "fr", "tambour", "lead"),
    "dina": ("Dina Ferreyra", "es", "faros", "lead"),
    "emre": ("Emil Østergaard", "en", "northern-shore", "lead"),
    "farah": ("فرح بنعلي", "ar", "himaya", "lead"),
    "gita": ("Gita Rao", "en", "savings-circles", "lead"),
    "hugo": ("Hugo Quispe", "es", "manos", "lead"),
    "ines": ("Inès Laurent", "fr", "moissons", "lead"),
    "tala": ("Tala Reyes", "en", "choices-network", "lead"),
    "sofia": ("Sofia Lindqvist", "en", "", "secretariat"),
    "tom": ("Thomas Achard", "fr", "", "secretariat"),
    "vera": ("Véra Dubois", "fr", "", "core_group"),
    "walter": ("Walter Osei", "en", "", "core_group"),
}
# fmt: on

SHOWN = (
    ("sofia", "secretariat: the desk with applications in every state"),
    ("dina", "Champion of gender-based violence: cases to vote on"),
    ("gita", "Champion of economic justice"),
    ("vera", "Core Group: cases in the days of liaison"),
    ("ana", "lead of an organisation that is still writing its application"),
    ("chidi", "lead of an organisation that waits for its outcome"),
    ("joyce", "lead of an accepted commitment maker"),
)
SUMMARY = {
    "en": "An invented organisation that shows how Avow works.",
    "fr": "Une organisation inventée qui montre comment Avow fonctionne.",
    "es": "Una organización inventada que muestra cómo funciona Avow.",
    "pt": "Uma organização inventada que mostra como o Avow funciona.",
    "ru": "Вымышленная организация, которая показывает, как работает Avow.",
    "ar": "منظمة متخيلة تبيّن كيف يعمل Avow.",
    "zh": "虚构的组织，用来展示 Avow 的工作方式。",
}
PRINCIPLES = {
    "en": "Half of our board are women under thirty; pay is published every year.",
    "fr": "La moitié de notre conseil a moins de trente ans ; les salaires sont publiés chaque année.",
    "es": "La mitad de nuestra junta son mujeres menores de treinta años; publicamos los salarios.",
    "pt": "Metade da nossa direção são mulheres com menos de trinta anos; publicamos os salários.",
    "ru": "Половина нашего совета женщины моложе тридцати лет; зарплаты публикуются ежегодно.",
    "ar": "نصف مجلسنا من الشابات دون الثلاثين، وننشر الأجور كل عام.",
    "zh": "我们理事会的一半成员是三十岁以下的女性；薪酬每年公开。",
}
