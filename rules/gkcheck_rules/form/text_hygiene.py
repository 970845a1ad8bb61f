"""GK106 text-hygiene: stray blanks, half-width marks, doubled words, letters nobody sees."""

from __future__ import annotations

from collections.abc import Iterator

from gkcheck import Bad, Case, Context, Good, Hit, Options, Outcome, Reading, Row, Text, rule

_CASES = {
    "space": "stray_space",
    "mark": "half_width",
    "angle": "angle_brackets",
    "doubled": "doubled",
    "invisible": "unseen",
    "lookalike": "lookalike",
}
_KINDS = {
    "space": Text("多余空格", "stray blanks"),
    "mark": Text("半角标点", "half-width marks"),
    "angle": Text("用<>代替〈〉", "<> for 〈〉"),
    "doubled": Text("重复的词或标点", "doubled words or marks"),
    "invisible": Text("看不见的字符", "letters nobody sees"),
    "lookalike": Text("形近字符", "look-alike letters"),
}
_QUOTED = 5
_AROUND = 4  # letters on either side that show where a slip stands


def _case(zh: str, en: str) -> Case:
    return Case(severity="info", verdict="weak", message=Text(zh, en))


@rule(
    "GK106",
    name="text-hygiene",
    title=Text("文字规范", "Text hygiene"),
    rationale=Text(
        "多余空格、半角标点、叠字和看不见的字符不改变意思，但说明没有校对，也会让别的软件读错。核对时一律按正常写法理解。",
        "Slips of typing change no meaning, but show that nobody proof-read, and mislead other software.",
    ),
    basis=(
        Text("GB/T 15834—2011 标点符号用法", "GB/T 15834-2011, punctuation"),
        Text("GB/T 9704—2012 党政机关公文格式", "GB/T 9704-2012, layout of official documents"),
    ),
    cases={
        "stray_space": _case("“{words}”里有多余空格", "A stray blank in “{words}”"),
        "half_width": _case("“{words}”里用了半角标点", "A half-width mark in “{words}”"),
        "angle_brackets": _case(
            "“{words}”用了小于号和大于号，书名号里面应当用〈〉", "“{words}” uses < > where 〈 〉 belongs"
        ),
        "doubled": _case("“{words}”有重复的词或标点", "A doubled word or mark in “{words}”"),
        "unseen": _case(
            "有看不见的字符（{codes}），在“{words}”处", "Letters nobody sees ({codes}) at “{words}”"
        ),
        "lookalike": _case(
            "“{words}”里有形近字符（{codes}），不是常用字符", "A look-alike letter ({codes}) in “{words}”"
        ),
        "issuer": Case(
            severity="info",
            verdict="weak",
            side="issuer",
            message=Text("“{words}”里有{kinds}", "“{words}”: {kinds}"),
        ),
    },
    since="0.1.0",
    good=(
        Good("推进IPv6改造。", "完成互联网+政务服务平台IPv6改造，2018.11.8通过验收。"),
        Good("开通端口。", "访问https://www.example.gov.cn/a,b;c?id=1（9:30—17:00）办理，共1,200件。"),
        Good("开展演练。", "组织实施演练3次，6月8日、9月2日、11月9日各1次，目的的确明确。"),
        Good("梳理事项。", "1. 梳理事项86项。\n2. 公布清单。\n  3. 更新指南。", note="numbers of a list"),
        Good("公布名单。", "列席人员：张 三  李 四  王五六", note="names set apart"),
        Good("采购设备。", "采购Windows Server 2016 软件5套，型号RS-232 (A)。"),
    ),
    bad=(
        Bad("开展宣传。", "成立10 周年之际发放材料200份。", cases=("stray_space",)),
        Bad("清理事项。", "保留35项,取消4项。", cases=("half_width",)),
        Bad("转发通知。", "转发《关于印发<巡查办法>的通知》。", cases=("angle_brackets",)),
        Bad("开展培训。", "进行开展业务培训2期。", cases=("doubled",)),
        Bad("公布目录。", "3月\u200b5日公布目录。", cases=("unseen",)),
        Bad("公布目录。", "3⽉5日公布目录。", cases=("lookalike",)),
        Bad(rows=(Row("每年至少1 次通报。", "3月、9月各通报1次。"),), cases=("issuer",)),
        Bad(
            "整改问题。", "5月 6日整改完毕，，9月复查(3处)。", cases=("stray_space", "half_width", "doubled")
        ),
    ),
)
def text_hygiene(reading: Reading, options: Options, context: Context) -> Iterator[Outcome]:
    """One hit a kind of slip in the report; one for each text of the issuer."""
    report = reading.slips("report")
    for kind, case in _CASES.items():
        slips = [slip for slip in report if slip.kind == kind]
        if slips:
            codes = tuple(dict.fromkeys(code for slip in slips for code in slip.codes))[:_QUOTED]
            spans = tuple(reading.around("report", slip.start, slip.end, _AROUND) for slip in slips[:_QUOTED])
            yield Hit(case, spans=spans, params={"words": spans[0].text.strip(), "codes": codes})
    for field in ("title", "requirement"):
        slips = list(reading.slips(field))
        if slips:
            spans = tuple(reading.around(field, slip.start, slip.end, _AROUND) for slip in slips[:_QUOTED])
            kinds = tuple(_KINDS[kind] for kind in dict.fromkeys(slip.kind for slip in slips))
            grave = any(slip.kind != "space" or reading.in_title(field, slip.start) for slip in slips)
            yield Hit(
                "issuer",
                spans=spans,
                params={"words": spans[0].text.strip(), "kinds": kinds},
                confidence="medium" if grave else "low",
            )
