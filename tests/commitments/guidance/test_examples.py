"""Each rule, in each language, on sentences it must take and sentences it must not."""

from pathlib import Path

import pytest
import yaml

from avow.commitments.guidance import Verdict, Written, check

EXAMPLES = yaml.safe_load((Path(__file__).parent / "examples.yaml").read_text(encoding="utf-8"))
CASES = [
    (language, rule, text, expected == "met")
    for language, rules in EXAMPLES.items()
    for rule, sides in rules.items()
    for expected, texts in sides.items()
    for text in texts
]


def found(language, rule, text):
    findings = check(Written(language=language, texts={"summary": text}))
    return next(finding for finding in findings if finding.criterion == rule)


@pytest.mark.parametrize("language,rule,text,is_met", CASES, ids=lambda value: str(value)[:60])
def test_a_rule_takes_what_a_reader_takes(language, rule, text, is_met):
    finding = found(language, rule, text)
    assert (finding.verdict is Verdict.MET) == is_met
    if is_met:
        assert any(sign.evidence for sign in finding.signs)


def test_every_language_has_examples_of_every_single_rule():
    assert {language: sorted(rules) for language, rules in EXAMPLES.items()} == {
        language: ["ambitious", "measurable", "partnership", "scalable"]
        for language in ("en", "fr", "es", "pt", "ru", "ar", "zh")
    }


SMART = {
    "en": (
        "With a budget of 40,000 dollars, our two trainers will train 60 girls by June 2027.",
        "We will train 60 girls by June 2027.",
    ),
    "fr": (
        "Avec un budget de 40 000 euros, nos deux formatrices formeront 60 filles d'ici juin 2027.",
        "Nous formerons 60 filles d'ici juin 2027.",
    ),
    "es": (
        "Con un presupuesto de 40.000 euros, dos formadoras capacitarán a 60 niñas antes de junio de 2027.",
        "Capacitaremos a 60 niñas antes de junio de 2027.",
    ),
    "pt": (
        "Com um orçamento de 40.000 euros, duas formadoras formarão 60 raparigas até junho de 2027.",
        "Formaremos 60 raparigas até junho de 2027.",
    ),
    "ru": (
        "Два наших тренера при бюджете 40 000 евро обучат 60 девушек к июню 2027 года.",
        "Мы обучим 60 девушек к июню 2027 года.",
    ),
    "ar": (
        "بميزانية ٤٠٬٠٠٠ يورو ستدرب مدربتان ٦٠ فتاة قبل يونيو ٢٠٢٧.",
        "سندرب ٦٠ فتاة قبل يونيو ٢٠٢٧.",
    ),
    "zh": (
        "两名讲师凭四万欧元预算，将在2027年6月前培训60名女孩。",
        "我们将在2027年6月前培训60名女孩。",
    ),
}


@pytest.mark.parametrize("language", SMART)
def test_smart_needs_all_five_and_says_which_is_missing(language):
    whole, without_means = (found(language, "smart", text) for text in SMART[language])
    assert whole.verdict is Verdict.MET
    assert without_means.verdict is Verdict.PARTLY
    assert [s.code for s in without_means.signs if not s.is_found] == ["achievable"]
