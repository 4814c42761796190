"""A county whose people have mail, a mail server and a robot's server that are real."""

from __future__ import annotations

import json
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from aiosmtpd.controller import Controller
from cast import county
from outside import Mailbox, Robot

from luoshi.calendar.current import forget
from luoshi.units.models import Person


@pytest.fixture(autouse=True)
def _forgetting():
    forget()
    yield
    forget()


@pytest.fixture(autouse=True)
def _straight(monkeypatch):
    """No proxy of the machine stands between the tests and their servers."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@pytest.fixture
def cast(db):
    made = county("云岭县")
    for name, unit in (("工信", "县工信局"), ("发改", "县发改局")):
        post = made.post(name, "liaison", unit)
        Person.objects.filter(pk=post.person_id).update(mail=f"l{post.pk}@example.gov.cn", phone=f"1380000{post.pk:04}")
        post.person.refresh_from_db()
    made.post("管理", "system_admin")
    made.post("综合", "command_office")
    return made


@pytest.fixture
def mailbox(settings):
    box = Mailbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.DEFAULT_FROM_EMAIL = "luoshi@example.gov.cn"
    settings.SITE_ADDRESS = "http://luoshi.example.gov.cn"
    yield box
    controller.stop()


@pytest.fixture
def robot():
    heard = Robot()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            heard.asked.append((self.path, json.loads(body)))
            said = heard.answers.pop(0) if heard.answers else {"errcode": 0, "errmsg": "ok"}
            data = said.encode() if isinstance(said, str) else json.dumps(said).encode()
            self.send_response(302 if heard.redirect else heard.status)
            if heard.redirect:
                self.send_header("Location", heard.redirect)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    heard.address = f"http://127.0.0.1:{server.server_port}"
    yield heard
    server.shutdown()
    server.server_close()
