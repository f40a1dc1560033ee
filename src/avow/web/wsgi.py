"""The WSGI application that gunicorn serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "avow.settings.production")
application = get_wsgi_application()
# What was loaded stays: the search for garbage need not look through it again and again.
gc.collect()
gc.freeze()
