"""The registry of known documents, what an auditor adds to it, and titles and papers as the rules compare them."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

import gkcheck
from gkcheck.config import from_mapping, load
from gkcheck.errors import ConfigError
from gkcheck.known import Known, KnownDocument, built_in, known_from, number_key
from gkcheck.language.papers import find_papers
from gkcheck.language.titles import likeness, miswritten, same_title, title_parts
from gkcheck.model import Submission, Task


def test_every_entry_is_dated_and_sourced() -> None:
    for one in built_in():
        assert one.title and one.source and one.versions, one
        issued = [version.issued for version in one.versions]
        assert issued == sorted(issued)
        for version in one.versions:
            assert date(1980, 1, 1) < version.issued < date(2030, 1, 1)
            assert version.effect is None or version.issued <= version.effect
            if one.kind == "notice":
                assert version.number.endswith("号")
                assert version.number.split("〔")[1].startswith(str(version.issued.year))


def test_titles_and_numbers_are_told_apart() -> None:
    titles = [title_parts(one.title).key for one in built_in()]
    numbers = [number_key(v.number) for one in built_in() for v in one.versions if v.number]
    assert len(set(titles)) == len(titles)
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("政府信息公开条例", "国务院令第711号"),
        ("中华人民共和国政府信息公开条例", "国务院令第492号"),
        ("政府网站发展指引", "国办发[2017]47 号"),
        ("国务院办公厅关于印发政府网站发展指引的通知", "国办发〔2017〕47号"),
        ("优化营商环境条例", "国务院令第722号"),
    ],
)
def test_found_by_title_and_by_number(title: str, number: str) -> None:
    known = Known()
    assert known.named(title) is not None
    assert known.named(title) is known.numbered(number)


def test_what_is_not_known_is_not_found() -> None:
    assert Known().named("云岭县河道保洁办法") is None
    assert Known().named("") is None
    assert Known().numbered("云政办〔2018〕3号") is None


def test_an_auditor_adds_documents(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(
        '[[document]]\ntitle = "云岭县河道保洁办法"\nnumber = "云政办〔2018〕3号"\nissued = 2018-02-01\n'
        '[[event]]\nnames = ["云岭县第十七届人大三次会议"]\nheld = 2019-01-08\n',
        encoding="utf-8",
    )
    (tmp_path / "gkcheck.toml").write_text(
        'known-files = ["own.toml"]\n'
        '[[known]]\ntitle = "优化营商环境条例"\nkind = "regulation"\nissued = 2019-10-22\n',
        encoding="utf-8",
    )
    known = load(tmp_path / "gkcheck.toml").registry_of_documents()
    found = known.numbered("云政办〔2018〕3号")
    assert found is not None and found.issued == date(2018, 2, 1)
    assert known.named("云岭县第十七届人大三次会议") is not None
    own = known.named("优化营商环境条例")
    assert own is not None and not own.complete, "an added one hides the built-in one"


@pytest.mark.parametrize(
    "entry",
    [
        {},
        {"title": "甲办法"},
        {"title": "甲办法", "issued": "2018"},
        {"title": "甲办法", "issued": date(2018, 1, 1), "kind": "book"},
        {"title": "甲办法", "issued": date(2018, 1, 1), "nummer": "甲〔2018〕1号"},
    ],
)
def test_a_malformed_entry_is_refused(entry: dict[str, object]) -> None:
    with pytest.raises(ConfigError):
        known_from([entry], "own.toml")
    with pytest.raises(ConfigError):
        from_mapping({"known": [entry]}).registry_of_documents()


def test_a_registry_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    config = from_mapping({"known-files": [str(tmp_path / "none.toml")]})
    with pytest.raises(ConfigError):
        config.registry_of_documents()


def test_rules_see_what_the_auditor_added() -> None:
    task = gkcheck.Task(
        key="a",
        id="1",
        requirement="落实保洁。",
        report="按照《云岭县河道保洁办法》（云政办〔2018〕4号）保洁12次。",
    )
    table = gkcheck.Submission(source="t", year=2018, tasks=(task,))
    entry = {"title": "云岭县河道保洁办法", "number": "云政办〔2018〕3号", "issued": date(2018, 2, 1)}
    config = from_mapping({"select": ["GK608"], "known": [entry]})
    assert [one.case for one in gkcheck.check(table, config).findings] == ["wrong_number"]
    assert gkcheck.check(table, from_mapping({"select": ["GK608"]})).findings == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("互联网＋政务服务工作方案", "互联网+政务服务工作方案"),
        ("国务院办公厅关于印发政府网站发展指引的通知", "政府网站发展指引"),
        ("关于进一步加强安全生产工作的意见", "关于加强安全生产工作的意见"),
        ("中华人民共和国档案法", "档案法"),
    ],
)
def test_one_document_under_two_spellings(one: str, other: str) -> None:
    assert same_title(one, other) and same_title(other, one)
    assert not miswritten(one, other) or likeness(one, other) < 100


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("农村垃圾治理工作方案", "农村垃圾整治工作方案"),
        ("市容环境整治提升方案", "市容环境整治提高方案"),
        ("关于落实进一步推进门前三包的实施意见", "关于进一步落实推进门前三包的实施意见"),
        ("甲市人民政府办公室转发市水利局关于开展河道采砂管理专项方案的通知", "河道采沙管理专项方案"),
    ],
)
def test_a_slip_of_the_pen(one: str, other: str) -> None:
    assert miswritten(one, other) and miswritten(other, one)
    assert not same_title(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("防洪规划（2016—2030年）", "防洪规划（2016—2030年）中期评估报告"),
        ("小学安全管理办法实施细则", "中学安全管理办法实施细则"),
        ("2017年度政务公开工作要点", "2018年度政务公开工作要点"),
        ("物业管理实施细则（试行）", "物业管理实施细则（征求意见稿）"),
        ("甲省生态环境保护条例", "乙市生态环境保护条例"),
        ("城市供水用水管理办法", "农村供水用水管理办法"),
        ("防汛应急预案", "防台应急预案"),
    ],
)
def test_two_documents(one: str, other: str) -> None:
    assert not same_title(one, other)
    assert not miswritten(one, other)


def test_papers_hold_title_numbers_and_what_is_said_of_them() -> None:
    text = (
        "按照《河道管理办法》（云政办〔2018〕3号）要求，制定《保洁方案》《巡查制度》（云水〔2018〕7号），"
        "继续执行《公文办法》（云政〔2015〕1号）；云水〔2018〕9号《清障通知》5月3日印发。"
    )
    papers = find_papers(text)
    assert [paper.title.name if paper.title else "" for paper in papers] == [
        *("河道管理办法", "保洁方案", "巡查制度", "公文办法", "清障通知")
    ]
    assert [[number.serial for number in paper.numbers] for paper in papers] == [[3], [], [7], [1], [9]]
    assert [paper.role for paper in papers] == ["basis", "produced", "produced", "basis", "produced"]
    assert all(text[paper.start : paper.end] for paper in papers)


@pytest.mark.parametrize(
    "text", ["《" * 50_000, "》" * 50_000, "（" * 50_000, "《甲》（" * 4_000, "印发" * 30_000, "甲" * 100_000]
)
def test_papers_take_linear_time(text: str) -> None:
    begun = time.process_time()
    find_papers(text)
    assert time.process_time() - begun < 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("《长江保护法》施行后，退捕渔船87艘。", [("长江保护法", "in_force")]),
        ("自2021年3月1日长江保护法正式施行以来，退捕渔船87艘。", [("长江保护法", "in_force")]),
        ("民法典颁布后开展宣讲。", [("民法典", "issued")]),
        (
            "结合《政府信息公开条例》实施10周年和新修订的条例出台播放宣传片。",
            [("政府信息公开条例", "issued"), ("政府信息公开条例", "revised")],
        ),
        ("新修订的行政处罚法施行以来，纠正案件3件。", [("行政处罚法", "revision_in_force")]),
        ("做好《长江保护法》施行后的衔接准备。", []),
        ("深入学习贯彻党的二十大精神。", [("党的二十大", "held")]),
        ("云岭县优化营商环境条例施行后走访企业。", []),
        ("结合新公司法人变更登记，走访企业。", []),
        ("学习会计法规，开展统计法制宣传。", []),
        ("按照新行政处罚法规定整改。", [("行政处罚法", "revised")]),
        ("按照修订后的行政处罚法规范执法行为。", [("行政处罚法", "revised")]),
        ("学习可再生能源法。", []),
    ],
)
def test_premises(text: str, found: list[tuple[str, str]]) -> None:
    premises = Known().premises(text)
    assert [(one.document.title.removeprefix("中华人民共和国"), one.event) for one in premises] == found


LAWS = [one for one in built_in() if one.kind == "law"]


def _days(title: str) -> list[tuple[str, str]]:
    document = Known().named(title)
    assert document is not None
    return [(str(one.issued), str(one.effect)) for one in document.versions if not one.minor]


@pytest.mark.parametrize(
    ("title", "newest"),
    [
        ("未成年人保护法", ("2020-10-17", "2021-06-01")),
        ("行政处罚法", ("2021-01-22", "2021-07-15")),
        ("种子法", ("2021-12-24", "2022-03-01")),
        ("治安管理处罚法", ("2025-06-27", "2026-01-01")),
        ("学位法", ("2024-04-26", "2025-01-01")),
        ("食品安全法实施条例", ("2019-10-11", "2019-12-01")),
        ("生猪屠宰管理条例", ("2021-06-25", "2021-08-01")),
    ],
)
def test_days_of_the_newest_whole_revision(title: str, newest: tuple[str, str]) -> None:
    assert _days(title)[-1] == newest


def test_laws_in_short_keep_their_days_and_their_minor_changes() -> None:
    law = Known().named("中华人民共和国未成年人保护法")
    assert law is not None and law.complete and law.checked and law.source == "国家法律法规数据库"
    assert [(str(one.issued), one.minor) for one in law.versions] == [
        ("1991-09-04", False),
        ("2006-12-29", False),
        ("2012-10-26", True),
        ("2020-10-17", False),
        ("2024-04-26", True),
    ]
    assert law.versions[-1].effect == date(2024, 4, 26), "one day alone is both"


@pytest.mark.parametrize("law", LAWS, ids=lambda one: one.title)
def test_a_revision_is_unmet_before_it_and_met_after_it(law: KnownDocument) -> None:
    short = law.title.removeprefix("中华人民共和国")
    last = law.versions[-1]
    (told,) = Known().premises(f"新修订的《{short}》出台后，培训3场。")
    after = told.day(last.issued)
    assert after is None or after <= last.issued
    (told,) = Known().premises(f"《{short}》施行以来，培训3场。")
    first = law.versions[0]
    assert told.day(first.issued) == first.effect
    assert told.version(first.issued) == first


@pytest.mark.parametrize(
    ("text", "end", "day"),
    [
        ("新修订的《未成年人保护法》颁布施行。", "2019-12-31", "2021-06-01"),
        ("新修订的《未成年人保护法》颁布施行。", "2020-12-31", "2021-06-01"),
        ("学习新修订的《未成年人保护法》。", "2020-12-31", "2020-10-17"),
        ("新《未成年人保护法》施行以来。", "2019-12-31", "2021-06-01"),
        ("《未成年人保护法》修订施行后。", "2019-12-31", "2021-06-01"),
        ("学习新修订的《未成年人保护法》。", "2014-12-31", "2012-10-26"),
        # a whole revision is called new for years, however soon the next
        ("学习新修订的《安全生产法》。", "2018-12-31", "2014-08-31"),
        ("学习新修订的《安全生产法》。", "2020-12-31", "2014-08-31"),
        # a few articles of 2017 are new in 2018, and no more in 2020
        ("学习新修订的《行政处罚法》。", "2018-12-31", "2017-09-01"),
        ("学习新修订的行政处罚法。", "2020-12-31", "2021-01-22"),
        # no revision in sight: an old one it was
        ("学习新修订的《城乡规划法》。", "2023-12-31", "2019-04-23"),
        ("学习新修订的《未成年人保护法》。", "2016-12-31", "2012-10-26"),
        # never revised: all that is certain is that it did not exist
        ("学习新修订的《长江保护法》。", "2019-12-31", "2020-12-26"),
        ("学习新修订的《长江保护法》。", "2021-12-31", None),
        ("依据《土壤污染防治法》立案查处3起。", "2018-12-31", "2019-01-01"),
        ("依据《土壤污染防治法》要求开展培训。", "2018-12-31", "2018-08-31"),
    ],
)
def test_which_text_is_meant(text: str, end: str, day: str | None) -> None:
    (premise,) = Known().premises(text)
    found = premise.day(date.fromisoformat(end))
    assert (str(found) if found else None) == day


@pytest.mark.parametrize(
    "text",
    [
        "为《土壤污染防治法》施行做好准备，排查地块12个。",
        "为迎接《土壤污染防治法》施行打好基础，排查地块12个。",
        "《土壤污染防治法》施行前，组织培训3场。",
        "《土壤污染防治法》2019年1月1日起施行，已发放问答。",
        "《未成年人保护法（修订草案征求意见稿）》提出意见3条。",
        "新修订的《未成年人保护法》将于明年施行，组织培训2次。",
        "提前谋划《土壤污染防治法》施行，培训3场。",
        "就新《未成年人保护法》征集意见12条。",
        "参加《未成年人保护法》修订座谈，结合新《未成年人保护法》提出修改建议3条。",
    ],
)
def test_what_is_ahead_is_told_as_ahead(text: str) -> None:
    assert Known().premises(text) == ()


def test_a_premise_tells_both_days_and_the_change_before() -> None:
    (premise,) = Known().premises("新修订的《未成年人保护法》颁布施行，宣讲12场。")
    told = premise.also(date(2019, 12, 31))
    assert told.zh == "（2020-10-17公布，此前一次修改2012-10-26）"
    assert told.en == " (issued on 2020-10-17, last changed before on 2012-10-26)"
    (premise,) = Known().premises("深入学习贯彻党的二十大精神。")
    assert premise.also(date(2021, 12, 31)).zh == ""


@pytest.mark.parametrize(
    "title",
    [
        # real laws and regulations, and papers of a unit's own, each near to one on record
        *("环境噪声污染防治法", "放射性污染防治法", "环境影响评价法", "固体废物污染防治法"),
        *("建设工程质量管理条例", "招标投标法实施条例", "药品管理法实施条例", "中药品种保护条例"),
        *("水污染防治办法", "农村土地承包办法", "民办教育促进办法", "反不正当竞争办法", "物业管理办法"),
    ],
)
def test_another_paper_is_no_slip(title: str) -> None:
    assert Known().nearly(title) is None


@pytest.mark.parametrize(
    "title", ["未成年保护法", "未成年人保护发", "妇女权益保护法", "保障农民工工资支付条列"]
)
def test_a_slip_in_a_law_is_seen(title: str) -> None:
    assert Known().nearly(title) is not None


def test_no_law_on_record_is_taken_for_a_slip_of_another() -> None:
    for one in LAWS:
        others = Known()
        vars(others)["documents"] = tuple(other for other in built_in() if other is not one)
        assert others.nearly(one.title) is None, one.title


def test_a_decree_of_many_is_not_held_against_a_regulation() -> None:
    task = Task(
        key="t!1",
        id="1",
        title="粮食",
        requirement="落实。",
        report="学习《物业管理条例》（国务院令第666号）3次。",
    )
    found = gkcheck.check(Submission(source="t", year=2024, tasks=(task,))).findings
    assert not [hit for hit in found if hit.rule == "GK608"]


def test_a_premise_has_its_day() -> None:
    premise = Known().premises("新修订的《政府信息公开条例》出台后，培训3场。")[0]
    assert premise.day(date(2018, 12, 31)) == date(2019, 4, 3)
    assert premise.day(date(2020, 12, 31)) == date(2019, 4, 3)


def test_an_entry_nobody_compared_gives_no_more_than_a_hint() -> None:
    checked = [one for one in built_in() if one.checked and one.kind != "event"]
    assert 20 <= len(checked) < len(built_in())
    for one in built_in():
        if one.checked or one.kind == "event" or not one.versions[0].number:
            continue
        told = f"学习《一件不相干的文件规定》（{one.versions[0].number}）3次。"
        task = Task(key="t!1", id="1", title="学习", requirement="组织学习。", report=told)
        found = gkcheck.check(Submission(source="t", year=2024, tasks=(task,))).findings
        assert all(hit.severity == "info" for hit in found if hit.rule == "GK608"), one.title
