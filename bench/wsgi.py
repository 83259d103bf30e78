"""The door of the measured server."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"

from django.core.wsgi import get_wsgi_application

from danchu.running.door import opened

application = opened(get_wsgi_application)
