"""What an administrator may set, from the environment or one file, checked before anything starts.

`LUOSHI_SETTINGS` names a file of lines NAME=VALUE; the environment wins over the file. Without any setting the site
runs on SQLite in the folder `data` of the working directory.
"""

from __future__ import annotations

import datetime
import os
import secrets
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

import environ

SHANGHAI = zoneinfo.ZoneInfo("Asia/Shanghai")


class SettingError(Exception):
    """A setting that cannot stand; its text is one Chinese sentence: which, what is wrong, what to do."""


@dataclass(frozen=True)
class Environment:
    """The settings as values.

    data            folder of the database, the uploads and the secret key
    database        as Django's DATABASES["default"]
    secret_key      signs sessions; made once and kept in `data` where none is set
    hosts           names under which the site may be asked for
    production      secure cookies, no debugging pages
    https           cookies only over HTTPS (production behind a proxy with TLS)
    proxies         how many proxies of our own stand before the server (they tell the client's address)
    idle_minutes    minutes without a click after which a log-in ends
    upload_megabytes  the largest file taken
    oidc            issuer, client and secret of a single sign-on, empty where there is none
    mail            host, port, user, password, tls, starttls and sender of the mail server, empty where there is none
    address         where the site is reached (https://luoshi.example.gov.cn), for links in mails; "" where not told
    clock           the moment at which the clock of due days stands still (demonstrations only)
    audit_days      days for which audit events stay in the database at least
    """

    data: Path
    database: dict[str, object]
    secret_key: str
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost")
    production: bool = False
    https: bool = False
    proxies: int = 0
    idle_minutes: int = 60
    upload_megabytes: int = 50
    oidc: Mapping[str, str] = field(default_factory=dict)
    audit_days: int = 365
    mail: Mapping[str, object] = field(default_factory=dict)
    address: str = ""
    clock: datetime.datetime | None = None


def read_environment(given: Mapping[str, str] | None = None) -> Environment:
    """The settings from the environment and the file that it names. Raises SettingError."""
    values = dict(os.environ if given is None else given)
    named = values.get("LUOSHI_SETTINGS", "")
    if named:
        values = {**_file(Path(named)), **values}
    data = Path(values.get("LUOSHI_DATA", "data")).resolve()
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        raise SettingError(
            f"LUOSHI_DATA 指定的文件夹 {data} 不能建立（{wrong.strerror}），请改一个可写的位置。"
        ) from wrong
    if not os.access(data, os.W_OK):
        raise SettingError(f"LUOSHI_DATA 指定的文件夹 {data} 不能写入，请改权限或换一个位置。")
    oidc = {k: values.get(f"LUOSHI_OIDC_{k.upper()}", "") for k in ("issuer", "client", "secret", "name")}
    if any(oidc[k] for k in ("issuer", "client", "secret")) and not all(
        oidc[k] for k in ("issuer", "client", "secret")
    ):
        raise SettingError(
            "单点登录要同时设置 LUOSHI_OIDC_ISSUER、LUOSHI_OIDC_CLIENT、LUOSHI_OIDC_SECRET 三项，请补齐或全部去掉。"
        )
    return Environment(
        data=data,
        database=_database(values.get("DATABASE_URL", ""), data),
        secret_key=values.get("LUOSHI_SECRET_KEY", "") or _kept_key(data),
        hosts=tuple(h.strip() for h in values.get("LUOSHI_HOSTS", "127.0.0.1,localhost").split(",") if h.strip()),
        production=_truth(values, "LUOSHI_PRODUCTION"),
        https=_truth(values, "LUOSHI_HTTPS"),
        proxies=_count(values, "LUOSHI_PROXIES", 0, 0, 5),
        idle_minutes=_count(values, "LUOSHI_IDLE_MINUTES", 60, 5, 24 * 60),
        upload_megabytes=_count(values, "LUOSHI_UPLOAD_MB", 50, 1, 2000),
        oidc=oidc if oidc["issuer"] else {},
        audit_days=_count(values, "LUOSHI_AUDIT_DAYS", 365, 183, 36500),
        mail=_mail(values),
        address=_address(values),
        clock=_clock(values),
    )


def _file(path: Path) -> dict[str, str]:
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as wrong:
        raise SettingError(
            f"LUOSHI_SETTINGS 指定的文件 {path} 读不出来（{wrong}），请核对路径和编码（UTF-8）。"
        ) from wrong
    found: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        name, sign, value = text.partition("=")
        if not sign:
            raise SettingError(f"设置文件 {path} 第{number}行“{text}”没有等号，应写成 名称=值。")
        found[name.strip()] = value.strip().strip("\"'")
    return found


def _database(url: str, data: Path) -> dict[str, object]:
    if not url:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(data / "luoshi.sqlite3")}
    try:
        made: dict[str, object] = dict(environ.Env.db_url_config(url))
    except Exception as wrong:
        raise SettingError("DATABASE_URL 写得不对，应形如 postgres://用户:密码@主机:5432/库名。") from wrong
    if made.get("ENGINE") not in ("django.db.backends.sqlite3", "django.db.backends.postgresql"):
        raise SettingError("DATABASE_URL 只支持 sqlite:///文件 和 postgres://用户:密码@主机:5432/库名 两种。")
    return made


def _kept_key(data: Path) -> str:
    """The key kept in the data folder, made at the first start. Readable by its owner alone."""
    path = data / "secret.key"
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return path.read_text().strip()


def _mail(values: Mapping[str, str]) -> dict[str, object]:
    """The mail server from smtp://user:password@host:25, smtps://… (TLS from the start) or smtp+tls://… (STARTTLS)."""
    written = values.get("LUOSHI_SMTP", "").strip()
    if not written:
        return {}
    wrong = SettingError(
        "LUOSHI_SMTP 写得不对，应形如 smtp://用户:密码@主机:25（smtps:// 或 smtp+tls:// 为加密连接）。"
    )
    try:
        parts = urlsplit(written)
        usual = {"smtp": 25, "smtps": 465, "smtp+tls": 587}[parts.scheme]
        port = parts.port or usual
    except (KeyError, ValueError):
        raise wrong from None
    if not parts.hostname:
        raise wrong
    sender = values.get("LUOSHI_MAIL_FROM", "").strip()
    if "@" not in sender:
        raise SettingError("设置了 LUOSHI_SMTP，还要设置 LUOSHI_MAIL_FROM（发件人邮箱）。")
    return {
        "host": parts.hostname,
        "port": port,
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "tls": parts.scheme == "smtps",
        "starttls": parts.scheme == "smtp+tls",
        "sender": sender,
    }


def _address(values: Mapping[str, str]) -> str:
    written = values.get("LUOSHI_ADDRESS", "").strip().rstrip("/")
    if written and not written.startswith(("http://", "https://")):
        raise SettingError("LUOSHI_ADDRESS 应写成 https://主机 这样，是别人打开本系统的地址。")
    return written


def _clock(values: Mapping[str, str]) -> datetime.datetime | None:
    written = values.get("LUOSHI_CLOCK", "").strip()
    if not written:
        return None
    if _truth(values, "LUOSHI_PRODUCTION"):
        raise SettingError("LUOSHI_CLOCK 只用于演示，不能和 LUOSHI_PRODUCTION 同时设置，请去掉一项。")
    try:
        moment = datetime.datetime.fromisoformat(written)
    except ValueError as wrong:
        raise SettingError(f"LUOSHI_CLOCK 应写成 2026-03-05T09:00 这样，写的是“{written}”。") from wrong
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


def _truth(values: Mapping[str, str], name: str) -> bool:
    written = values.get(name, "").strip().lower()
    if written in ("", "0", "no", "false", "off", "否"):
        return False
    if written in ("1", "yes", "true", "on", "是"):
        return True
    raise SettingError(f"{name} 应写 1 或 0，写的是“{written}”。")


def _count(values: Mapping[str, str], name: str, usual: int, least: int, most: int) -> int:
    written = values.get(name, "").strip()
    if not written:
        return usual
    if not written.isdecimal() or not least <= int(written) <= most:
        raise SettingError(f"{name} 应为 {least} 到 {most} 的整数，写的是“{written}”。")
    return int(written)
