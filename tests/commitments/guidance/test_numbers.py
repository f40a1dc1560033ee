"""Numbers in digits and words of every script, and what is no quantity."""

import pytest

from avow.commitments.guidance.languages import lexicon_for
from avow.commitments.guidance.reading import Reading


def read(language, text):
    reading = Reading(text, lexicon_for(language, text))
    return [(q.sort.value, round(q.value, 4)) for q in reading.quantities]


@pytest.mark.parametrize(
    "language,text,value",
    [
        ("en", "twelve thousand women", 12_000),
        ("en", "two hundred and fifty-five girls", 255),
        ("en", "1.5 million women", 1_500_000),
        ("en", "12,000 women", 12_000),
        ("en", "12'000 women", 12_000),
        ("en", "1,20,000 women", 120_000),
        ("en", "a hundred women", 100),
        ("fr", "douze mille femmes", 12_000),
        ("fr", "quatre-vingt-dix-sept femmes", 97),
        ("fr", "soixante et onze femmes", 71),
        ("fr", "12 000 femmes", 12_000),
        ("fr", "12\u202f000 femmes", 12_000),
        ("es", "doscientas cincuenta mil mujeres", 250_000),
        ("es", "12.000 mujeres", 12_000),
        ("es", "treinta y dos mujeres", 32),
        ("pt", "cento e vinte mil mulheres", 120_000),
        ("pt", "trinta e duas mulheres", 32),
        ("ru", "двенадцать тысяч женщин", 12_000),
        ("ru", "16 тыс. женщин", 16_000),
        ("ru", "двадцатью пятью женщинами", 25),
        ("ar", "اثنا عشر ألف امرأة", 12_000),
        ("ar", "خمسًا وستين امرأة", 65),
        ("ar", "ألفي منحة", 2_000),
        ("ar", "١٢٬٠٠٠ امرأة", 12_000),
        ("ar", "۱۲ امرأة", 12),
        ("zh", "一万二千名妇女", 12_000),
        ("zh", "1.2万名妇女", 12_000),
        ("zh", "三亿五千万人", 350_000_000),
        ("zh", "一百零五名妇女", 105),
        ("sw", "wasichana ᱑᱒ shule", 12),
    ],
)
def test_a_count_is_read_with_its_value(language, text, value):
    assert read(language, text) == [("count", value)]


@pytest.mark.parametrize(
    "language,text,expected",
    [
        ("en", "30 per cent", [("percent", 30)]),
        ("en", "2.5%", [("percent", 2.5)]),
        ("fr", "12,5 %", [("percent", 12.5)]),
        ("es", "treinta por ciento", [("percent", 30)]),
        ("ru", "28 процентов", [("percent", 28)]),
        ("ar", "٤٠٪", [("percent", 40)]),
        ("ar", "٤٠ بالمئة", [("percent", 40)]),
        ("zh", "百分之三十", [("percent", 30)]),
        ("en", "$4 million", [("money", 4_000_000)]),
        ("en", "EUR 250", [("money", 250)]),
        ("fr", "deux millions d'euros", [("money", 2_000_000)]),
        ("es", "8 millones de dólares", [("money", 8_000_000)]),
        ("pt", "R$ 500 mil", [("money", 500_000)]),
        ("ru", "900 млн рублей", [("money", 900_000_000)]),
        ("ar", "مليوني دولار", [("money", 2_000_000)]),
        ("zh", "五百万美元", [("money", 5_000_000)]),
        ("en", "by 2027", [("year", 2027)]),
        ("en", "2000 women", [("count", 2000)]),
        ("en", "in 2026 women vote", [("year", 2026)]),
        ("zh", "2027年6月", [("year", 2027), ("date", 6)]),
        ("en", "31 December", [("date", 31)]),
        ("en", "2027-06-30", [("date", 0)]),
        ("en", "within three years", [("period", 3)]),
        ("ru", "за три года", [("period", 3)]),
        ("en", "aged 15 to 24 years", [("code", 15), ("period", 24)]),
        ("en", "Law No. 25 000", [("code", 25_000)]),
        ("fr", "l'article 12", [("code", 12)]),
        ("es", "la Ley 1257", [("code", 1257)]),
        ("ru", "закон № 25", [("code", 25)]),
        ("ar", "القانون رقم ٢٥", [("code", 25)]),
        ("zh", "第25条", [("code", 25)]),
        ("en", "call +254 700 123 456", [("code", 254_700_123_456)]),
        ("fr", "au 01 23 45 67 89", [("code", n) for n in (1, 23, 45, 67, 89)]),
        ("en", "the 3rd meeting", [("code", 3)]),
        ("fr", "la 2e réunion", [("code", 2)]),
        ("ru", "15-й съезд", [("code", 15)]),
        ("en", "hundreds of women", [("vague", 100)]),
        ("fr", "des milliers de femmes", [("vague", 1000)]),
        ("zh", "第一次", [("code", 0)]),
        ("fr", "une femme", []),
        ("en", "covid19", [("code", 19)]),
    ],
)
def test_a_number_is_told_by_what_stands_around_it(language, text, expected):
    assert read(language, text) == expected
