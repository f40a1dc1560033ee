"""Cut a text of any script into tokens that know their place in it."""

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from avow.kernel.text import fold

HAN = "\u3400-\u9fff\uf900-\ufaff\u3007"
_MARKS = "\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
# A group of three after a blank or sign belongs to the number: 12,000 · 12.000 · 12 000 · 12'000.
_GROUPS = r"\d{1,3}(?:[.,'’٬ \u00a0\u2009\u202f]\d{3})+(?!\d)(?:[.,٫]\d+)?"
_INDIAN = r"\d{1,2}(?:,\d{2})+,\d{3}(?!\d)"
_TOKEN = re.compile(
    rf"(?P<date>\d{{1,4}}(?P<sep>[./-])\d{{1,2}}(?P=sep)\d{{2,4}}(?!\d))"
    rf"|(?P<number>{_INDIAN}|{_GROUPS}|\d+(?:[.,٫]\d+)?)"
    rf"|(?P<han>[{HAN}])"
    rf"|(?P<word>(?:[^\W\d_{HAN}]|[{_MARKS}])+)"
    r"|(?P<percent>[%％٪])"
    r"|(?P<money>[$€£¥￥₣₦₨₩₪₫€₭₮₱₲₴₵₸₹₺₽₾₿])"
    r"|(?P<part>[½¼¾⅓⅔⅕])"
    r"|(?P<mark>[^\w\s]|_)|(?P<line>\n)"
)
_STRONG = frozenset("!?;:。！？；：؟؛…\n")
_WEAK = frozenset(",，،、()（）[]【】")


class Kind(Enum):
    """What a token is made of."""

    WORD = "word"
    NUMBER = "number"
    DATE = "date"
    PERCENT = "percent"
    MONEY = "money"
    PART = "part"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Token:
    """One token: `text[start:end]`; `keys` are the folded forms under which a lexicon finds it.

    `clause` counts up at full stops and the like, `part` at commas too.
    """

    kind: Kind
    surface: str
    keys: tuple[str, ...]
    start: int
    end: int
    clause: int
    part: int


# و and, ف so, ب by, ك as, ل for, س will, ال the: written together with the word.
_CLITICS = (
    "وبال",
    "وال",
    "فال",
    "بال",
    "كال",
    "ولل",
    "لل",
    "ال",
    "وس",
    "فس",
    "وب",
    "ول",
    "و",
    "ف",
    "ب",
    "ل",
    "ك",
    "س",
)
_TANWIN = 3  # letters; longer words lose the alif of the accusative
_KINDS = {"han": Kind.WORD, "word": Kind.WORD, "number": Kind.NUMBER, "date": Kind.DATE}
_KINDS |= {"percent": Kind.PERCENT, "money": Kind.MONEY, "part": Kind.PART}


@lru_cache(maxsize=16384)
def keys_of(surface: str) -> tuple[str, ...]:
    """Return the folded forms of one word, for Arabic also without what is written onto it."""
    folded = fold(surface).replace(" ", "")
    if not folded or not "\u0600" <= folded[0] <= "\u06ff":
        return (folded,)
    rests = [folded[len(c) :] for c in _CLITICS if folded.startswith(c)]
    bare = [folded, *(rest for rest in rests if len(rest) > 1)]
    bare += [form[:-1] for form in bare if form.endswith("ا") and len(form) > _TANWIN]
    return tuple(dict.fromkeys(bare))


def tokenise(text: str, abbreviations: frozenset[str] = frozenset()) -> list[Token]:
    """Return the tokens of `text`; a full stop after one of `abbreviations` ends no clause."""
    tokens: list[Token] = []
    clause = part = 0
    for match in _TOKEN.finditer(text):
        name = match.lastgroup or "mark"
        if name == "sep":
            name = "date"
        sign = match[0]
        if name in {"mark", "line"}:
            strong = sign in _STRONG or (
                sign == "." and _ends(text, match.end()) and not _short(tokens, abbreviations)
            )
            clause += strong
            part += strong or sign in _WEAK
        keys = keys_of(sign) if name in {"word", "han"} else (sign,)
        kind = _KINDS.get(name, Kind.MARK)
        tokens.append(Token(kind, sign, keys, match.start(), match.end(), clause, part))
    return tokens


def _ends(text: str, after: int) -> bool:
    return after >= len(text) or text[after].isspace() or text[after] in "\"'”»)"


def _short(tokens: list[Token], abbreviations: frozenset[str]) -> bool:
    return bool(tokens) and tokens[-1].keys[0] in abbreviations
