"""The same door for an asynchronous server; the house is measured and run on WSGI."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "danchu.settings")
application = get_asgi_application()
