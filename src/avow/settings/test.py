"""The test suite: the same application, quicker hashing, plain static files, mail in memory."""

from pathlib import Path
from tempfile import mkdtemp

from avow.settings import env
from avow.settings.base import *  # noqa: F403  settings are flat names
from avow.settings.base import TEMPLATES as _TEMPLATES
from avow.settings.parts import database

SECRET_KEY = "test-only-0123456789abcdef0123456789abcdef0123456789"  # noqa: S105  not a secret
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
DATABASES = {"default": database.from_url(env.text("DATABASE_URL", "sqlite:///:memory:"))}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = Path(mkdtemp(prefix="avow-test-"))
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
AXES_ENABLED = False
FORM_SECONDS = 0
MOMENT_SECONDS = 0
KEPT_PAGES_BYTES = 0
LOCAL_MAIL_PAGE = True
TEMPLATES = _TEMPLATES
# No files were collected for the tests; look for them where they lie.
WHITENOISE_AUTOREFRESH = True
