"""The door of the web server (granian --interface wsgi danchu.wsgi:application)."""

import os

from django.core.wsgi import get_wsgi_application

from danchu.running.door import opened

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "danchu.settings")
application = opened(get_wsgi_application)
