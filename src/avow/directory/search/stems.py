"""Words without their endings: plurals and cases meet, whatever the language of text and question.

Light on purpose, by script and not by language, since nobody says in which language a question is.
Both sides lose the same letters; what two different words lose alike is one word to the search.
The endings of Arabic and Russian are those of the light stemmers of Larkey (2007, "light10") and of
Dolamic and Savoy (2009).
"""

import re
from functools import lru_cache

_ARABIC = re.compile("[\u0600-\u06ff]")
_ARTICLES = ("وبال", "وال", "بال", "كال", "فال", "ال", "لل")
_ARABIC_ENDINGS = ("ات", "ون", "ين", "ها", "ه")
_CYRILLIC = re.compile("^[\u0430-\u044f]{4,}$")
# As folded: й stands as и, ё as е. The longest first.
_OF_CASES = (
    "иями ями ами иях ях ах иям ям ам иеи еи ои ии ия ие ию ью ого его ому ему ыми ими ых их ым им"
    " ые ыи ая яя ое ее ую юю ов ев ем ом а я о е и ы у ю ь"
)
_RUSSIAN_ENDINGS = sorted(_OF_CASES.split(), key=len, reverse=True)
_LATIN = re.compile("^[a-z]{4,}$")
_PLURAL = re.compile("[^isu]s$")  # not basis, access, status


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Return a folded word (kernel.text.fold) without article, plural and case."""
    if _LATIN.match(word):
        return _latin(word)
    if _CYRILLIC.match(word):
        return _russian(word)
    return _arabic(word) if _ARABIC.match(word) else word


def _latin(word: str) -> str:
    """Take plurals away, then a last e, a or o: violences, mujeres, nações, réseaux."""
    if word.endswith(("cao", "sao")):
        return word[:-1]
    if len(word) == 4:
        return word
    if word.endswith(("coes", "soes")):
        return word[:-3] + "a"
    if word.endswith("aux") and len(word) > 5:
        return word[:-1] if word.endswith("eaux") else word[:-2] + "l"
    if _PLURAL.search(word):
        word = word[:-1]
    if len(word) > 4 and word[-1] in "eao":
        word = word[:-1]
    return word[:-1] + "i" if len(word) > 4 and word[-1] == "y" else word


def _russian(word: str) -> str:
    for ending in _RUSSIAN_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    # The vowel that only the genitive has: девочек beside девочки.
    return word[:-2] + "к" if len(word) > 4 and word.endswith(("ек", "ок")) else word


def _arabic(word: str) -> str:
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= 3:
            word = word[len(article) :]
            break
    for ending in _ARABIC_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
