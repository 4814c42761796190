"""The plan as a plain text file and as a page of a government website."""

from __future__ import annotations

from html import escape

from plan_source import Block, Part

NAVIGATION = ("首页", "走进云麓", "新闻中心", "政务公开", "办事服务", "互动交流")
BREADCRUMBS = ("首页", "政务公开", "法定主动公开内容", "政策文件", "县政府办文件")
BUTTONS = ("打印本页", "关闭窗口", "分享到：", "字体：大 中 小")
STYLE = """body{font-family:"Microsoft YaHei",sans-serif;margin:0;color:#222}
nav,footer{background:#b3121b;color:#fff;padding:12px 24px}nav a{color:#fff;margin-right:28px;text-decoration:none}
.crumbs,.tools,.links{max-width:960px;margin:12px auto;font-size:14px;color:#666}
main{max-width:960px;margin:0 auto;line-height:1.9}h1,h2{text-align:center}p{text-indent:2em;margin:.4em 0}
p.sign{text-align:right}table{border-collapse:collapse;width:100%}.info td,.tasks td,.tasks th{border:1px solid #999;padding:4px 8px}"""


def as_text(letter: dict[str, list[str]], parts: list[Part]) -> str:
    """The text file: a paragraph a line, table cells between tabs, merged cells repeated in each row."""
    lines = [*letter["organ"], "", *letter["number"], "", *letter["heading"], "", *letter["to"], *letter["text"], ""]
    lines += [f"{'':40}{text}" for text in letter["signer"] + letter["date"]] + letter["open"]
    for part in parts:
        lines += ["", ""] + ([part.marker, ""] if part.marker else []) + [part.title, ""]
        lines += ["\t".join(part.columns)] if part.columns else []
        lines += ["\t".join(b.cells) if b.kind == "row" else b.shown for b in part.blocks]
        if part.attachments:
            lines += ["", "附件：" + part.attachments[0]] + [f"{'':6}{a}" for a in part.attachments[1:]]
    lines += ["", *letter["copies"], "    ".join(letter["printed"])]
    return "\n".join(lines) + "\n"


def as_html(letter: dict[str, list[str]], parts: list[Part]) -> str:
    """The web page: the plan between navigation, breadcrumbs, an information table, buttons and a footer."""
    heading = "".join(letter["heading"])
    page = [
        "<!DOCTYPE html>",
        '<html lang="zh-CN">',
        "<head>",
        '<meta charset="utf-8">',
        f"<title>{escape(heading)}_云麓县人民政府门户网站</title>",
        f"<style>\n{STYLE}\n</style>",
        "</head>",
        "<body>",
    ]
    page += ["<nav>" + "".join(f'<a href="#">{n}</a>' for n in NAVIGATION) + "</nav>"]
    page += ['<div class="crumbs">当前位置：' + " &gt; ".join(f'<a href="#">{b}</a>' for b in BREADCRUMBS) + "</div>"]
    page += ["<main>", '<table class="info">', *information(letter), "</table>"]
    page += [f"<h1>{'<br>'.join(escape(h) for h in letter['heading'])}</h1>"]
    page += ['<div class="tools">' + "　".join(f'<a href="#">{b}</a>' for b in BUTTONS) + "</div>"]
    page += ['<div class="content">', *paragraphs(letter["organ"] + letter["number"] + letter["to"] + letter["text"])]
    page += [f'<p class="sign">{escape(t)}</p>' for t in letter["signer"] + letter["date"]] + paragraphs(letter["open"])
    for part in parts:
        page += [*paragraphs([part.marker] if part.marker else []), f"<h2>{escape(part.title)}</h2>"]
        page += table(part) if part.columns else [f"<p>{escape(b.shown)}</p>" for b in part.blocks]
        page += paragraphs(["附件：" + a if i == 0 else a for i, a in enumerate(part.attachments)])
    page += paragraphs([*letter["copies"], "　　".join(letter["printed"])])
    page += [
        "</div>",
        "</main>",
        '<div class="links">相关文档：<a href="#">一图读懂云麓县实施“六大攻坚”总体方案</a>　'
        '<a href="#">政策问答</a>　扫一扫在手机打开当前页</div>',
        "<footer>主办：云麓县人民政府　承办：云麓县数据局　网站地图　联系我们　您是第 20260 位访客</footer>",
        "</body>",
        "</html>",
    ]
    return "\n".join(page) + "\n"


def information(letter: dict[str, list[str]]) -> list[str]:
    """The small table over a document on such a site."""
    cells = [
        ("索引号", "yl-zfb/2026-00017"),
        ("文号", letter["number"][0]),
        ("发文机关", letter["signer"][0]),
        ("成文日期", letter["date"][0]),
        ("公开方式", "主动公开"),
        ("信息时效性", "有效"),
    ]
    pairs = [f"<td>{escape(name)}：</td><td>{escape(value)}</td>" for name, value in cells]
    return [f"<tr>{pairs[i]}{pairs[i + 1]}</tr>" for i in range(0, len(pairs), 2)]


def paragraphs(texts: list[str]) -> list[str]:
    return [f"<p>{escape(t)}</p>" for t in texts]


def table(part: Part) -> list[str]:
    """The task table, merged cells as rowspan."""
    lines = ['<table class="tasks">', "<tr>" + "".join(f"<th>{escape(c)}</th>" for c in part.columns) + "</tr>"]
    for i, block in enumerate(part.blocks):
        cells = []
        for column, text in enumerate(block.cells):
            if not block.merged[column]:
                rows = span(part.blocks, i, column)
                cells.append(f'<td rowspan="{rows}">{escape(text)}</td>' if rows > 1 else f"<td>{escape(text)}</td>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return [*lines, "</table>"]


def span(blocks: list[Block], row: int, column: int) -> int:
    """How many rows the cell that begins here covers."""
    rows = 1
    while row + rows < len(blocks) and blocks[row + rows].merged[column]:
        rows += 1
    return rows
