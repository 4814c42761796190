"""Settings are checked before anything starts; a wrong one is one sentence."""

from __future__ import annotations

import pytest

from luoshi.site.environment import SettingError, read_environment


def test_without_settings_it_is_sqlite_in_the_data_folder(tmp_path):
    found = read_environment({"LUOSHI_DATA": str(tmp_path)})
    assert found.database["NAME"] == str(tmp_path / "luoshi.sqlite3")
    assert not found.production


def test_the_secret_key_is_made_once_and_kept_from_others(tmp_path):
    first = read_environment({"LUOSHI_DATA": str(tmp_path)}).secret_key
    assert len(first) > 50
    assert read_environment({"LUOSHI_DATA": str(tmp_path)}).secret_key == first
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0


def test_one_setting_takes_it_to_postgresql(tmp_path):
    found = read_environment({"LUOSHI_DATA": str(tmp_path), "DATABASE_URL": "postgres://u:p@db:5433/luoshi"})
    assert (found.database["ENGINE"], found.database["PORT"]) == ("django.db.backends.postgresql", 5433)


def test_the_environment_wins_over_the_file(tmp_path):
    file = tmp_path / "luoshi.env"
    file.write_text("# 设置\nLUOSHI_HOSTS=luoshi.example.cn\nLUOSHI_IDLE_MINUTES=30\n", "utf-8")
    given = {"LUOSHI_SETTINGS": str(file), "LUOSHI_DATA": str(tmp_path), "LUOSHI_IDLE_MINUTES": "45"}
    found = read_environment(given)
    assert (found.hosts, found.idle_minutes) == (("luoshi.example.cn",), 45)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"LUOSHI_IDLE_MINUTES": "soon"}, "LUOSHI_IDLE_MINUTES 应为 5 到 1440 的整数，写的是“soon”"),
        ({"LUOSHI_HTTPS": "maybe"}, "LUOSHI_HTTPS 应写 1 或 0"),
        ({"DATABASE_URL": "oracle://x"}, "DATABASE_URL"),
        ({"LUOSHI_OIDC_ISSUER": "https://sso.example.cn"}, "LUOSHI_OIDC_CLIENT"),
        ({"LUOSHI_SETTINGS": "/nowhere/luoshi.env"}, "/nowhere/luoshi.env 读不出来"),
        ({"LUOSHI_AUDIT_DAYS": "30"}, "183"),
        ({"LUOSHI_SMTP": "mail.example.gov.cn"}, "LUOSHI_SMTP 写得不对，应形如 smtp://"),
        ({"LUOSHI_SMTP": "smtp://mail.example.gov.cn"}, "还要设置 LUOSHI_MAIL_FROM"),
        ({"LUOSHI_ADDRESS": "luoshi.example.gov.cn"}, "LUOSHI_ADDRESS 应写成 https://主机"),
        ({"LUOSHI_CLOCK": "明天"}, "LUOSHI_CLOCK 应写成 2026-03-05T09:00"),
        ({"LUOSHI_CLOCK": "2026-03-05", "LUOSHI_PRODUCTION": "1"}, "LUOSHI_CLOCK 只用于演示"),
        ({"LUOSHI_PROXIES": "-1"}, "LUOSHI_PROXIES 应为 0 到 5 的整数，写的是“-1”"),
        ({"LUOSHI_UPLOAD_MB": "很大"}, "LUOSHI_UPLOAD_MB 应为 1 到 2000 的整数"),
        ({"DATABASE_URL": "postgres://u:p@db:port/x"}, "DATABASE_URL 写得不对，应形如 postgres://"),
    ],
)
def test_a_wrong_setting_is_one_sentence(given, words, tmp_path):
    with pytest.raises(SettingError) as refused:
        read_environment({"LUOSHI_DATA": str(tmp_path), **given})
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_line_without_a_sign_is_named_with_its_number(tmp_path):
    file = tmp_path / "luoshi.env"
    file.write_text("LUOSHI_HOSTS=a.example.cn\nLUOSHI_HTTPS 1\n", "utf-8")
    with pytest.raises(SettingError, match="第2行“LUOSHI_HTTPS 1”没有等号，应写成 名称=值"):
        read_environment({"LUOSHI_SETTINGS": str(file), "LUOSHI_DATA": str(tmp_path)})


def test_a_file_where_the_folder_should_be_is_told(tmp_path):
    (tmp_path / "data").write_text("")
    with pytest.raises(SettingError, match="不能建立"):
        read_environment({"LUOSHI_DATA": str(tmp_path / "data")})


def test_a_single_sign_on_is_whole_or_not_there(tmp_path):
    three = {f"LUOSHI_OIDC_{k}": f"https://{k}.example.cn" for k in ("ISSUER", "CLIENT", "SECRET")}
    assert read_environment({"LUOSHI_DATA": str(tmp_path), **three}).oidc["issuer"] == "https://ISSUER.example.cn"
    assert read_environment({"LUOSHI_DATA": str(tmp_path)}).oidc == {}


def test_a_mail_server_is_one_setting_with_its_password_quoted(tmp_path):
    given = {"LUOSHI_SMTP": "smtp+tls://office:p%40ss@mail.example.gov.cn", "LUOSHI_MAIL_FROM": "luoshi@example.gov.cn"}
    found = read_environment({"LUOSHI_DATA": str(tmp_path), **given}).mail
    assert (found["host"], found["port"], found["user"], found["password"]) == (
        "mail.example.gov.cn",
        587,
        "office",
        "p@ss",
    )
    assert (found["tls"], found["starttls"]) == (False, True)
    assert read_environment({"LUOSHI_DATA": str(tmp_path)}).mail == {}


def test_the_clock_may_be_stopped_for_a_demonstration(tmp_path):
    found = read_environment({"LUOSHI_DATA": str(tmp_path), "LUOSHI_CLOCK": "2026-03-05T09:00"})
    assert found.clock.isoformat() == "2026-03-05T09:00:00+08:00"
