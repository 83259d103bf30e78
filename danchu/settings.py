"""Settings by environment. The defaults are the safe ones: without DANCHU_DEMO=1 this is production."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

PACKAGE = Path(__file__).resolve().parent
ROOT = PACKAGE.parent
DEMO = os.environ.get("DANCHU_DEMO") == "1"
DEBUG = os.environ.get("DANCHU_DEBUG") == "1"
VAR = Path(os.environ.get("DANCHU_VAR", ROOT / "var" if DEMO else "/var/lib/danchu"))

# --- what production must be told, and is refused without --------------------------------------
DEMO_SECRET = "demo-secret-of-a-fictional-ward-never-in-production"
SECRET_KEY = os.environ.get("DANCHU_SECRET_KEY", DEMO_SECRET)
ALLOWED_HOSTS = [h for h in os.environ.get("DANCHU_HOSTS", "").split(",") if h]
if DEMO:
    ALLOWED_HOSTS = ALLOWED_HOSTS or ["127.0.0.1", "localhost", "[::1]", "testserver"]
else:
    if SECRET_KEY == DEMO_SECRET or len(SECRET_KEY) < 50:
        raise ImproperlyConfigured("Thiếu DANCHU_SECRET_KEY: đặt một chuỗi ngẫu nhiên dài ít nhất 50 ký tự.")
    if DEBUG:
        raise ImproperlyConfigured("DANCHU_DEBUG=1 không được dùng khi chạy thật: bỏ biến này đi.")
    if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
        raise ImproperlyConfigured("Thiếu DANCHU_HOSTS: ghi tên miền của cổng, ví dụ dan.phuong.gov.vn.")

SITE: dict[str, Any] = {
    "name": os.environ.get("DANCHU_SITE_NAME", "Phường Lê Khôi" if DEMO else "Cổng dân chủ cơ sở"),
    "mark": os.environ.get("DANCHU_SITE_MARK", "Lk" if DEMO else "dc"),
    "url": os.environ.get("DANCHU_SITE_URL", "http://127.0.0.1:8000" if DEMO else f"https://{ALLOWED_HOSTS[0]}"),
    "body": os.environ.get("DANCHU_BODY", "le-khoi.ubnd" if DEMO else ""),  # code of the body that receives
    "source": os.environ.get("DANCHU_SOURCE_URL", ""),
    "demo": DEMO,
}

# A map for pointing at a place: pictures of the ground from a server of maps, or the ward's own outline, or no map.
_TILES = os.environ.get("DANCHU_TILES", "")  # https://ban-do.example.vn/{z}/{x}/{y}.png
MAP: dict[str, Any] = {
    "tiles": _TILES,
    "host": urlsplit(_TILES).hostname or "",
    "from": f"{urlsplit(_TILES).scheme}://{urlsplit(_TILES).netloc}" if _TILES else "",
    "credit": os.environ.get("DANCHU_TILES_CREDIT", ""),  # whom the map's licence says to name: © OpenStreetMap
    # a GeoJSON file: the outline of the ward, of its groups; `name` and `kind` (area, street, water) are drawn
    "areas": os.environ.get("DANCHU_AREAS", str(PACKAGE / "demo/ward_map.geojson") if DEMO else ""),
    # where it opens: latitude,longitude
    "centre": os.environ.get("DANCHU_MAP_CENTRE") or ("10.838,106.8255" if DEMO else "16.05,108.2"),
}

# --- the house ---------------------------------------------------------------------------------
# What each mechanism hands to the ground below it, by name: no signal, no hidden registration.
MECHANISMS = [
    "danchu.mechanisms.petitions",
    "danchu.mechanisms.dialogues",
    "danchu.mechanisms.works",
    "danchu.mechanisms.disclosures",
    "danchu.mechanisms.consultations",
    "danchu.mechanisms.information",
    "danchu.mechanisms.news",
]
PROMISE_FORM = "works_desk:new"  # where the desk writes down what it promises in a case: `?tu=<code>`
CODE_PAGES = {  # the first letters of a code → whose it is, and its public page
    "KN": ("danchu.mechanisms.petitions", "petitions:case"),
    "DT": ("danchu.mechanisms.dialogues", "dialogues:dialogue"),
    "CH": ("danchu.mechanisms.dialogues", "dialogues:question"),
    "DN": ("danchu.mechanisms.dialogues", "dialogues:request"),
    "TD": ("danchu.mechanisms.dialogues", "dialogues:reception"),
    "LH": ("danchu.mechanisms.dialogues", "dialogues:booking"),
    "CK": ("danchu.mechanisms.works", "works:commitment"),
    "VC": ("danchu.mechanisms.works", "works:work"),
    "CB": ("danchu.mechanisms.disclosures", "disclosures:disclosure"),
    "TC": ("danchu.mechanisms.disclosures", "disclosures:procedure"),
    "VB": ("danchu.mechanisms.disclosures", "disclosures:instrument"),
    "LY": ("danchu.mechanisms.consultations", "consultations:page"),
    "YK": ("danchu.mechanisms.consultations", "consultations:opinion"),
    "TT": ("danchu.mechanisms.information", "information:one"),
    "TN": ("danchu.mechanisms.news", "news:article"),
}
# How long signatures for a dialogue are taken. The law names no end; a house may. 0: until there are enough.
DIALOGUE_REQUEST_DAYS = int(os.environ.get("DANCHU_DIALOGUE_REQUEST_DAYS") or 0)
SCORE_OF = "danchu.mechanisms.works.figures.score_of"  # who counts promises kept: ground/journal/kept.py asks it
MEETINGS_OF = "danchu.mechanisms.dialogues.month.meetings_of"  # who holds meetings: ground/journal/meetings.py asks it
INSTALLED_APPS = [
    "danchu.overview.home",
    "danchu.overview.today",
    "danchu.overview.holidays",
    *MECHANISMS,
    "danchu.ground.post",
    "danchu.ground.search",
    "danchu.ground.journal",
    "danchu.ground.documents",
    "danchu.ground.files",
    "danchu.ground.people",
    "danchu.ground.offices",
    "danchu.ground.ui",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
]
MIDDLEWARE = [
    "danchu.ground.journal.cached.KeptPages",  # outermost: what it keeps has been through all the others
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "danchu.ground.ui.wall.PolicyMiddleware",
    "danchu.ground.ui.nul.NoNulMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "danchu.ground.ui.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "danchu.ground.people.stays.SignedInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "danchu.urls"
WSGI_APPLICATION = "danchu.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": sorted(PACKAGE.glob("*/*/templates")),
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "danchu.ground.ui.environment.environment",
            "context_processors": ["danchu.ground.people.context.frame", "danchu.overview.home.context.menu"],
        },
    },
    {  # only for third-party pages that have no template of ours
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": [
            "django.template.context_processors.request",
            "django.contrib.auth.context_processors.auth",
            "django.contrib.messages.context_processors.messages",
        ]},
    },
]

FORM_RENDERER = "danchu.ground.ui.widgets.Renderer"

# --- data --------------------------------------------------------------------------------------
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": dj_database_url.parse(
    os.environ.get("DATABASE_URL", f"sqlite:///{VAR / 'danchu.sqlite3'}"), conn_max_age=600)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # FULL, always: NORMAL lost acknowledged rows in a power cut (trust.md). Only the drill's control says OFF.
    SYNCHRONOUS = os.environ.get("DANCHU_SQLITE_SYNC", "FULL")
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": f"PRAGMA journal_mode=WAL; PRAGMA synchronous={SYNCHRONOUS}; PRAGMA foreign_keys=ON;"
                        "PRAGMA cache_size=-2000; PRAGMA temp_store=MEMORY;",
    }
else:
    # A statement asked often is planned once a connection, whatever is asked of it: what decides how it is answered
    # stands in its text. Behind a pool that lends connections by the transaction (pgbouncer) there is nothing to keep:
    # DANCHU_POOLED=1. Nothing here is worth compiling: jit only delays.
    POOLED = os.environ.get("DANCHU_POOLED") == "1"
    DATABASES["default"] |= {"ENGINE": "danchu.ground.rows.postgresql", "DISABLE_SERVER_SIDE_CURSORS": True,
                             "CONN_HEALTH_CHECKS": True}
    OPTIONS = DATABASES["default"].setdefault("OPTIONS", {})
    PLANS = "" if POOLED else " -c plan_cache_mode=force_generic_plan"
    OPTIONS.setdefault("options", f"-c statement_timeout=30000 -c jit=off{PLANS}")
    OPTIONS["prepare_threshold"] = None if POOLED else 1
MEDIA_ROOT = VAR / "files"
CLAMD = os.environ.get("DANCHU_CLAMD", "")  # unix:/run/clamav/clamd.ctl, or host:3310; empty: files are not scanned
CLAMD_SECONDS = 20  # for any one word of it
DATA_UPLOAD_MAX_MEMORY_SIZE = 12_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
_MEMORY = "danchu.ground.journal.bounded.BoundedMemory"
CACHES = {"default": {"BACKEND": _MEMORY, "LOCATION": "danchu"}}

# --- people ------------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
     "OPTIONS": {"user_attributes": ("name", "email")}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60
MFA_ADAPTER = "danchu.ground.people.second_factor.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
OIDC = {key: os.environ.get(f"DANCHU_OIDC_{key.upper()}", "") for key in ("name", "server", "client_id")}
OIDC["client_secret"] = os.environ.get("DANCHU_OIDC_SECRET", "")
LOGIN_URL = "/dang-nhap/"
LOGIN_REDIRECT_URL = "/"
DESK_URL = "/ban-lam-viec/"  # where an official goes after signing in
SESSION_ENGINE = "danchu.ground.people.stays"
SESSION_COOKIE_AGE = 30 * 24 * 60 * 60
SESSION_COOKIE_NAME = "danchu"
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "danchu.overview.home.errors.expired_form"
CSRF_TRUSTED_ORIGINS = [f"https://{h}" for h in ALLOWED_HOSTS if not h.startswith("[")]

# --- words -------------------------------------------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

# --- letters -----------------------------------------------------------------------------------
SMTP_URL = os.environ.get("DANCHU_SMTP", "")  # smtp://user:password@host:port, smtps://… ; empty: a folder of files
EMAIL_BACKEND = "danchu.ground.post.backend.EmailBackend"  # what a library might send goes the same way
DEFAULT_FROM_EMAIL = os.environ.get("DANCHU_MAIL_FROM", "danchu@localhost")
SMS_BACKEND = os.environ.get("DANCHU_SMS", "danchu.ground.post.sms.FileSms")

# --- the wall ----------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
WHITENOISE_USE_FINDERS = DEMO
if not DEMO:
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    SECURE_SSL_REDIRECT = os.environ.get("DANCHU_TLS", "1") == "1"
    SECURE_REDIRECT_EXEMPT = [r"^health$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
CONTENT_SECURITY_POLICY = {"DIRECTIVES": {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "blob:", "data:", *filter(None, [MAP["from"]])],
    "font-src": [SELF],
    "connect-src": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [NONE],
    "base-uri": [NONE],
}}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
PROXIES = int(os.environ.get("DANCHU_PROXIES", "0" if DEMO else "1"))  # our own, in front: whose word on IPs we take
AXES_FAILURE_LIMIT = 8
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = AXES_DISABLE_ACCESS_LOG = True  # failures only, and those for a week
AXES_VERBOSE = AXES_ENABLE_ADMIN = False
AXES_CLIENT_IP_CALLABLE = "danchu.ground.people.throttle.client_ip"
AXES_LOCKOUT_CALLABLE = "danchu.ground.people.desk.locked_out"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # whoever asks for another host's name is answered 400; a trace of each would fill the disk
    "loggers": {"django.security.DisallowedHost": {"handlers": [], "propagate": False}},
}
