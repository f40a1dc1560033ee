"""A server for the public. Values come from the environment; a missing secret stops the start."""

import os

from avow.settings import env
from avow.settings.base import *  # noqa: F403  settings are flat names
from avow.settings.base import VAR
from avow.settings.parts import database

SECRET_KEY = env.text("SECRET_KEY") or os.environ["SECRET_KEY"]
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
DATABASES = {
    "default": database.from_url(env.text("DATABASE_URL", f"sqlite:///{VAR}/avow.sqlite3"))
}
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Whoever asks is known by X-Forwarded-For alone; else all visitors would share the proxy's limits.
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("AVOW_PROXIES", 1)
AXES_CLIENT_IP_CALLABLE = "avow.web.operating.visitors.address_of"
SECURE_SSL_REDIRECT = env.flag("AVOW_HTTPS", default=True)
SECURE_HSTS_SECONDS = 31536000 if SECURE_SSL_REDIRECT else 0
SESSION_COOKIE_SECURE = SECURE_SSL_REDIRECT
CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT
EMAIL_HOST = env.text("EMAIL_HOST", "localhost")
EMAIL_PORT = env.number("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 20
LOCAL_MAIL_PAGE = False
