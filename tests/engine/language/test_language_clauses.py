"""Sentences, clauses, their roles, and bans."""

import pytest

from gkcheck.language.bans import find_bans
from gkcheck.language.clauses import clause_at, clause_role, split_clauses, split_sentences


def words(clauses):
    return [clause.text for clause in clauses]


def test_brackets_titles_and_quotations_hold_together():
    text = "公开清单（含甲，乙；丙），印发《关于A，B的办法》；落实“谁审批、谁负责，谁监管”原则。完成！"
    assert words(split_sentences(text)) == [
        "公开清单（含甲，乙；丙），印发《关于A，B的办法》",
        "落实“谁审批、谁负责，谁监管”原则",
        "完成",
    ]
    assert words(split_clauses(text))[:2] == ["公开清单（含甲，乙；丙）", "印发《关于A，B的办法》"]


def test_marks_inside_figures_and_links_do_not_cut():
    text = "共1,234件,于9:30开通http://a.gov.cn/x?y=1;已完成.另行报告"
    assert words(split_clauses(text)) == [
        "共1,234件",
        "于9:30开通http://a.gov.cn/x?y=1",
        "已完成",
        "另行报告",
    ]


def test_an_unclosed_bracket_protects_nothing():
    assert words(split_clauses("（未闭合，甲；乙。丙")) == ["（未闭合", "甲", "乙", "丙"]


def test_line_breaks_and_blanks():
    text = "  第一行 \n\n 第二行\r\n"
    clauses = split_sentences(text)
    assert words(clauses) == ["第一行", "第二行"]
    assert all(text[one.start : one.end] == one.text for one in clauses)


def test_the_clause_at_an_offset():
    text = "甲事，乙事。"
    assert clause_at(text, 3) == (3, 5, "乙事")
    assert clause_at(text, 2) is None
    assert clause_at("", 0) is None


@pytest.mark.parametrize(
    ("role", "clauses"),
    [
        ("duty", "编制完成清单|推动事项进驻大厅|确保98%按期答复|处置不得力|不得少于3次|如期完成|如实填报|以网站为平台公开信息|可靠性检查|可视化建设|按时公开|对于重大事项应公示"),
        ("aim", "以公开促进落实|努力实现全流程透明|营造良好环境|提高服务水平|使流程更加顺畅|让群众少跑腿|方便企业查询|为群众提供更好服务|切实增强公信力"),
        ("permission", "可根据实际延长|对条件不具备的可合并|可以委托办理|鼓励采用图解|允许先行先试"),
        ("condition", "如有变更|若发生变化|凡涉及收费的|需要延期的|发现问题的|信息失实的|办事条件发生变化的事项|不能公开的"),
        ("premise", "按照上级要求|根据工作安排|随着改革深入|条例修订后|结合实际|在县委领导下"),
        ("prohibition", "不得增加条件|严禁弄虚作假|禁止转包|不再重复收取|不准隐瞒|不得以任何理由推诿"),
    ],
)  # fmt: skip
def test_roles(role, clauses):
    assert {clause: clause_role(clause) for clause in clauses.split("|")} == dict.fromkeys(
        clauses.split("|"), role
    )


def test_bans():
    text = "不再符合条件的退出，不得擅自收费，严禁 转包；处置不得力，不得不调整，不得少于2次"
    assert [(ban.word, ban.act) for ban in find_bans(text)] == [("不得", "擅自收费"), ("严禁", "转包")]
    assert [ban.text for ban in find_bans(text)] == ["不得擅自收费", "严禁 转包"]
