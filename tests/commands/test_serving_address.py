"""`luoshi serve` says in a sentence why it cannot serve on an address, before anything is started."""

from __future__ import annotations

import socket

import pytest

from luoshi.commands.serve import in_the_way, serve


def test_a_port_in_use_is_told_and_nothing_is_started(capsys):
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = f"127.0.0.1:{other.getsockname()[1]}"
        assert serve(taken, production=False, demo=False) == 1
    assert "已被占用" in capsys.readouterr().err


@pytest.mark.parametrize("address", ["8000", "127.0.0.1", "127.0.0.1:http", "127.0.0.1:99999", ":8000"])
def test_an_address_that_is_none_is_told(address):
    assert "写得不对" in in_the_way(address)


def test_a_free_port_is_fine():
    with socket.create_server(("127.0.0.1", 0)) as other:
        free = other.getsockname()[1]
    assert in_the_way(f"127.0.0.1:{free}") == ""
