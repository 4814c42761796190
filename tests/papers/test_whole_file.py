"""A file is replaced whole or stays as it was."""

from __future__ import annotations

import os

import pytest

from luoshi.papers.whole_file import put


def test_it_makes_the_folder_and_leaves_nothing_else_behind(tmp_path):
    put(tmp_path / "新" / "夹" / "a.json", b"x")
    assert (tmp_path / "新" / "夹" / "a.json").read_bytes() == b"x"
    assert [p.name for p in (tmp_path / "新" / "夹").iterdir()] == ["a.json"]


def test_it_replaces_an_older_file(tmp_path):
    put(tmp_path / "a", b"old")
    put(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"new"


def test_an_older_file_survives_a_write_that_fails(tmp_path, monkeypatch):
    put(tmp_path / "a", b"old")

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        put(tmp_path / "a", b"new")
    assert (tmp_path / "a").read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


def test_the_longest_name_that_a_file_system_takes_can_be_written(tmp_path):
    name = "a" * 250 + ".json"
    put(tmp_path / name, b"x")
    assert (tmp_path / name).exists()
