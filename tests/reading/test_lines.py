"""Lines to paragraphs: with their place on the page, and by their words alone."""

from __future__ import annotations

import pytest

from luoshi.reading.lines import Line, join_lines

SIZE, LEFT, RIGHT, PITCH = 16.0, 80.0, 80.0 + 28 * 16, 29.0


class Printer:
    """Sets paragraphs in lines of 28 characters, 20 lines a page, as an office paper is printed."""

    def __init__(self, *, head: str = "", numbers: bool = True, per_page: int = 20) -> None:
        self.lines: list[Line] = []
        self.page, self.row = 1, 0
        self.head, self.numbers, self.per_page = head, numbers, per_page
        self._begin()

    def _begin(self) -> None:
        if self.head:
            self._put(self.head, 250, 60, 9)
        if self.numbers:
            self._put(f"— {self.page} —", 290, 790, 14)

    def _put(self, text: str, left: float, top: float, size: float) -> None:
        width = sum(0.5 if c.isascii() else 1.0 for c in text) * size
        self.lines.append(Line(text, self.page, left, left + width, top, top + size, size))

    def _line(self, text: str, left: float, size: float = SIZE) -> None:
        if self.row == self.per_page:
            self.page, self.row = self.page + 1, 0
            self._begin()
        self._put(text, left, 105 + PITCH * self.row, size)
        self.row += 1

    def paragraph(self, text: str, indent: int = 2) -> Printer:
        first, rest = text[: 28 - indent], text[28 - indent :]
        self._line(first, LEFT + indent * SIZE)
        for at in range(0, len(rest), 28):
            self._line(rest[at : at + 28], LEFT)
        return self

    def centred(self, *texts: str, size: float = 22) -> Printer:
        for text in texts:
            self._line(text, (LEFT + RIGHT - len(text) * size) / 2, size)
        return self

    def right(self, text: str) -> Printer:
        self._line(text, RIGHT - 64 - len(text) * SIZE, SIZE)
        return self

    def texts(self) -> list[str]:
        return [piece.text for piece in join_lines(self.lines)]


LONG = [
    f"（{number}）推进云麓县第{number}批老旧管网改造工程，摸清底数并建立台账，分年度排定改造计划，全年完成改造{n}公里，"
    f"新增调蓄设施{n}处，同步完善运行维护机制（县住房城乡建设局牵头，县财政局、县水利局等按职责分工负责）"
    for n, number in enumerate("一二三四五六七八九十", start=11)
]


@pytest.mark.parametrize("indent", [0, 2])
def test_wrapped_lines_become_paragraphs_again(indent: int) -> None:
    printer = Printer()
    for text in LONG:
        printer.paragraph(text, indent)
    assert printer.page > 1
    assert printer.texts() == LONG


@pytest.mark.parametrize("indent", [0, 2])
def test_a_sentence_over_a_page_break_is_one(indent: int) -> None:
    printer = Printer(per_page=3, head="云麓县人民政府文件")
    for text in LONG:
        printer.paragraph(text, indent)
    assert printer.texts() == LONG


def test_running_heads_and_page_numbers_are_left_out_but_not_what_stands_once() -> None:
    printer = Printer(head="云麓县人民政府公报 2026年第3期", per_page=8)
    for text in LONG:
        printer.paragraph(text)
    read = printer.texts()
    assert not [text for text in read if "公报" in text or "—" in text]
    assert Printer(head="云麓县人民政府公报", numbers=False).paragraph(LONG[0]).texts()[0] == "云麓县人民政府公报"


def test_a_title_of_two_centred_lines_is_one_and_apart_from_the_text() -> None:
    printer = Printer().centred("云麓县实施“六大攻坚”", "总体方案").paragraph(LONG[0]).paragraph(LONG[1])
    assert printer.texts() == ["云麓县实施“六大攻坚”总体方案", *LONG[:2]]


def test_signature_and_date_stay_apart() -> None:
    printer = Printer().paragraph(LONG[0]).paragraph(LONG[1]).right("云麓县人民政府办公室").right("2026年3月5日")
    assert printer.texts()[2:] == ["云麓县人民政府办公室", "2026年3月5日"]


def test_headings_of_any_length_stay_apart() -> None:
    heading = "二、攻坚任务"
    printer = (
        Printer().paragraph(LONG[0]).paragraph(heading).paragraph(LONG[1]).paragraph("附件1", 0).paragraph(LONG[2])
    )
    assert printer.texts() == [LONG[0], heading, LONG[1], "附件1", LONG[2]]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("贯彻落实县委经济工作会议精神，紧扣全局，加快推动第", "一、二、三产业融合发展，培育新型经营主体。"),
        ("严格执行《云麓县招商引资奖励若干措施和考核评分办法", "（试行）》，项目落地率不低于八成。"),
        ("全面实施修订后的《云麓县城镇燃气管理实施细则》和其", "（十一），依法从严查处违规行为。"),
        ("落实“全域公交”票价优惠政策，办好民生实事中的公交线路", "1.5公里延伸工程，惠及沿线群众。"),
    ],
)
def test_a_number_at_the_head_of_a_cut_line_begins_nothing(above: str, below: str) -> None:
    above = above[-26:].rjust(26, "县")  # exactly the first line of an indented paragraph
    printer = Printer().paragraph(LONG[0]).paragraph(above + below).paragraph(LONG[1])
    assert printer.texts() == [LONG[0], above + below, LONG[1]]


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["实现应急通信全覆", "盖。"], ["实现应急通信全覆盖。"]),
        (["接入 Smart", "City 平台，数据实", "时共享。"], ["接入 Smart City 平台，数据实时共享。"]),
        (["引进 infra-", "structure 团队，建", "成平台。"], ["引进 infrastructure 团队，建成平台。"]),
    ],
)
def test_halves_are_joined_without_blanks_save_between_latin_words(lines: list[str], joined: list[str]) -> None:
    width = max(sum(0.5 if c.isascii() else 1.0 for c in line) for line in lines)
    placed = []
    for row, text in enumerate(lines):
        own = sum(0.5 if c.isascii() else 1.0 for c in text)
        right = 100 + 16 * (width if row < len(lines) - 1 else own)
        placed.append(Line(text, 1, 100, right, 100 + 29 * row, 116 + 29 * row, 16))
    assert [piece.text for piece in join_lines(placed)] == joined


def test_labels_of_responsibility_stay_lines_of_their_own() -> None:
    lines = ["1.改造提升乡镇卫生院6所，配齐急救设备，", "提升基层诊疗能力。", "牵头单位：县卫生健康局", "责任单位：县财政局、各乡镇",
             "完成时限：2026年10月底前"]  # fmt: skip
    assert [piece.text for piece in join_lines([Line(text) for text in lines])] == [lines[0] + lines[1], *lines[2:]]


def test_pages_are_those_where_paragraphs_begin() -> None:
    printer = Printer(per_page=5)
    for text in LONG[:3]:
        printer.paragraph(text)
    assert [piece.page for piece in join_lines(printer.lines)] == [1, 1, 2]


def test_no_lines_give_no_paragraphs() -> None:
    assert join_lines([]) == []
    assert join_lines([Line(""), Line("  ", 1, 0, 0, 0, 0, 0)]) == []
