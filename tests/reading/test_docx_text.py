"""Paragraphs of a Word file read as the accepted, printed document shows them."""

from __future__ import annotations

import pytest
from word import PLAN_LEVELS, abstract, docx, field, num, p, run, style, table, text_box

from luoshi.reading import read_bytes

AUTHOR = 'w:id="1" w:author="甲" w:date="2026-01-01T00:00:00Z"'
GONE_MARK = f"<w:rPr><w:del {AUTHOR}/></w:rPr>"


def lines(*body: str, **parts: str) -> list[str]:
    return read_bytes(docx(*body, **parts), "方案.docx").text.splitlines()  # type: ignore[arg-type]


def ins(inner: str) -> str:
    return f"<w:ins {AUTHOR}>{inner}</w:ins>"


def gone(text: str) -> str:
    return f'<w:del {AUTHOR}><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def test_runs_are_joined_and_tabs_become_blanks() -> None:
    assert lines(p(run("签发人：") + run("\t") + run("某某"))) == ["签发人： 某某"]


def test_a_line_break_begins_a_paragraph() -> None:
    assert lines(p("一、目标\n（一）产业\n1.培育企业")) == ["一、目标", "（一）产业", "1.培育企业"]


def test_hyphens_and_invisible_characters() -> None:
    inner = "<w:r><w:t>5</w:t><w:noBreakHyphen/><w:t>10\u200b家</w:t><w:softHyphen/><w:t>以上</w:t></w:r>"
    assert lines(p(inner)) == ["5-10家以上"]


def test_signs_of_symbol_fonts_that_mean_something_are_kept() -> None:
    symbol = '<w:r><w:sym w:font="{}" w:char="{}"/></w:r>'
    inner = run("能耗") + symbol.format("Symbol", "F0A3") + run("5%") + symbol.format("Wingdings", "F04A")
    assert lines(p(inner)) == ["能耗≤5%"]


def test_text_inside_content_controls_links_and_tags_is_read() -> None:
    body = (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p('控件里的段落')}</w:sdtContent></w:sdt>",
        p(f"<w:hyperlink>{run('链接')}</w:hyperlink><w:smartTag>{run('标记')}</w:smartTag>"),
        p(f"<w:sdt><w:sdtPr/><w:sdtContent>{run('行内控件')}</w:sdtContent></w:sdt>"),
        p(f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('单击输入')}</w:sdtContent></w:sdt>"),
    )
    assert lines(*body) == ["控件里的段落", "链接标记", "行内控件"]


def test_of_a_field_its_result_is_read() -> None:
    assert lines(p(run("见") + field(" REF a ", "附件1") + run("。"))) == ["见附件1。"]


def test_a_field_without_end_swallows_nothing() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
    assert lines(p(run("甲") + begin), p("乙")) == ["甲", "乙"]


def test_a_generated_table_of_contents_is_left_out() -> None:
    entries = [p("一、总体要求\t1", style="TOC1"), p("二、任务\t2", style="TOC1")]
    field_entry = p(field(' TOC \\o "1-3" ', "三、保障\t3"))
    styles = style("TOC1", title="toc 1")
    assert lines(p("目录"), *entries, field_entry, p("一、总体要求"), styles=styles) == ["目录", "一、总体要求"]


def test_tracked_changes_are_taken_as_accepted() -> None:
    changed = run("增长") + gone("8%") + ins(run("9%")) + f"<w:moveFrom {AUTHOR}>{run('甲')}</w:moveFrom>"
    moved = f"<w:moveTo {AUTHOR}>{run('，乙')}</w:moveTo>"
    assert lines(p(changed + moved)) == ["增长9%，乙"]


def test_a_deleted_paragraph_mark_joins_with_the_next() -> None:
    numbering = abstract(1, *PLAN_LEVELS) + num(1, 1)
    body = (
        p("前半句", properties=GONE_MARK),
        p("后半句"),
        p("甲", 1),
        p(gone("删"), 1, properties=GONE_MARK),
        p("乙", 1),
    )
    assert lines(*body, numbering=numbering) == ["前半句后半句", "一、甲", "二、乙"]


def test_a_deleted_mark_at_the_end_loses_nothing() -> None:
    assert lines(p("最后一段", properties=GONE_MARK)) == ["最后一段"]


def test_hidden_text_comments_and_notes_are_left_out() -> None:
    styles = style("Secret", run="<w:vanish/>", kind="character")
    inner = (
        run("看得见")
        + run("看不见", "<w:vanish/>")
        + run("也看不见", '<w:rStyle w:val="Secret"/>')
        + run("，又见", '<w:vanish w:val="0"/>')
        + '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:commentReference w:id="1"/></w:r>'
    )
    assert lines(p(inner), styles=styles) == ["看得见，又见"]


def test_a_hidden_item_counts_nothing() -> None:
    numbering = abstract(1, *PLAN_LEVELS) + num(1, 1)
    hidden = p(run("隐", "<w:vanish/>"), 1, properties="<w:rPr><w:vanish/></w:rPr>")
    assert lines(p("甲", 1), hidden, p("乙", 1), numbering=numbering) == ["一、甲", "二、乙"]


@pytest.mark.parametrize("stored", ["both", "drawing", "vml"])
def test_a_text_box_is_read_once_where_its_anchor_stands(stored: str) -> None:
    box = text_box(p("云麓县人民政府办公室文件"), p("云政办发〔2026〕1号"), stored=stored)
    assert lines(p(box + run("各镇人民政府：")), p("正文")) == [
        "云麓县人民政府办公室文件",
        "云政办发〔2026〕1号",
        "各镇人民政府：",
        "正文",
    ]


def test_a_text_box_behind_the_text_follows_it() -> None:
    assert lines(p(run("甲") + text_box(p("框")) + run("乙")), p("丙")) == ["甲乙", "框", "丙"]


def test_numbers_in_text_boxes_do_not_count_in_the_text() -> None:
    numbering = abstract(1, *PLAN_LEVELS) + num(1, 1)
    body = (p("甲", 1), p(text_box(p("框", 1)) + run("乙"), 1), p("丙", 1))
    assert lines(*body, numbering=numbering) == ["一、甲", "一、框", "二、乙", "三、丙"]


def test_a_text_box_may_hold_a_table_and_a_frame_is_running_text() -> None:
    frame = '<w:framePr w:w="9000" w:wrap="around"/>'
    body = (p("红头", properties=frame), p(text_box(table("<w:tr><w:tc><w:p/></w:tc></w:tr>"), p("框")) + run("正文")))
    assert lines(*body) == ["红头", "框", "正文"]


def test_outline_levels_come_from_styles_and_paragraphs() -> None:
    styles = (
        style("1", '<w:outlineLvl w:val="0"/>', title="heading 1")
        + style("1a", based_on="1")
        + style("9", title="Heading 3")
        + style("B", '<w:outlineLvl w:val="9"/>', based_on="1")
    )
    body = (
        p("甲", style="1"), p("乙", style="1a"), p("丙", style="9"), p("丁", style="B"), p("戊"),
        p("己", properties='<w:outlineLvl w:val="1"/>'),
    )  # fmt: skip
    document = read_bytes(docx(*body, styles=styles), "方案.docx")
    assert [q.level for q in document.paragraphs] == [1, 1, 3, None, None, 2]


def test_ruby_and_formulas() -> None:
    math = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    formula = f'<m:oMath xmlns:m="{math}"><m:r><m:t>a+b</m:t></m:r></m:oMath>'
    ruby = f"<w:r><w:ruby><w:rt>{run('lu')}</w:rt><w:rubyBase>{run('麓')}</w:rubyBase></w:ruby></w:r>"
    assert lines(p(run("云") + ruby + formula)) == ["云麓a+b"]


def test_strict_open_xml_is_read_alike() -> None:
    usual = docx(p("甲", 1), numbering=abstract(1, *PLAN_LEVELS) + num(1, 1))
    assert read_bytes(_strict(usual), "方案.docx").text == "一、甲"


def _strict(data: bytes) -> bytes:
    import io
    import zipfile

    from word import packed

    main = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    relations = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {path: archive.read(path) for path in archive.namelist()}
    return packed(
        {
            path: part.replace(main, b"http://purl.oclc.org/ooxml/wordprocessingml/main").replace(
                relations, b"http://purl.oclc.org/ooxml/officeDocument/relationships"
            )
            for path, part in parts.items()
        }
    )


def test_positions_in_the_text_are_those_of_the_paragraphs() -> None:
    document = read_bytes(docx(p("甲"), p(), p("  乙 "), table("<w:tr/>")), "方案.docx")
    assert [document.text[q.start : q.end] for q in document.paragraphs] == ["甲", "乙"]
    assert document.format == "docx"
