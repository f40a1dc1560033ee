"""What every installation shares. Each subject has a file in parts/."""

from pathlib import Path

from avow.settings import env
from avow.settings.parts.accounts import *  # noqa: F403  settings are flat names
from avow.settings.parts.api import *  # noqa: F403
from avow.settings.parts.languages import *  # noqa: F403
from avow.settings.parts.security import *  # noqa: F403

PACKAGE = Path(__file__).resolve().parents[1]
VAR = Path(env.text("AVOW_VAR", "var")).resolve()

DEBUG = False
ROOT_URLCONF = "avow.web.urls"
WSGI_APPLICATION = "avow.web.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "avow.web",  # first: its templates stand before those of the libraries
    "avow.kernel",
    "avow.forums",
    "avow.people",
    "avow.jobs",
    "avow.ledger",
    "avow.notices",
    "avow.answers",
    "avow.directory",
    "avow.review",
    "avow.participants",
    "avow.mobilising",
    "avow.moderation",
    "avow.interest",
    "avow.blueprints",
    "avow.events",
    "avow.conversation",
    "avow.news",
    "avow.consultation",
    "avow.commitments",
    "avow.applications",
    "avow.progress",
    "avow.learning",
    "avow.following",
    "avow.opendata",
    "avow.accountability",
    "avow.annual",
    "avow.desk",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.admin",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "avow.web.zones.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "avow.web.wellformed.WellFormedMiddleware",  # before the first look into the database
    "avow.forums.middleware.ForumMiddleware",
    "avow.web.zones.ZoneMiddleware",
    "avow.web.problems.ProblemMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django_cotton.cotton_loader.Loader",
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "template_partials.templatetags.partials",
                "avow.web.templatetags.avow",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "avow.web.context.page",
            ],
        },
    }
]

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
MEDIA_ROOT = VAR / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# How old the small things may be that every anonymous page asks for (kernel/moment.py).
MOMENT_SECONDS = 0.5
# Bytes of finished pages that a process keeps for anonymous readers (directory/page_store.py).
KEPT_PAGES_BYTES = 32 * 1024 * 1024

# Less time than this between drawing and sending a page that anybody may send: a program did it.
FORM_SECONDS = 2

# Where people reach this installation: for links in mails, which are written without a request.
PUBLIC_URL = env.text(
    "AVOW_URL", f"http://{env.text('HOST', '127.0.0.1')}:{env.text('PORT', '8000')}"
).rstrip("/")
# Who reports to IATI, by the register of organisations; else the host name stands for it.
IATI_ORGANISATION = env.text("AVOW_IATI_ORGANISATION")
IATI_ORGANISATION_TYPE = env.text("AVOW_IATI_ORGANISATION_TYPE", "90")
DEFAULT_FROM_EMAIL = env.text("AVOW_MAIL_FROM", "Avow <noreply@localhost>")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("AVOW_LOG_LEVEL", "INFO")},
    "filters": {"brief": {"()": "avow.kernel.logs.Brief"}},
    "loggers": {
        # One line for each mail and job is too much; what fails is told all the same.
        "django_tasks": {"level": "WARNING"},
        "django_tasks_db": {"level": "WARNING"},
        # A page for another role is no fault: no traceback.
        "django.request": {"filters": ["brief"]},
    },
}
