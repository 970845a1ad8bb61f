"""Measure words of office Chinese, and finding the one that follows a number."""

from __future__ import annotations

from functools import cache

TIMES = frozenset(("次", "期", "场", "场次", "期次", "轮", "轮次", "回", "遍", "趟", "班次", "次数"))
"""Measures that count how often: 次, 期, 场."""

WORKS = frozenset((
    "件", "条", "篇", "份", "批", "则", "例", "个", "项", "宗", "起", "单", "册", "本", "套", "部", "讲", "集", "章", "节",
    "堂", "门", "课", "版", "页", "幅", "张", "封", "票", "笔", "类", "种", "款", "项次", "件次", "条次", "批次", "册次",
    "大项", "小项", "子项", "分项", "主项", "大类", "小类", "门类", "类别", "个百分点", "帧", "栏", "字",
))  # fmt: skip
"""Measures that count what an office brings out or deals with: 件, 条, 篇."""

DIRECT = frozenset((
    "部门", "单位", "企业", "机构", "处室", "科室", "省份", "地市", "市县", "区县", "县区", "乡镇", "街道", "镇街", "社区",
    "行政村", "自然村", "村居", "学校", "医院", "事项", "指标", "项目", "问题", "案件", "线索", "省", "市", "区", "县",
    "乡", "镇", "村", "窗口",
))  # fmt: skip
"""Nouns that follow a number without a measure word: 26部门, 3省."""

_OTHERS = frozenset((
    "人", "人次", "名", "位", "户", "户次", "家", "家次", "户家", "组", "队", "支", "班", "对",
    "处", "座", "所", "间", "栋", "幢", "层", "台", "辆", "艘", "架", "架次", "车次", "台次", "台套", "盏", "根", "棵",
    "株", "块", "片", "段", "道", "条段", "口", "只", "头", "匹", "羽", "尾", "枚", "颗", "顶", "床", "面", "扇", "眼",
    "孔", "副", "双", "瓶", "袋", "包", "箱", "桶", "盒", "捆", "车", "席", "摊", "桩", "岗", "站", "点位", "床位", "泊位",
    "车位", "席位", "标段", "宗地", "元", "美元", "欧元", "平方公里", "平方千米", "平方米", "立方米", "公顷", "亩", "公里",
    "千米", "米", "厘米", "毫米", "吨", "公斤", "千克", "斤", "克", "升", "千瓦", "兆瓦", "千瓦时", "课时", "学时", "分",
    "亿立方米", "艘次", "辆次", "处次", "所次", "例次", "桌次", "头次", "座次", "栋次", "海里", "平米", "方", "桌", "餐", "幼", "网格", "端口", "页次",
))  # fmt: skip

MONEY = frozenset(("元", "美元", "欧元"))
MEASURES: frozenset[str] = TIMES | WORKS | DIRECT | _OTHERS
"""Every measure word; 年, 月, 日, 小时 and the like are lengths of time, not here."""

_ANOTHER_WORD = {
    "元": "旦月素宵首结化制", "名": "称录单牌义誉词", "位": "于置列居一", "期": "间限望末初待权刊货", "条": "例款文",
    "项": "目", "家": "庭长园属电具乡装", "处": "理置罚分室长于级以境", "台": "账州风湾", "层": "级面次", "张": "家贴榜",
    "对": "接口照比外于象应标策", "面": "积向临对", "头": "条", "口": "径号岸粮", "道": "路德歉", "段": "时", "站": "式",
    "门": "户诊口前槛店", "节": "能约点假日水", "课": "题程堂", "章": "程", "类": "型似", "班": "子长车主级", "支": "持付撑出部",
    "组": "织长建团成", "队": "员长", "部": "署分委长级位", "单": "独一", "本": "级市局区县地质届周着部单年月",
    "次": "月日年序要生级第供元产", "例": "会如外行", "起": "草来到步点诉源始止", "版": "本权图", "封": "闭面锁",
    "批": "准示复评量", "轮": "岗换值流", "集": "中体团约成聚", "讲": "解座话", "分": "钟之别类析管工局布享为行级批步片解流包数公",
    "市": "级场长直政民委", "区": "级长域别政委间分", "县": "级长政委域", "省": "级长政委直", "乡": "级长政委", "镇": "级长政委区",
    "村": "级民委务", "人": "大民口员才事均", "户": "籍口外", "件": "均", "字": "号", "方": "面式案便针向法", "岗": "位双",
    "升": "级", "双": "随公", "包": "括含", "车": "辆间站", "米": "宽", "份": "额", "种": "植", "幅": "度", "间": "隔断接",
    "块": "链", "克": "服", "根": "据本", "只": "要有能", "眼": "科", "席": "位", "箱": "体", "顶": "层", "床": "位", "套": "餐",
}  # fmt: skip
"""What may follow a measure letter that is then another word: 3处理, 2018年度2期间, 5批准."""


_LENGTHS = (
    "工作日", "自然日", "日历", "工作天", "小时", "月", "星期", "礼拜", "季度", "年", "钟头", "工作小时", "半",
)  # fmt: skip


@cache
def _by_first() -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    for word in sorted(MEASURES, key=lambda one: (-len(one), one)):
        table.setdefault(word[0], []).append(word)
    return {first: tuple(words) for first, words in table.items()}


def measure_at(words: str, at: int) -> str:
    """The longest measure word at words[at:]; "" where none stands or the letters make another word."""
    if words.startswith("个", at) and words.startswith(_LENGTHS, at + 1):
        return ""  # 3个月 is a length of time
    for word in _by_first().get(words[at : at + 1], ()):
        if words.startswith(word, at):
            follower = words[at + len(word) : at + len(word) + 1]
            if not follower or follower not in _ANOTHER_WORD.get(word, ""):
                return word
            return "支" if words.startswith(("支部队", "支队伍"), at) else ""
    return ""
