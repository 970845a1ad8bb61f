"""GK107 personal-information: numbers and home addresses of persons in a table that will be published."""

from __future__ import annotations

from collections.abc import Iterator

from gkcheck import (
    Bad,
    Case,
    Cleared,
    Context,
    Good,
    Hit,
    Options,
    Outcome,
    Reading,
    Row,
    Text,
    Undecided,
    rule,
)

_FIELDS = {
    "report": Text("落实情况", "the report"),
    "title": Text("任务名称", "the title"),
    "requirement": Text("工作要求", "the requirement"),
    "units": Text("责任单位", "the units"),
    "deadline": Text("完成时限", "the deadline"),
    "section": Text("标题", "the headings"),
    "id": Text("序号", "the number"),
}
_KINDS = {
    "identity": Text("身份证号", "identity number"),
    "mobile": Text("手机号码", "mobile number"),
    "card": Text("银行卡号", "bank card number"),
    "phone": Text("群众电话", "telephone of a citizen"),
    "address": Text("家庭住址", "home address"),
}
_SHOWN = 3
_QUOTED = 10  # findings quote at most so many places of one cell
_LEAD = 8  # letters before a number that are quoted with it, to find the place again


@rule(
    "GK107",
    name="personal-information",
    title=Text("个人信息", "Personal information"),
    rationale=Text(
        "任务表要公开，表里不应出现身份证号、手机号、银行卡号、群众的电话和住址。所有输出只显示掩去中间部分的号码。",
        "These tables are published; numbers and addresses of persons do not belong in them. No output repeats them.",
    ),
    basis=(
        Text(
            "《政府信息公开条例》（2019）第十五条：涉及个人隐私、公开会对第三方合法权益造成损害的政府信息，行政机关不得公开",
            "Regulations on Open Government Information (2019), art. 15",
        ),
        Text(
            "永安市2023年规定的掩码样式：138****1234、35*************123",
            "The masks prescribed by Yong'an in 2023: 138****1234, 35*************123",
        ),
    ),
    cases={
        "reported": Case(
            severity="critical",
            verdict="contradicted",
            message=Text(
                "落实情况里有{kinds}（{shown}），公开前应当隐去",
                "The report holds personal information ({kinds}: {shown}) that must be taken out before publishing",
            ),
            ask=Text(
                "删去或掩去个人信息后重新报送；需要佐证的，改报办件编号",
                "Take out or mask the personal information and hand the table in again; give a case number instead",
            ),
        ),
        "in_table": Case(
            severity="critical",
            verdict="contradicted",
            side="issuer",
            message=Text(
                "{where}里有{kinds}（{shown}），公开前应当隐去",
                "Personal information in {where} ({kinds}: {shown}) must be taken out before publishing",
            ),
        ),
    },
    since="0.1.0",
    good=(
        Good("公布监督电话。", "已公布监督电话0311-5379376和12345热线。", note="an office and a hotline"),
        Good("公开救助结果。", "救助312人，名单已按规定隐去证件号（1301**********123X）。"),
        Good("办理来信。", "3月5日答复编号13800138000的来信。", note="a serial number"),
        Good("落实资金。", "到位资金13800138000元。"),
        Good("主要负责人参加解读。", "局长周文博于6月1日参加在线访谈。", note="an officer in office"),
        Good("规范服务场所。", "办事大厅迁至和平路18号，3月1日启用。", note="the address of an office"),
        Good("公开企业名录。", "公示企业12家，含统一社会信用代码91350200MA2XQ6RT5U。"),
    ),
    bad=(
        Bad("走访困难群众。", "走访孙桂兰（电话13800138000）等5户。", cases=("reported",)),
        Bad("公开救助结果。", "公示名单：李大山，11010519491231002X。", cases=("reported",)),
        Bad("发放补贴。", "补贴已发至卡号6222021234567890128。", cases=("reported",)),
        Bad("回访来电人。", "回访来电人王女士（0311-5379376），表示满意。", cases=("reported",)),
        Bad("办理信访件。", "信访人家住和平路18号3栋502室，已上门答复。", cases=("reported",)),
        Bad(
            "修复道路。",
            "村民周水根（电话13900000000，住柳河镇上街村12组36号）反映的道路已修复。",
            cases=("reported",),
            note="a number that stands for none, and a home beside it",
        ),
        Bad(
            rows=(
                Row(
                    "各单位联系人王军 138 0013 8000，按月报送。",
                    "1月至12月每月5日前报送，共12次。",
                ),
            ),
            cases=("in_table",),
        ),
        Bad("登记隐患。", "隐患由１３９００１３９０００反映，5月8日整改。", cases=("reported",)),
    ),
)
def personal_information(reading: Reading, options: Options, context: Context) -> Iterator[Outcome]:
    """One hit a field; the words quoted are masked on their way out."""
    found = False
    for field, where in _FIELDS.items():
        everything = reading.personal(field)  # type: ignore[arg-type]  # the keys are field names
        sure = [one for one in everything if one.sure]
        found = found or bool(everything)
        if sure:
            kinds = tuple(_KINDS[kind] for kind in dict.fromkeys(one.kind for one in sure))
            yield Hit(
                "reported" if field == "report" else "in_table",
                spans=tuple(
                    reading.around(field, one.start, one.end, _LEAD, 0)  # type: ignore[arg-type]
                    for one in sure[:_QUOTED]
                ),
                params={
                    "where": where,
                    "kinds": kinds,
                    "shown": tuple(one.masked for one in sure[:_SHOWN])
                    + ((Text(f"等{len(sure)}处", f"{len(sure)} in all"),) if len(sure) > _SHOWN else ()),
                },
            )
        elif everything:
            yield Undecided(
                Text(
                    "有像身份证号的数字，但校验码不符，请人工核对",
                    "figures like an identity number, but the check digit is wrong; look at them",
                ),
                spans=tuple(reading.span(field, one.start, one.end) for one in everything[:_QUOTED]),  # type: ignore[arg-type]
            )
    if not found and any(claim.kind == "hotline" for claim in reading.claims):
        yield Cleared(Text("所写号码是热线或单位电话", "the numbers are those of hotlines or offices"))
