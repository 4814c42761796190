"""Messages to a group through the robots of 企业微信 and 钉钉: their formats, the signature, the sending."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Sequence
from http.client import HTTPException
from typing import Any

SECONDS = 10
MOST_MARKDOWN, MOST_TEXT = 4096, 2048  # bytes that 企业微信 takes; 钉钉 takes more
PLATFORMS = {"wecom": "企业微信", "dingtalk": "钉钉"}

# What the platforms answer, in words; the others are told with their number. Trying again helps only where `later`.
_ANSWERS = {
    ("wecom", 93000): "机器人地址无效或机器人已被移出群，请核对地址。",
    ("wecom", 40058): "企业微信不接受消息的格式，请联系维护人员。",
    ("dingtalk", 300001): "机器人地址里的 access_token 无效，请核对地址。",
    ("dingtalk", 300005): "机器人地址里的 access_token 无效，请核对地址。",
    ("dingtalk", 310000): "钉钉的安全设置没有通过：请核对加签密钥，或在机器人设置里加上关键词“落实”。",
}
_LATER = {("wecom", 45009), ("wecom", -1), ("dingtalk", 130101), ("dingtalk", -1), ("dingtalk", 410100)}


class NotSent(Exception):
    """A message did not get through; the text is one Chinese sentence without any secret. later  try again."""

    def __init__(self, sentence: str, later: bool) -> None:
        super().__init__(sentence)
        self.later = later


def payload(kind: str, subject: str, body: str, phones: Sequence[str] = ()) -> dict[str, Any]:
    """The message as the platform wants it: markdown; on 企业微信 plain text where people are called, for its markdown
    cannot."""
    if kind == "dingtalk":
        called = " ".join(f"@{p}" for p in phones)
        text = f"### {subject}\n\n" + body.replace("\n", "\n\n") + (f"\n\n{called}" if called else "")
        return {
            "msgtype": "markdown",
            "markdown": {"title": subject, "text": _cut(text, MOST_MARKDOWN)},
            "at": {"atMobiles": list(phones), "isAtAll": False},
        }
    if phones:
        text = _cut(f"{subject}\n{body}", MOST_TEXT)
        return {"msgtype": "text", "text": {"content": text, "mentioned_mobile_list": list(phones)}}
    return {"msgtype": "markdown", "markdown": {"content": _cut(f"**{subject}**\n{body}", MOST_MARKDOWN)}}


def signed(address: str, secret: str, milliseconds: int) -> str:
    """The address with the time and its signature, as 钉钉 wants where a key is set; else the address itself."""
    if not secret:
        return address
    said = f"{milliseconds}\n{secret}".encode()
    sign = base64.b64encode(hmac.new(secret.encode(), said, hashlib.sha256).digest()).decode()
    joint = "&" if "?" in address else "?"
    return f"{address}{joint}{urllib.parse.urlencode({'timestamp': milliseconds, 'sign': sign})}"


def post(kind: str, address: str, message: dict[str, Any]) -> None:
    """Send a message to a robot. Raises NotSent. Follows no redirects; the answer is read for its number only."""
    name = PLATFORMS[kind]
    try:
        request = urllib.request.Request(
            address,
            json.dumps(message, ensure_ascii=False).encode(),
            {"Content-Type": "application/json; charset=utf-8", "User-Agent": "luoshi"},
        )
        with urllib.request.build_opener(_Straight).open(request, timeout=SECONDS) as answer:
            said = json.loads(answer.read(20_000))
            code = int(said.get("errcode", 0))
    except urllib.error.HTTPError as wrong:
        raise NotSent(f"{name}回应 HTTP {wrong.code}，请核对机器人地址。", later=wrong.code >= 500) from None
    except TimeoutError:
        raise NotSent(f"{name}{SECONDS}秒没有回应，稍后自动再试。", later=True) from None
    except (OSError, HTTPException):
        raise NotSent(f"连不上{name}，请检查服务器的网络；稍后自动再试。", later=True) from None
    except (ValueError, TypeError, AttributeError):
        raise NotSent(f"机器人地址回应的不是{name}的格式，请核对地址。", later=False) from None
    if code:
        later = (kind, code) in _LATER
        usual = (
            f"{name}说发送太频繁或暂时繁忙，稍后自动再试。"
            if later
            else f"{name}没有接受（错误码{code}），请核对机器人设置。"
        )
        raise NotSent(_ANSWERS.get((kind, code), usual), later)


class _Straight(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """Nowhere else: a message must not wander to another host."""
        return None


def _cut(text: str, most: int) -> str:
    """The text in at most so many bytes of UTF-8, with … where something was left out."""
    data = text.encode()
    return text if len(data) <= most else data[: most - 3].decode(errors="ignore") + "…"
