"""The command `luoshi`. Loads nothing heavy before it knows what is asked for."""

from __future__ import annotations

import argparse
import codecs
import contextlib
import io
import os
import re
import sys
from collections.abc import Sequence
from typing import NoReturn

from luoshi import __version__
from luoshi.papers.width import padded

INTERRUPTED = 130

# argparse complains in English; its sentences, and what is said instead.
_COMPLAINTS = (
    (r"the following arguments are required: (.+)", r"缺少{0}"),
    (r"unrecognized arguments: (.+)", r"不认识“{0}”"),
    (r"argument (\S+?)(?:/\S+)?: expected (?:one|at least one) argument", r"{0} 后面缺少内容"),
    (r"argument .+: invalid choice: '?(.*?)'? \(choose from .*", r"没有“{0}”这个命令；读方案请用 luoshi read 文件"),
    (r"argument (\S+?)(?:/\S+)?: not allowed with argument (\S+)", r"{0} 与 {1} 不能同用"),
    (r"ambiguous option: (\S+) could match (.+)", r"“{0}”不够明确，可以是 {1}"),
    (r"argument (\S+?)(?:/\S+)?: ignored explicit argument '?(.*?)'?", r"{0} 后面不带内容“{1}”"),
    (r"argument (\S+?)(?:/\S+)?: (.+)", r"{0} {1}"),
)


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=20, width=100)

    def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def]
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)

    def format_help(self) -> str:
        """The help with its second column aligned as a terminal shows Chinese, two columns a character."""
        lines = []
        for line in super().format_help().split("\n"):
            entry = re.fullmatch(r"( {2,4}\S.*?) {2,}(\S.*)", line)
            line = padded(entry[1], 20) + entry[2] if entry else line
            lines.append(line[:-1] + "：" if line.endswith(":") else line)
        return "\n".join(lines)


class _Parser(argparse.ArgumentParser):
    """An argument parser that speaks Chinese."""

    def __init__(self, **settings) -> None:  # type: ignore[no-untyped-def]
        super().__init__(add_help=False, formatter_class=_Formatter, **settings)
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示本说明")

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{_in_chinese(message)}。用法见 {self.prog} --help。\n")


def _in_chinese(message: str) -> str:
    for english, chinese in _COMPLAINTS:
        found = re.fullmatch(english, message, re.DOTALL)
        if found:
            return chinese.format(*(group.replace("FILE", "文件") for group in found.groups()))
    return f"命令写得不对（{message}）"


def _process_count(written: str) -> int:
    if not written.isdecimal() or not 1 <= int(written) <= 256:
        raise argparse.ArgumentTypeError(f"应为 1 到 256 的整数，写的是“{written}”")
    return int(written)


def parser() -> argparse.ArgumentParser:
    """The arguments that `luoshi` takes."""
    whole = _Parser(prog="luoshi", description="落实：把政府工作方案变成方案自己所描述的那套运行机制。")
    whole.add_argument("--version", action="version", version=f"落实 luoshi {__version__}", help="显示版本")
    commands = whole.add_subparsers(title="命令", dest="command", metavar="命令", parser_class=_Parser)
    reading = commands.add_parser(
        "read",
        help="读方案，列出任务、责任单位、指标、工作专班和调度机制，并作体检",
        description=(
            "读一份或多份方案（txt、md、html、docx、pdf、doc、wps、rtf、odt、ofd；扫描件和图片须加装图像识别组件）。\n"
            "不带选项时在屏幕上列出摘要；带选项时把结果写入所给文件夹（没有则新建），同名旧结果被替换。"
        ),
        epilog=(
            "例：luoshi read 总体方案.docx\n"
            "　　luoshi read 方案/*.docx --xlsx 分解表 --check 体检 --json 数据\n\n"
            "退出状态：0 全部读出；1 有文件没有读成（其余照常）；2 命令写得不对。\n"
            "读取限度可用环境变量 LUOSHI_LIMIT_… 调整，如 LUOSHI_LIMIT_FILE_BYTES=100000000。"
        ),
    )
    reading.add_argument("files", nargs="+", metavar="文件", help="方案文件，可以是多份")
    reading.add_argument("--json", metavar="文件夹", help="写出分解结果（json），每一项带原文位置")
    reading.add_argument("--xlsx", metavar="文件夹", help="写出任务分解表（xlsx）")
    reading.add_argument("--check", metavar="文件夹", help="写出方案体检报告（docx）")
    reading.add_argument("--jobs", metavar="数目", type=_process_count, help="同时读几份（默认与处理器核数相同）")
    serving = commands.add_parser("serve", help="启动网站（网页服务和后台任务），按 Ctrl-C 停止")
    serving.add_argument(
        "--address", metavar="地址", default="127.0.0.1:8000", help="监听的地址和端口（默认 127.0.0.1:8000）"
    )
    serving.add_argument("--production", action="store_true", help="正式运行：压缩静态文件，多个进程")
    serving.add_argument("--demo", action="store_true", help="先装入虚构的云麓县作演示，并列出演示账号")
    launching = commands.add_parser("launch", help="把方案文件直接施行，审核随后进行")
    launching.add_argument("file", metavar="文件", help="方案文件")
    launching.add_argument("--region", metavar="地区", required=True, help="在哪个地区施行，如 云麓县")
    launching.add_argument("--decided-by", metavar="姓名", required=True, help="决定施行的负责同志")
    managing = commands.add_parser("manage", help="管理命令（migrate、createcachetable 等）")
    managing.add_argument("rest", nargs=argparse.REMAINDER, metavar="内容", help="命令和它的参数")
    commands.add_parser("tick", help="办理到期的事项（开放期次、施行新版本、发送通知等），可以重复运行")
    commands.add_parser("doctor", help="检查运行条件，缺什么、怎么办")
    auditing = commands.add_parser("audit", help="留痕：核验（verify），封存清理（prune）")
    doing = auditing.add_subparsers(title="操作", dest="what", metavar="操作", parser_class=_Parser, required=True)
    verifying = doing.add_parser("verify", help="逐条核验，有改动或删除即指出")
    verifying.add_argument("--archive", metavar="文件", help="核验一份封存文件")
    pruning = doing.add_parser("prune", help="把某日以前的留痕移入封存文件")
    pruning.add_argument("--before", metavar="日期", required=True, help="如 2026-01-31")
    pruning.add_argument("--folder", metavar="文件夹", help="封存文件放在哪里（默认数据文件夹下的 audit）")
    return whole


def _run(arguments: argparse.Namespace) -> int:
    """The command that the arguments name; its exit status."""
    if arguments.command == "read":
        from luoshi.commands.read import read

        return read(arguments.files, arguments.json, arguments.xlsx, arguments.check, arguments.jobs)
    return _run_site(arguments)


def _run_site(arguments: argparse.Namespace) -> int:
    """The commands that need the site's packages and settings."""
    try:
        from luoshi.site.environment import SettingError
    except ModuleNotFoundError as lacking:
        print(f"网站组件没有装全（缺 {lacking.name}），请运行 pip install 'luoshi[site]'。", file=sys.stderr)
        return 2
    try:
        if arguments.command == "serve":
            from luoshi.commands.serve import serve

            return serve(arguments.address, arguments.production, arguments.demo)
        if arguments.command == "launch":
            from luoshi.commands.launch import launch

            return launch(arguments.file, arguments.region, arguments.decided_by)
        if arguments.command == "tick":
            from luoshi.commands.tick import tick

            return tick()
        if arguments.command == "doctor":
            from luoshi.commands.doctor import doctor

            return doctor()
        if arguments.command == "audit":
            from luoshi.commands.audit import prune, verify

            return prune(arguments.before, arguments.folder) if arguments.what == "prune" else verify(arguments.archive)
        from luoshi.commands.manage import manage

        return manage(arguments.rest)
    except SettingError as wrong:
        print(wrong, file=sys.stderr)
        return 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; its exit status: 0 all well, 1 some file failed, 2 badly called, 130 broken off by Ctrl-C."""
    _speak_anyway()
    try:
        arguments = parser().parse_args(argv)
        if arguments.command is None:
            parser().print_help(sys.stderr)
            return 2
        status = _run(arguments)
        sys.stdout.flush()
        return status
    except SystemExit as end:  # argparse after --help, --version or a complaint
        return end.code if isinstance(end.code, int) else 2
    except KeyboardInterrupt:
        print("\n已中断，已写完的结果保留。", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        _drop_output()
        return 1
    except OSError as wrong:
        # Only our own output is left to fail here: what goes wrong with files is told file by file.
        from luoshi.commands.read import reason

        _drop_output()
        print(f"无法输出结果（{reason(wrong)}），请换一个输出位置后再试。", file=sys.stderr)
        return 1


def _drop_output() -> None:
    """Whoever reads our output (head, less) has left, or the disk is full: Python shall not complain once more when it
    closes stdout."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _speak_anyway() -> None:
    """Chinese goes out whatever the locale: as UTF-8 where it is plain ASCII (LANG=C), and a character that the
    terminal's own encoding lacks as its code (\\u4e91) rather than as an exception. A closed stream takes all."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115  # open as long as we run
        elif isinstance(stream, io.TextIOWrapper):
            if codecs.lookup(stream.encoding).name == "ascii":
                stream.reconfigure(encoding="utf-8", errors="surrogateescape")
            else:
                stream.reconfigure(errors="backslashreplace")
