"""The text of the State Council's notice, read: the notices of seven years give the tables that are shipped."""

from __future__ import annotations

import datetime

import pytest

from luoshi.calendar.notice import doubts_of, read_notice
from luoshi.calendar.shipped import shipped

NOTICES = {
    2021: """国务院办公厅关于2021年部分节假日安排的通知
国办发明电〔2020〕27号
经国务院批准，现将2021年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：2021年1月1日至3日放假，共3天。
二、春节：2月11日至17日放假调休，共7天。2月7日（星期日）、2月20日（星期六）上班。
三、清明节：4月3日至5日放假调休，共3天。
四、劳动节：5月1日至5日放假调休，共5天。4月25日（星期日）、5月8日（星期六）上班。
五、端午节：6月12日至14日放假，共3天。
六、中秋节：9月19日至21日放假调休，共3天。9月18日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月26日（星期日）、10月9日（星期六）上班。""",
    2022: """国办发明电〔2021〕11号
现将2022年元旦等节日放假调休日期的具体安排通知如下。
一、元旦：2022年1月1日至3日放假，共3天。
二、春节：1月31日至2月6日放假调休，共7天。1月29日（星期六）、1月30日（星期日）上班。
三、清明节：4月3日至5日放假调休，共3天。4月2日（星期六）上班。
四、劳动节：4月30日至5月4日放假调休，共5天。4月24日（星期日）、5月7日（星期六）上班。
五、端午节：6月3日至5日放假，共3天。
六、中秋节：9月10日至12日放假，共3天。
七、国庆节：10月1日至7日放假调休，共7天。10月8日（星期六）、10月9日（星期日）上班。""",
    2023: """国办发明电〔2022〕16号
现将2023年元旦等节日放假调休日期的具体安排通知如下。
一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。
二、春节：1月21日至27日放假调休，共7天。1月28日（星期六）、1月29日（星期日）上班。
三、清明节：4月5日放假，共1天。
四、劳动节：4月29日至5月3日放假调休，共5天。4月23日（星期日）、5月6日（星期六）上班。
五、端午节：6月22日至24日放假调休，共3天。6月25日（星期日）上班。
六、中秋节、国庆节：9月29日至10月6日放假调休，共8天。10月7日（星期六）、10月8日（星期日）上班。""",
    2024: """国办发明电〔2023〕7号
现将2024年元旦等节日放假调休日期的具体安排通知如下。
一、元旦：1月1日放假，与周末连休。
二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。
三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
五、端午节：6月10日放假，与周末连休。
六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。""",
    2025: """国办发明电〔2024〕12号
现将2025年元旦等节日放假调休日期的具体安排通知如下。
一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。""",
    2026: """国办发明电〔2025〕7号
现将2026年元旦等节日放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
鼓励单位和个人结合落实带薪年休假等制度，实际形成较长假期。""",
}


@pytest.mark.parametrize("year", NOTICES)
def test_a_real_notice_is_read_to_the_day(year):
    read = read_notice(NOTICES[year], year)
    assert read.doubts == ()
    assert (dict(read.table.off), dict(read.table.on)) == (dict(shipped()[year].off), dict(shipped()[year].on))
    assert read.table.number == shipped()[year].number
    assert doubts_of(read.table) == []


def test_pasted_as_one_line_with_other_brackets_it_is_read_too():
    text = NOTICES[2026].replace("\n", "").replace("（", "(").replace("）", ")").replace("〔", "[").replace("〕", "]")
    read = read_notice(text, 2026)
    assert dict(read.table.off) == dict(shipped()[2026].off)
    assert dict(read.table.on) == dict(shipped()[2026].on)
    assert read.table.number == "国办发明电〔2025〕7号"


def test_the_notice_of_another_year_is_noticed():
    doubts = read_notice(NOTICES[2026], 2027).doubts
    assert "通知写的是2026年，现在录入的是2027年，请核对。" in doubts
    assert any("1月1日写的是周四，2027年这天是周五" in d for d in doubts)


def test_what_does_not_agree_is_asked_about():
    text = "元旦：1月1日（周五）至3日（周日）放假，共4天。1月4日（周一）上班。\n春节：2月30日至3月2日放假。"
    doubts = "".join(read_notice(text, 2027).doubts)
    assert "元旦写“共4天”，按起止日期是3天" in doubts
    assert "1月4日上班，这天是周一，不是周末" in doubts
    assert "没有“2027年2月30日”这一天" in doubts


def test_a_text_without_holidays_gives_an_empty_proposal_and_says_so():
    read = read_notice("各单位：今年不放假。", 2027)
    assert (dict(read.table.off), dict(read.table.on)) == ({}, {})
    assert "没有读出放假日期" in read.doubts[-1]


def test_a_year_that_is_short_of_holidays_is_asked_about():
    read = read_notice("元旦：1月1日（周五）至3日（周日）放假，共3天。", 2027)
    assert "净少1个工作日，按现行规定应为13天" in doubts_of(read.table)[0]


def test_new_year_days_of_the_old_year_are_kept():
    assert read_notice(NOTICES[2023], 2023).table.off[datetime.date(2022, 12, 31)] == "元旦"
