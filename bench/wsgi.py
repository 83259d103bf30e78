"""The door of the measured server."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"

from django.core.wsgi import get_wsgi_application

from danchu.running.beat import beating

application = beating(get_wsgi_application())
