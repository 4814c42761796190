"""Django's settings, from what `environment.py` read. Nothing here is for an administrator to edit."""

from __future__ import annotations

from csp.constants import NONCE, SELF

from luoshi.site.environment import read_environment

ENVIRONMENT = read_environment()

SECRET_KEY = ENVIRONMENT.secret_key
DEBUG = False
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
ROOT_URLCONF = "luoshi.site.urls"
WSGI_APPLICATION = "luoshi.site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA = ENVIRONMENT.data
AUDIT_HEADS = DATA / "audit" / "heads.txt"  # see audit/heads.py

INSTALLED_APPS = [
    "luoshi.audit",
    "luoshi.calendar",
    "luoshi.units",
    "luoshi.accounts",
    "luoshi.notices",
    "luoshi.jobs",
    "luoshi.plans",
    "luoshi.desk",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "tree_queries",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "luoshi.accounts.middleware.Sitting",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "luoshi.desk.context.shell",
            ],
            "builtins": ["luoshi.desk.templatetags.words"],
        },
    }
]

DATABASES: dict[str, dict[str, object]] = {"default": {**ENVIRONMENT.database, "CONN_HEALTH_CHECKS": True}}
if ENVIRONMENT.database["ENGINE"] == "django.db.backends.sqlite3":
    # Write transactions take their lock at once and wait for it, so that two writers never meet half-way.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 8, "timeout": 20}}

# Counts of failed log-ins must be one for all workers: in the database, not in each process's memory.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "site_cache",
        # so many that nobody can wash a count out by filling the cache
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "luoshi.accounts.first_passwords.FirstPasswordHasher",
]
# NIST SP 800-63B: length and a list of common passwords, no rules of composition, no forced change by time.
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "luoshi.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "luoshi.accounts.passwords.NotOfTheOffice"},
    {"NAME": "luoshi.accounts.passwords.NotAboutOneself"},
]
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "luoshi.accounts.adapters.NoSignUp"
SOCIALACCOUNT_ADAPTER = "luoshi.accounts.adapters.KnownPeopleOnly"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
# Failures are counted in accounts/throttle.py; here only the second factor: 10 in a quarter of an hour an account.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "10/15m/key"}
MFA_ADAPTER = "luoshi.accounts.adapters.KeptSecrets"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # telephones' clocks differ, and typing takes a moment
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "落实"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a link: a form that leads to another site is what the CSP forbids
SOCIALACCOUNT_PROVIDERS = {}
if ENVIRONMENT.oidc:
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "APPS": [
            {
                "provider_id": "sso",
                "name": ENVIRONMENT.oidc.get("name") or "统一身份认证",
                "client_id": ENVIRONMENT.oidc["client"],
                "secret": ENVIRONMENT.oidc["secret"],
                "settings": {"server_url": ENVIRONMENT.oidc["issuer"]},
            }
        ]
    }

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# The middleware ends idle sessions and says so; the store keeps them a little longer, so that it can.
SESSION_COOKIE_AGE = ENVIRONMENT.idle_minutes * 60 + 3600
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "luoshi.desk.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if ENVIRONMENT.https:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31536000
    CSRF_TRUSTED_ORIGINS = [f"https://{h}" for h in ENVIRONMENT.hosts if h != "*"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "style-src-attr": ["'unsafe-inline'"],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": [SELF],
        "frame-ancestors": ["'none'"],
    }
}

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
CLOCK = ENVIRONMENT.clock  # None, or the moment at which calendar.clock stands still

STATIC_URL = "/static/"
STATIC_ROOT = ENVIRONMENT.data / "static" if ENVIRONMENT.production else None
MEDIA_ROOT = ENVIRONMENT.data / "files"  # never served by address: a view hands out what the asker may have
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if not ENVIRONMENT.production:
    WHITENOISE_USE_FINDERS = True
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
UPLOAD_LARGEST = ENVIRONMENT.upload_megabytes * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "luoshi.plans.upload_limit.TooLarge",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# Without a server set nothing is ever mailed.
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = str(ENVIRONMENT.mail.get("host", ""))
EMAIL_PORT = int(str(ENVIRONMENT.mail.get("port", 25)))
EMAIL_HOST_USER = str(ENVIRONMENT.mail.get("user", ""))
EMAIL_HOST_PASSWORD = str(ENVIRONMENT.mail.get("password", ""))
EMAIL_USE_TLS = bool(ENVIRONMENT.mail.get("starttls"))
EMAIL_USE_SSL = bool(ENVIRONMENT.mail.get("tls"))
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = str(ENVIRONMENT.mail.get("sender", ""))
SITE_ADDRESS = ENVIRONMENT.address  # what stands before a page's path in mails; "" where it is not known

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django_tasks": {"level": "ERROR"}, "django_tasks_db": {"level": "ERROR"}},
}
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016"]
