"""`make run`: one machine, one person trying things out. Never for the public."""

from avow.settings import env
from avow.settings.base import *  # noqa: F403  settings are flat names
from avow.settings.base import VAR
from avow.settings.parts import database

DEBUG = env.flag("AVOW_DEBUG", default=False)
SECRET_KEY = env.text("SECRET_KEY", "local-only-not-a-secret-0123456789abcdef0123456789abcdef")
ALLOWED_HOSTS = ["*"]
DATABASES = {
    "default": database.from_url(env.text("DATABASE_URL", f"sqlite:///{VAR}/avow.sqlite3"))
}
# Mails stay readable on the outbox page (`local_mail` in the URL map) and in files.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
LOCAL_MAIL_PAGE = True
