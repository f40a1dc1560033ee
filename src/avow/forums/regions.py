"""The United Nations' regions of the world (M49): which one a country lies in, and their names.

Sub-regions, or intermediate regions where M49 has them (Western Africa rather than Sub-Saharan
Africa). Generated once from the United Nations' table; Antarctica (AQ) lies in none.
"""

from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CONTINENTS: dict[str, Promise] = {
    "002": _("Africa"),
    "009": _("Oceania"),
    "019": _("Americas"),
    "142": _("Asia"),
    "150": _("Europe"),
}

WORLD = "001"

# code: name, continent, ISO 3166-1 alpha-2 codes
_REGIONS: dict[str, tuple[Promise, str, str]] = {
    "005": (_("South America"), "019", "AR BO BR BV CL CO EC FK GF GS GY PE PY SR UY VE"),
    "011": (_("Western Africa"), "002", "BF BJ CI CV GH GM GN GW LR ML MR NE NG SH SL SN TG"),
    "013": (_("Central America"), "019", "BZ CR GT HN MX NI PA SV"),
    "014": (
        _("Eastern Africa"),
        "002",
        "BI DJ ER ET IO KE KM MG MU MW MZ RE RW SC SO SS TF TZ UG YT ZM ZW",
    ),
    "015": (_("Northern Africa"), "002", "DZ EG EH LY MA SD TN"),
    "017": (_("Middle Africa"), "002", "AO CD CF CG CM GA GQ ST TD"),
    "018": (_("Southern Africa"), "002", "BW LS NA SZ ZA"),
    "021": (_("Northern America"), "019", "BM CA GL PM US"),
    "029": (
        _("Caribbean"),
        "019",
        "AG AI AW BB BL BQ BS CU CW DM DO GD GP HT JM KN KY LC MF MQ MS PR SX TC TT VC VG VI",
    ),
    "030": (_("Eastern Asia"), "142", "CN HK JP KP KR MN MO TW"),
    "034": (_("Southern Asia"), "142", "AF BD BT IN IR LK MV NP PK"),
    "035": (_("South-eastern Asia"), "142", "BN ID KH LA MM MY PH SG TH TL VN"),
    "039": (_("Southern Europe"), "150", "AD AL BA ES GI GR HR IT ME MK MT PT RS SI SM VA"),
    "053": (_("Australia and New Zealand"), "009", "AU CC CX HM NF NZ"),
    "054": (_("Melanesia"), "009", "FJ NC PG SB VU"),
    "057": (_("Micronesia"), "009", "FM GU KI MH MP NR PW UM"),
    "061": (_("Polynesia"), "009", "AS CK NU PF PN TK TO TV WF WS"),
    "143": (_("Central Asia"), "142", "KG KZ TJ TM UZ"),
    "145": (_("Western Asia"), "142", "AE AM AZ BH CY GE IL IQ JO KW LB OM PS QA SA SY TR YE"),
    "151": (_("Eastern Europe"), "150", "BG BY CZ HU MD PL RO RU SK UA"),
    "154": (_("Northern Europe"), "150", "AX DK EE FI FO GB GG IE IM IS JE LT LV NO SE SJ"),
    "155": (_("Western Europe"), "150", "AT BE CH DE FR LI LU MC NL"),
}
_OUTSIDE = ("AQ",)
_WHOLE_WORLD = _("The whole world")

_REGION_OF = MappingProxyType(
    {
        country: code
        for code, (_name, _continent, countries) in _REGIONS.items()
        for country in countries.split()
    }
)
COUNTRIES = tuple(sorted((*_REGION_OF, *_OUTSIDE)))  # every ISO 3166-1 alpha-2 code


def region_of(country: str) -> str:
    """Return the M49 code of the country's region, such as `011`, or ""."""
    return _REGION_OF.get(country.upper(), "")


def region_codes() -> tuple[str, ...]:
    """Return all region codes, in the order of the codes."""
    return tuple(_REGIONS)


def areas() -> tuple[str, ...]:
    """Return the code of every area larger than a country: the world, continents, regions."""
    return (WORLD, *CONTINENTS, *_REGIONS)


def region_name(code: str) -> str:
    """Return the region's (or continent's, or the world's) name; "" for an unknown code."""
    if code == WORLD:
        return str(_WHOLE_WORLD)
    if code in CONTINENTS:
        return str(CONTINENTS[code])
    return str(_REGIONS[code][0]) if code in _REGIONS else ""


def continent_of(code: str) -> str:
    """Return the continent's M49 code of a region; "" for an unknown one."""
    return _REGIONS[code][1] if code in _REGIONS else ""


def countries_in(code: str) -> tuple[str, ...]:
    """Return the countries of a region; none for an unknown code."""
    return tuple(_REGIONS[code][2].split()) if code in _REGIONS else ()
