"""Ways to get in touch in a text: mail and web addresses, telephone numbers.

Pure; standard library only. Two sides of a match read each other's words before both said yes: an
address in them would introduce them by itself, and name who must not be named.
"""

import re
import unicodedata

_CHINESE = re.compile("[〇零一二三四五六七八九](?:[ -]?[〇零一二三四五六七八九]){6,}")
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_AT = re.compile(r"\s{0,3}[(\[{]\s{0,3}at\s{0,3}[)\]}]\s{0,3}", re.IGNORECASE)
_DOT = re.compile(r"\s{0,3}[(\[{]\s{0,3}dot\s{0,3}[)\]}]\s{0,3}", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]\s?@\s?[\w-]+(?:\.[\w-]+)+")
_ENDS = (
    "com|org|net|info|edu|gov|int|ngo|ong|app|dev|online|site|link|page|africa|asia|coop|social|"
    "рф|中国|中國|公司|网络|香港|مصر|السعودية|امارات|المغرب|تونس|شبكة|भारत"
)
_WEB = re.compile(
    rf"\w://|\bhttps?:|\bwww\.\w|\w[\w-]{{0,62}}\.(?:{_ENDS})(?![\w-])", re.IGNORECASE
)
# A country's two letters end an address if they are small, and words stand before: not "e.g".
_COUNTRY = re.compile(
    r"(?<![\w.-])(?:[\w-]+\.)*(?:[\w-]{0,62}[^\W\d_]{2}[\w-]{0,62}\.[a-z]{2}|[tm]\.me)(?![\w-])"
)

_YEAR = re.compile(r"(?:19|20)\d\d")
_DATE = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d([-/. ])[01]?\d\1[0-3]?\d"
    r"|[0-3]?\d([-/. ])[01]?\d\2(?:19|20)\d\d)(?!\d)"
)
_NUMBER = re.compile(
    r"(?<![\d.,])\+?[^\S\n]?\(?\d(?:[^\S\n]?[-./()\u2010-\u2015]?[^\S\n]?[()]?\d)*"
)
_LABEL = re.compile(
    r"(?:tel|fax|mob|gsm|sms|phone|mobile|whatsapp|signal|call)\W{0,3}$", re.IGNORECASE
)
# What a reference begins with, and the names of standards.
_CODE = re.compile(r"(?:[^\W\d_]+[-_/]|\b(?:ISO|ISBN|ISSN|M)[^\S\n]?|\w)$")
_MONEY_SIGN = r"[$€£¥₦₹₵₱₽]|\b[A-Z]{3}\b"
_MONEY_BEFORE = re.compile(rf"(?:{_MONEY_SIGN})[^\S\n]?$")
_CURRENCIES = r"(?:us )?dollars?\b|euros?\b|francs?\b|pesos?\b|دولار|يورو|долл|евро|美元|欧元"
_MONEY_AFTER = re.compile(rf"^[^\S\n]?(?:{_MONEY_SIGN}|%|(?i:{_CURRENCIES}))")
_SUM = re.compile(r"\d{1,3}(?:([ .])\d{3})(?:\1\d{3})*(?:[.,]\d\d?)?")
_FEWEST, _MOST = 7, 15  # digits of a telephone number
_LONG = 10  # digits that nobody counts with


def contacts_in(text: str) -> tuple[str, ...]:
    """Return which ways to get in touch a text holds: `mail`, `web`, `phone`."""
    plain = _plain(text)
    found = []
    if _MAIL.search(plain):
        found.append("mail")
    if _WEB.search(plain) or _COUNTRY.search(plain):
        found.append("web")
    if _has_number(plain):
        found.append("phone")
    return tuple(found)


def _plain(text: str) -> str:
    """Return a text as it is read: one form, nothing unseen, the digits of every script ours."""
    text = _CHINESE.sub(lambda found: found[0].translate(_DIGITS), text)
    text = unicodedata.normalize("NFKC", text).replace("。", ".")
    signs = (
        str(unicodedata.decimal(sign)) if sign.isdecimal() else sign
        for sign in text
        if unicodedata.category(sign) != "Cf"
    )
    return _DOT.sub(".", _AT.sub("@", "".join(signs)))


def _has_number(text: str) -> bool:
    text = _DATE.sub(";", text)
    return any(
        _is_number(found[0].strip(), text[: found.start()], text[found.end() :])
        for found in _NUMBER.finditer(text)
    )


def _is_number(typed: str, before: str, after: str) -> bool:
    """Return whether digits are a telephone number, by themselves and what stands around them."""
    groups = re.findall(r"\d+", typed)
    if not _FEWEST <= len("".join(groups)) <= _MOST:
        return False
    if typed.startswith("+") or _LABEL.search(before[-20:]):
        return True
    if _CODE.search(before[-40:]):
        return False
    if groups[0].startswith("0"):
        return not _is_row(typed, groups)
    if _MONEY_BEFORE.search(before[-8:]) or _MONEY_AFTER.search(after[:16]):
        return False
    return not (_is_sum(typed, groups) or _is_span(groups) or _is_row(typed, groups))


def _is_sum(typed: str, groups: list[str]) -> bool:
    """Return whether it is a sum or a count: 1 250 000, 1500000, 12345.67."""
    if len(groups) == 1:
        return typed.endswith("000") and len(typed) < _LONG
    decimal = len(groups) == 2 and "." in typed
    grouped = _SUM.fullmatch(typed) is not None
    return decimal or (grouped and (len(groups[0]) < 3 or typed.endswith("000")))


def _is_span(groups: list[str]) -> bool:
    """Return whether years stand in it, or it goes from one round number to another."""
    if any(_YEAR.fullmatch(one) for one in groups[:2]):
        return True
    two = len(groups) == 2
    return two and all(one.endswith("0") for one in groups) and int(groups[0]) < int(groups[1])


def _is_row(typed: str, groups: list[str]) -> bool:
    """Return whether it is a row of small numbers, as of targets: 5.1 5.2 5.3."""
    return max(map(len, groups)) == 1 and len(set(re.findall(r"\D+", typed))) > 1
