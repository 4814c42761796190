"""The command `luoshi`: what it says, what it writes, how it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import luoshi
from luoshi.cli import main
from luoshi.commands import read as reading

PLAN = """青石县“三大行动”总体方案
一、总体目标
全县粮食总产量达到20万吨以上。
二、重点任务
（一）稳粮扩面。新建高标准农田3万亩，6月底前完成春播。（县农业农村局牵头，县水利局、县财政局配合）
（二）建设粮库。新建粮库2座。（县发展改革局牵头，县财政局按职责分工负责）
三、推进机制
实行旬调度、月通报、季讲评。
"""


@pytest.fixture
def plan(tmp_path) -> Path:
    path = tmp_path / "方案.txt"
    path.write_text(PLAN, "utf-8")
    return path


def luoshi_command(*arguments, **settings):
    """The command in a process of its own."""
    settings.setdefault("env", {**os.environ, "PYTHONIOENCODING": "utf-8"})
    command = [sys.executable, "-m", "luoshi", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, timeout=120, check=False, **settings)


def test_it_says_its_version(capsys):
    assert main(["--version"]) == 0
    assert luoshi.__version__ in capsys.readouterr().out


def test_its_help_is_chinese_and_names_every_option(capsys):
    assert main(["read", "--help"]) == 0
    said = capsys.readouterr().out
    for words in ("用法：luoshi read", "--json 文件夹", "--xlsx 文件夹", "--check 文件夹", "--jobs 数目", "显示本说明"):
        assert words in said
    for english in ("usage", "options", "positional", "show this"):
        assert english not in said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["read"], "缺少文件"),
        (["方案.docx"], "请用 luoshi read 文件"),
        (["read", "a.txt", "--jobs", "0"], "应为 1 到 256 的整数"),
        (["read", "a.txt", "--jobs", "许多"], "应为 1 到 256 的整数"),
        (["read", "a.txt", "--json"], "--json 后面缺少内容"),
        (["read", "a.txt", "--pdf", "b"], "不认识"),
    ],
)
def test_bad_usage_is_told_in_one_chinese_line_and_ends_with_2(arguments, words, capsys):
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert words in said.err
    assert said.err.count("\n") == 1
    assert said.out == ""


def test_without_a_command_it_shows_its_help_and_ends_with_2(capsys):
    assert main([]) == 2
    assert "用法：luoshi" in capsys.readouterr().err


def test_a_limit_that_is_no_number_is_bad_usage(plan, monkeypatch, capsys):
    monkeypatch.setenv("LUOSHI_LIMIT_PAGES", "许多")
    assert main(["read", str(plan)]) == 2
    assert "LUOSHI_LIMIT_PAGES" in capsys.readouterr().err


def test_without_options_it_prints_a_summary(plan, capsys):
    assert main(["read", str(plan)]) == 0
    said = capsys.readouterr()
    assert "青石县“三大行动”总体方案" in said.out
    assert "县农业农村局" in said.out
    assert said.err == ""


def test_it_writes_form_workbook_and_report_named_after_the_input(plan, tmp_path, capsys):
    out = tmp_path / "新" / "结果"
    assert main(["read", str(plan), "--json", str(out), "--xlsx", str(out), "--check", str(out)]) == 0
    names = ["方案.json", "方案-任务分解表.xlsx", "方案-体检报告.docx"]
    assert sorted(path.name for path in out.iterdir()) == sorted(names)
    assert json.loads((out / "方案.json").read_text("utf-8"))["document"]["title"] == "青石县“三大行动”总体方案"
    said = capsys.readouterr().out
    assert all(str(out / name) in said for name in names)


def test_one_bad_file_is_told_in_one_line_and_the_others_are_read(plan, tmp_path, capsys):
    broken = tmp_path / "坏.docx"
    broken.write_bytes(b"PK\x03\x04nonsense")
    out = tmp_path / "out"
    files = [str(broken), str(tmp_path / "无.txt"), str(plan)]
    assert main(["read", *files, "--json", str(out), "--jobs", "1"]) == 1
    said = capsys.readouterr()
    assert [path.name for path in out.iterdir()] == ["方案.json"]
    lines = said.err.strip().split("\n")
    assert len(lines) == 2
    assert "坏.docx" in lines[0]
    assert "无.txt" in lines[1]
    assert "Traceback" not in said.err


def test_a_slip_of_the_program_costs_one_file_and_shows_no_traceback(plan, tmp_path, monkeypatch, capsys):
    other = tmp_path / "另.txt"
    other.write_text(PLAN, "utf-8")
    whole = reading._draft_of

    def slip(job):
        if job.path == plan:
            raise KeyError("x")
        return whole(job)

    monkeypatch.setattr(reading, "_draft_of", slip)
    assert main(["read", str(plan), str(other), "--jobs", "1"]) == 1
    said = capsys.readouterr()
    assert said.err.count("\n") == 1
    assert "KeyError" in said.err
    assert str(other) in said.out


def test_too_little_memory_is_told_in_one_line(plan, monkeypatch, capsys):
    def starve(job):
        raise MemoryError

    monkeypatch.setattr(reading, "_draft_of", starve)
    assert main(["read", str(plan)]) == 1
    assert "内存不足" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_told_before_anything_is_read(plan, tmp_path, capsys):
    (tmp_path / "文件").write_text("")
    assert main(["read", str(plan), "--xlsx", str(tmp_path / "文件")]) == 2
    said = capsys.readouterr()
    assert "无法写入文件夹" in said.err
    assert said.err.count("\n") == 1


def test_a_full_disk_is_told_and_leaves_the_older_result(plan, tmp_path, monkeypatch, capsys):
    out = tmp_path / "out"
    out.mkdir()
    (out / "方案.json").write_text("旧")

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert main(["read", str(plan), "--json", str(out)]) == 1
    assert "磁盘已满" in capsys.readouterr().err
    assert (out / "方案.json").read_text() == "旧"


def test_inputs_of_one_name_get_results_of_their_own(tmp_path):
    for folder in ("甲", "乙"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "方案.txt").write_text(PLAN.replace("青石县", f"青{folder}县"), "utf-8")
    files = [str(tmp_path / folder / "方案.txt") for folder in ("甲", "乙")]
    assert main(["read", *files, "--json", str(tmp_path / "out"), "--jobs", "1"]) == 0
    titles = {p.name: json.loads(p.read_text("utf-8"))["document"]["title"] for p in (tmp_path / "out").iterdir()}
    assert "青甲县" in titles["方案.json"]
    assert "青乙县" in titles["方案-乙.json"]


def test_a_file_given_twice_is_read_once(plan, capsys):
    assert main(["read", str(plan), str(plan.parent / "." / plan.name)]) == 0
    assert capsys.readouterr().out.count("体检") == 1


def test_no_result_overwrites_an_input(tmp_path):
    first, second = tmp_path / "方案.txt", tmp_path / "方案-体检报告.docx"
    first.write_text(PLAN, "utf-8")
    second.write_bytes(b"an input of that name")
    main(["read", str(first), str(second), "--check", str(tmp_path), "--jobs", "1"])
    assert second.read_bytes() == b"an input of that name"
    assert (tmp_path / "方案-2-体检报告.docx").exists()


def test_a_pattern_that_the_shell_left_alone_is_spelled_out(plan, capsys):
    assert main(["read", str(plan.parent / "*.txt")]) == 0
    assert str(plan) in capsys.readouterr().out


def test_several_files_are_read_in_processes_in_the_order_given(tmp_path):
    names = ["丙.txt", "甲.txt", "坏.docx", "乙.txt"]
    for name in names:
        (tmp_path / name).write_text(PLAN, "utf-8")
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04")
    done = luoshi_command("read", *names, "--jobs", "2", cwd=tmp_path)
    said = done.stdout.decode("utf-8")
    assert done.returncode == 1
    assert [line for line in said.split("\n") if line.endswith(".txt")] == ["丙.txt", "甲.txt", "乙.txt"]
    assert done.stderr.decode("utf-8").count("\n") == 1  # and no progress bar where stderr is no terminal


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_any_encoding_of_the_terminal_is_safe(plan, encoding):
    done = luoshi_command("read", plan, env={**os.environ, "PYTHONIOENCODING": encoding})
    assert done.returncode == 0
    assert done.stderr == b""
    assert done.stdout.decode(encoding)


def test_a_reader_of_the_output_may_leave_early(plan):
    command = f'"{sys.executable}" -m luoshi read "{plan}" | head -c 1'
    done = subprocess.run(command, shell=True, capture_output=True, timeout=60, check=False)
    assert b"Traceback" not in done.stderr
    assert b"Error" not in done.stderr


def _wait_for_processes_of(process):
    """Wait until it has started others, where the system tells."""
    children = Path(f"/proc/{process}/task/{process}/children")
    if not children.exists():
        time.sleep(2)
    for _ in range(200):
        if not children.exists() or len(children.read_text().split()) >= 2:
            break
        time.sleep(0.05)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
def test_an_interrupt_ends_it_cleanly(tmp_path):
    (tmp_path / "a.txt").write_text(PLAN * 3000, "utf-8")
    (tmp_path / "b.txt").write_text(PLAN * 3000, "utf-8")
    command = [sys.executable, "-m", "luoshi", "read", "a.txt", "b.txt", "--jobs", "2"]
    running = subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    _wait_for_processes_of(running.pid)
    os.killpg(running.pid, signal.SIGINT)
    _, errors = running.communicate(timeout=30)
    assert running.returncode == 130
    assert errors.decode("utf-8").strip() == "已中断，已写完的结果保留。"


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX shell")
def test_a_closed_output_is_no_error(plan):
    done = subprocess.run(
        ["sh", "-c", '"$0" -m luoshi read "$1" >&-', sys.executable, plan],
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_an_output_that_takes_nothing_more_is_told_in_one_line(plan):
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "luoshi", "read", plan],
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            timeout=120,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() == ["无法输出结果（磁盘已满），请换一个输出位置后再试。"]


def test_in_a_plain_locale_chinese_is_still_readable(plan):
    done = luoshi_command("read", plan, env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert "青石县“三大行动”总体方案" in done.stdout.decode("utf-8")


def test_a_text_that_is_no_plan_is_not_praised(tmp_path, capsys):
    path = tmp_path / "故事.txt"
    path.write_text("从前有座山，山上有座庙。\n" * 5, "utf-8")
    assert main(["read", str(path), "--json", str(tmp_path / "数据")]) == 0
    said = capsys.readouterr().out
    assert "未发现问题" not in said
    assert "没有读出任务和指标，未能体检" in said


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no alarm clock on this system")
def test_a_file_that_takes_too_long_is_given_up_in_one_line(plan, monkeypatch, capsys):
    monkeypatch.setattr(reading, "READER_TIMES", 0.05)
    monkeypatch.setattr(reading, "_draft_of", lambda job: time.sleep(20))
    monkeypatch.setenv("LUOSHI_LIMIT_SECONDS", "2")
    assert main(["read", str(plan)]) == 1
    assert "LUOSHI_LIMIT_SECONDS" in capsys.readouterr().err
