"""The door of the web server (granian --interface wsgi danchu.wsgi:application)."""

import os

from django.core.wsgi import get_wsgi_application

from danchu.running.door import door

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "danchu.settings")
application = door(get_wsgi_application())
