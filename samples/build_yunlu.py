"""Makes the files of the fictional plan in samples/yunlu-2026 from its one annotated source.

python samples/build_yunlu.py            text, web page, docx, gold annotation, list of defects, pdf
python samples/build_yunlu.py --no-pdf   all but the pdf (which needs LibreOffice)
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parent / "yunlu-2026"
sys.path.insert(0, str(FOLDER / "source"))

# The official fonts are seldom on a machine that builds: free ones stand in for them in the pdf.
STAND_INS = {
    "方正小标宋简体": "Noto Serif CJK SC",
    "仿宋_GB2312": "Noto Serif CJK SC",
    "楷体_GB2312": "Noto Serif CJK SC",
    "宋体": "Noto Serif CJK SC",
    "黑体": "Noto Sans CJK SC",
}

from as_docx import as_docx  # noqa: E402
from as_text import as_html, as_text  # noqa: E402
from defects import as_markdown  # noqa: E402
from gold import breakdown  # noqa: E402
from plan_source import read_letter, read_parts  # noqa: E402


def build() -> dict[str, bytes]:
    """Every file but the pdf: name → bytes."""
    letter, parts = read_letter(), read_parts()
    return {
        "plan.txt": as_text(letter, parts).encode(),
        "plan.html": as_html(letter, parts).encode(),
        "plan.docx": as_docx(letter, parts),
        "gold.json": (json.dumps(breakdown(parts, letter), ensure_ascii=False, indent=1) + "\n").encode(),
        "defects.md": as_markdown(parts).encode(),
    }


def make_pdf(folder: Path) -> None:
    """plan.pdf from plan.docx, by LibreOffice with a profile of its own."""
    office = shutil.which("soffice")
    if not office:
        sys.exit("没有找到 LibreOffice（soffice），plan.pdf 未更新；请先安装，或加 --no-pdf。")
    with tempfile.TemporaryDirectory() as profile:
        fonts = Path(profile) / "fonts.conf"
        fonts.write_text(fonts_conf(), "utf-8")
        subprocess.run(
            [
                office,
                f"-env:UserInstallation=file://{profile}",
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                str(folder),
                str(folder / "plan.docx"),
            ],
            check=True,
            stdout=subprocess.DEVNULL,
            env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
        )


def fonts_conf() -> str:
    """fontconfig's usual settings, with the stand-ins."""
    rules = "".join(
        f'<match target="pattern"><test name="family"><string>{name}</string></test>'
        f'<edit name="family" mode="append" binding="strong"><string>{family}</string></edit></match>'
        for name, family in STAND_INS.items()
    )
    return f'<?xml version="1.0"?><fontconfig><include>/etc/fonts/fonts.conf</include>{rules}</fontconfig>'


if __name__ == "__main__":
    for name, content in build().items():
        (FOLDER / name).write_bytes(content)
    if "--no-pdf" not in sys.argv[1:]:
        make_pdf(FOLDER)
