"""The door of the web server (granian --interface wsgi danchu.wsgi:application)."""

import os

from django.core.wsgi import get_wsgi_application

from danchu.running.beat import beating

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "danchu.settings")
application = beating(get_wsgi_application())
