"""The house's own settings as the demo has them, with a var/ nobody else uses and a quick password hash."""

import atexit
import gc
import os
import shutil
import sys
import tempfile

if "pytest" in sys.modules:
    gc.disable()  # before all is imported; conftest.py enables it again, and says why
os.environ["DANCHU_DEMO"] = "1"
if "DANCHU_TEST_VAR" not in os.environ:  # the workers of one run share it
    os.environ["DANCHU_TEST_VAR"] = tempfile.mkdtemp(prefix="danchu-tests-")
    atexit.register(shutil.rmtree, os.environ["DANCHU_TEST_VAR"], ignore_errors=True)
os.environ["DANCHU_VAR"] = os.environ["DANCHU_TEST_VAR"]

from danchu.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if "DANCHU_TEST_TEMPLATE" in os.environ and "sqlite" not in DATABASES["default"]["ENGINE"]:  # noqa: F405
    DATABASES["default"]["TEST"] = {"TEMPLATE": os.environ["DANCHU_TEST_TEMPLATE"]}  # noqa: F405
