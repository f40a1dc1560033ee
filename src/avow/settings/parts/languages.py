"""The languages of the interface, and which of them are complete."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2]

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("ar", "العربية"),
    ("en", "English"),
    ("es", "Español"),
    ("fr", "Français"),
    ("pt", "Português"),
    ("ru", "Русский"),
    ("zh", "中文"),
]
# Offered in the switch of languages; a test fails on a missing or fuzzy message in one of these.
COMPLETE_LANGUAGES = ["en", "fr"]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
