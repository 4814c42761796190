"""`luoshi read`: plans in; summaries, breakdown forms, workbooks and check-ups out."""

from __future__ import annotations

import errno
import glob
import os
import sys
import traceback
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from luoshi.commands.parallel import outcomes
from luoshi.commands.result_names import result_names

if TYPE_CHECKING:
    from luoshi.drafting.draft import Draft
    from luoshi.reading.document import Document
    from luoshi.reading.limits import Limits

FINE, FAILED, MISUSED = 0, 1, 2
READER_TIMES = 4


@dataclass(frozen=True, slots=True)
class Job:
    """One file to read, and where its results go (None: not wanted)."""

    path: Path
    limits: Limits
    form: Path | None
    workbook: Path | None
    report: Path | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What to tell of a file: a text for people, or one sentence on why it failed."""

    text: str
    failed: bool


def read(
    files: Sequence[str], json_dir: str | None, xlsx_dir: str | None, check_dir: str | None, jobs: int | None
) -> int:
    """Read the files and write what is asked for; the exit status (0 all read, 1 some failed, 2 badly called)."""
    from luoshi.reading.limits import Limits

    try:
        limits = Limits.from_environment()
    except ValueError as wrong:
        return _misused(str(wrong))
    paths = _without_repeats(_expanded(files))
    for folder in (json_dir, xlsx_dir, check_dir):
        if folder is not None and (trouble := _trouble_with(Path(folder))):
            return _misused(trouble)
    work = _jobs(paths, limits, json_dir, xlsx_dir, check_dir)
    workers = min(jobs or _cores(), len(work))
    failed = False
    for outcome in _in_order(work, workers):
        failed = failed or outcome.failed
        print(outcome.text, file=sys.stderr if outcome.failed else sys.stdout, flush=True)
    return FAILED if failed else FINE


def _misused(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return MISUSED


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _expanded(files: Sequence[str]) -> list[Path]:
    """The paths; *.docx is spelled out where the shell has not done it (Windows)."""
    paths: list[Path] = []
    for name in files:
        found = sorted(glob.glob(name)) if not os.path.exists(name) and glob.has_magic(name) else []
        paths += map(Path, found or [name])
    return paths


def _without_repeats(paths: Sequence[Path]) -> list[Path]:
    return list({os.path.realpath(path): path for path in reversed(paths)}.values())[::-1]


def _trouble_with(folder: Path) -> str:
    """Why nothing can be written into the folder (made here if missing), "" where it can."""
    probe = folder / f".{uuid.uuid4().hex[:12]}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as wrong:
        return f"无法写入文件夹“{folder}”（{reason(wrong)}），请换一个文件夹或取得写入权限。"
    return ""


def _jobs(
    paths: Sequence[Path], limits: Limits, json_dir: str | None, xlsx_dir: str | None, check_dir: str | None
) -> list[Job]:
    taken = {os.path.realpath(path) for path in paths}  # no result may replace an input, nor another result

    def target(folder: str | None, name: str, ending: str) -> Path | None:
        if folder is None:
            return None
        path, number = Path(folder) / (name + ending), 2
        while os.path.realpath(path) in taken:
            path, number = Path(folder) / f"{name}-{number}{ending}", number + 1
        taken.add(os.path.realpath(path))
        return path

    return [
        Job(
            path,
            limits,
            target(json_dir, name, ".json"),
            target(xlsx_dir, name, "-任务分解表.xlsx"),
            target(check_dir, name, "-体检报告.docx"),
        )
        for path, name in zip(paths, result_names(paths), strict=True)
    ]


def _in_order(work: Sequence[Job], workers: int) -> Iterator[Outcome]:
    """The outcomes in the order of the jobs, each as soon as it and all before it are there; the bar counts them."""
    bar = _bar(len(work))
    try:
        finished: dict[int, Outcome] = {}
        following = 0
        done = outcomes(read_one, work, workers, _lost) if workers > 1 else enumerate(map(read_one, work))
        for place, outcome in done:
            finished[place] = outcome
            if bar is not None:
                bar.update()
            while following in finished:
                if bar is not None:
                    bar.clear()
                yield finished.pop(following)
                following += 1
            if bar is not None:
                bar.refresh()
    finally:
        if bar is not None:
            bar.close()


def _bar(total: int):  # type: ignore[no-untyped-def]  # tqdm is loaded only where a bar is shown
    if total < 2 or not sys.stderr.isatty():
        return None
    from tqdm import tqdm

    return tqdm(total=total, desc="读取", unit="份", file=sys.stderr, leave=False)


def read_one(job: Job) -> Outcome:
    """Read one file and write its results. Raises nothing: what goes wrong is told in one sentence."""
    from luoshi.commands.deadline import TooSlow, within
    from luoshi.reading.errors import ReadError

    # An outside program may take `seconds`; the reader itself is allowed several times that, for slow computers.
    seconds = job.limits.seconds * READER_TIMES
    try:
        with within(seconds):
            draft, document = _draft_of(job)
            written = _write(job, draft, document)
            if not written:
                from luoshi.papers.summary import summary

                return Outcome(f"{job.path}\n{summary(draft, document)}\n", failed=False)
            return Outcome(_told(job, draft, document, written), failed=False)
    except TooSlow:
        return Outcome(
            f"读取“{job.path.name}”超过{seconds}秒，已停止；请核实它是否为工作方案，或拆分后再试，"
            "也可调高环境变量 LUOSHI_LIMIT_SECONDS。",
            failed=True,
        )
    except ReadError as wrong:
        return Outcome(" ".join(str(wrong).split()), failed=True)
    except MemoryError:
        return Outcome(f"读取“{job.path.name}”时内存不足，请减少并行数（--jobs 1）或拆分文件后再试。", failed=True)
    except OSError as wrong:
        place = f"“{wrong.filename}”" if wrong.filename else ""
        return Outcome(f"处理“{job.path.name}”时无法读写{place}（{reason(wrong)}），请检查后再试。", failed=True)
    except Exception as wrong:
        frame = traceback.extract_tb(wrong.__traceback__)[-1]
        where = f"{type(wrong).__name__}，{Path(frame.filename).name} 第{frame.lineno}行"
        return Outcome(
            f"读取“{job.path.name}”时程序出错（{where}），请把该文件和这句话一并交给软件维护人员。", failed=True
        )


def _draft_of(job: Job) -> tuple[Draft, Document]:
    # Through the modules, not the names in them: loaded only in the process that reads.
    import luoshi.drafting
    import luoshi.reading

    document = luoshi.reading.read(job.path, job.limits)
    return luoshi.drafting.draft(document), document


def _write(job: Job, draft: Draft, document: Document) -> list[Path]:
    written = []
    if job.form:
        from luoshi.drafting.form import form_bytes
        from luoshi.papers.whole_file import put

        put(job.form, form_bytes(draft, document))
        written.append(job.form)
    if job.workbook:
        from luoshi.papers.breakdown_workbook import write_workbook

        write_workbook(draft, document, job.workbook)
        written.append(job.workbook)
    if job.report:
        from luoshi.papers.checkup_report import write_report

        write_report(draft, document, job.report)
        written.append(job.report)
    return written


def _told(job: Job, draft: Draft, document: Document, written: Sequence[Path]) -> str:
    from luoshi.papers.wording import GRAVITIES, contents, nothing_found, tidy

    counts = [(word, sum(f.gravity == key for f in draft.findings)) for key, word in GRAVITIES.items()]
    found = "、".join(f"{word}{count}处" for word, count in counts if count) or nothing_found(draft).rstrip("。")
    lines = [f"{job.path}：{contents(draft)}；体检：{found}"]
    lines += [f"　注意：{tidy(note)}" for note in document.notes]
    lines += [f"　已写出 {path}" for path in written]
    return "\n".join(lines)


def _lost(job: Job, exit_code: int | None) -> Outcome:
    if exit_code is not None and exit_code < 0:
        why = f"读取进程被系统终止（信号 {-exit_code}），多半是内存不足"
    else:
        why = f"读取进程意外退出（代码 {exit_code}）"
    return Outcome(f"读取“{job.path.name}”失败：{why}，请用 --jobs 1 单独再试或拆分该文件。", failed=True)


_REASONS = {
    errno.ENOENT: "文件或文件夹不存在",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘只读",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已满",
    errno.EISDIR: "那是一个文件夹",
    errno.ENOTDIR: "路径中有一段是文件，不是文件夹",
    errno.EEXIST: "已有同名文件",
    errno.ENAMETOOLONG: "文件名过长",
    errno.EIO: "磁盘读写出错",
    errno.EMFILE: "打开的文件过多",
    errno.ENOMEM: "内存不足",
}


def reason(wrong: OSError) -> str:
    """Why the system refused, in Chinese where the reason is a usual one."""
    return _REASONS.get(wrong.errno or 0, wrong.strerror or type(wrong).__name__)
