"""Mail through the server that the settings name, one connection for many messages."""

from __future__ import annotations

import contextlib
import smtplib
import uuid
from types import TracebackType
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from luoshi.notices.robots import NotSent

# The same delivery keeps its identity when it is sent again, so that mail programs show it once.
_NAMES = uuid.UUID("6f1f7a0e-5d0b-4f2c-9b6e-6f3d6f1c2a55")


def ready() -> bool:
    """Whether a mail server is set."""
    return bool(settings.EMAIL_HOST)


class Post:
    """An open way to the mail server, made when first needed."""

    def __init__(self) -> None:
        self._connection: Any = None

    def __enter__(self) -> Post:
        return self

    def __exit__(self, kind: type[BaseException] | None, wrong: BaseException | None, at: TracebackType | None) -> None:
        self._close()

    def send(self, to: str, subject: str, body: str, identity: str) -> None:
        """Send one message. identity  what it is: stays the same when it is sent again. Raises NotSent."""
        if not ready():
            raise NotSent("没有设置邮件服务器（LUOSHI_SMTP），请联系维护人员。", later=True)
        domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "luoshi"
        number = f"<{uuid.uuid5(_NAMES, identity)}@{domain}>"
        subject = " ".join(subject.split())
        try:
            if self._connection is None:
                self._connection = get_connection()
                self._connection.open()
            EmailMessage(
                subject,
                body,
                None,
                [to],
                headers={"Message-ID": number, "Auto-Submitted": "auto-generated"},
                connection=self._connection,
            ).send()
        except smtplib.SMTPRecipientsRefused as wrong:
            code = next((c for c, _ in wrong.recipients.values()), 0)
            self._close()
            raise NotSent(f"邮件服务器拒收发给{to}的信（{code}），请核对邮箱。", later=code < 500) from None
        except smtplib.SMTPAuthenticationError:
            self._close()
            raise NotSent("邮件服务器不认用户名或密码，请核对 LUOSHI_SMTP。", later=True) from None
        except smtplib.SMTPResponseException as wrong:
            self._close()
            raise NotSent(
                f"邮件服务器没有收下（{wrong.smtp_code}），请联系邮件管理员。", later=wrong.smtp_code < 500
            ) from None
        except (smtplib.SMTPException, OSError):
            self._close()
            raise NotSent("连不上邮件服务器，请检查网络和 LUOSHI_SMTP；稍后自动再试。", later=True) from None
        except ValueError:  # a header that cannot stand
            raise NotSent(f"邮箱“{to}”写得不对，请在人员里更正。", later=False) from None

    def _close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                connection.close()
