"""Words that stand in every office text, and groups of words that do for one another: the ground of coverage.

Weights only: what carries no meaning of its own (EMPTY), what is in every such text (COMMON), and which words a
report may use instead of those of a requirement (GROUPS). The vocabulary is that of official Chinese at large.
"""

from __future__ import annotations

import re
from functools import cache

EMPTY = (
    "我局 我市 我县 我区 我委 我办 我厅 我校 我院 我镇 我单位 我中心 本局 本市 本县 本区 本级 本委 本单位 本部门 本地 "
    "各区 各县 各市 各地 各级 各部门 各单位 各有关 各相关 全市 全县 全区 全省 全国 全部 全体 全面 全力 "
    "工作 情况 相关 有关 方面 要求 部门 单位 进一步 切实 认真 积极 及时 不断 持续 扎实 深入 充分 有效 大力 主动 严格 依法 依规 "
    "加强 加大 强化 推进 推动 推行 推广 促进 深化 加快 做好 抓好 抓实 抓紧 搞好 落实 贯彻 执行 开展 组织 实施 实行 进行 完成 "
    "完善 健全 建立 建立健全 规范 优化 提高 提升 增强 改善 改进 统筹 确保 保证 保障 实现 达到 做到 保持 坚持 按照 根据 依据 依照 "
    "对照 结合 围绕 聚焦 立足 通过 利用 依托 采取 以及 或者 并且 同时 另外 此外 其中 其他 其它 应当 应该 必须 需要 能够 可以 一律 "
    "予以 给予 进而 从而 以便 便于 更好 更加 最大 逐步 逐项 逐一 逐级 努力 力争 争取 全过程 全流程 多种 各种 各类 各项 一批 一定 "
    "不少于 不低于 不超过 不少 以上 以下 以内 之内 之前 之后 以前 以后 左右 至少 达到 每年 每月 每季度 每季 每周 每半年 每日 年底 月底 "
    "工作日 小时 季度 上半年 下半年 年度 全年 当年 当日 当月 年内 底前 月底前 期间 期限 "
    "日前 月前 年前 市级 县级 区级 省级 镇级 乡级 村级 之日起 日内 小时内 个月内 工作日内 自收到 自受理 自批准 收到 牵头 原则上 符合条件 一次 一遍 "
    "擅自 随意 任意 违规 违法 非法 变相 另行 自行 无故 任何 任何形式 任何名义 任何单位 "
    "特别 尤其 重要 重点 重大 主要 具体 一般 常态化 常态 定期 经常 随时 对于 关于 由于 面向 涉及 包括 等等 "
    "使其 成为 作为 属于 具有 进入 纳入 列入 形成 体现 充分体现 注重 突出 明确 做 抓 等"
)
"""Left out before anything is compared: words apart by blanks."""

COMMON = (
    "服务 管理 信息 公开 政府 政务 社会 群众 企业 公众 市民 居民 行政 事项 机制 制度 体系 体制 系统 平台 活动 项目 建设 工程 标准 标准化 "
    "质量 水平 能力 效率 效能 效果 成效 问题 措施 内容 方式 形式 过程 流程 结果 责任 监督 监管 检查 业务 领域 审批 办理 办事 处理 窗口 "
    "安全 环境 发展 改革 创新 保护 治理 整治 整改 宣传 培训 教育 文件 政策 规定 方案 计划 意见 通知 会议 人员 队伍 机构 组织 领导 "
    "资源 资金 数据 网络 网站 网上 统一 协调 协作 联动 配合 分类 综合 专项 日常 长效 基层 城市 农村 乡镇 街道 社区 公共 国家 "
    "法律 法规 依据 程序 条件 要素 材料 申请 受理 审查 审核 评估 评价 考核 分析 研究 指导 引导 支持 参与 使用 运用 应用 整合 共享 便民 "
    "公布 发布 公示 制定 制订 出台 印发 编制 起草 设立 设置 建成 组建 新建 新增 成立 搭建 构建 修订 修改 调整 更新 清理 取消 梳理 使用 增加 提供 选择 "
    "排查 巡查 督查 核查 暗访 督导 摸排 统计 汇总 报告 反馈 执法 单位 安排 负责 名称 时间 情形 "
    "功能 作用 特点 需求 实际 意识 氛围 机关 干部 职责 主体 优势 关系 基础 目标 任务 方法 手段 渠道 人民 职能 权力 运行 规则"
)
"""Count little: two texts on quite different business share them."""

GROUPS = """
公开 公布 发布 公示 公告 更新 披露 刊登 张贴 刊发 挂网 通告
备案 报备 报送 上报 报告 呈报 抄送 报市 报省 报县 报区 报州 提交
答复 回复 回应 反馈 告知 办复 回访 答记者问 解答
办理 处理 办结 处置 解决 受理 化解
整改 纠正 改正 销号 整治 修复 督办
检查 抽查 巡查 排查 督查 核查 巡检 暗访 督导 执法 查处 摸排
培训 轮训 讲座 授课 讲课 宣讲 学习
宣传 宣讲 普及 科普 滚动播放 横幅 宣传品 宣传单 宣传册 宣传月 展板
考核 考评 评估 评价 评议 测评
通报 约谈 问责 追责 诫勉 批评
修订 修改 调整 更新 修编 变更 动态管理 更换
制定 制订 印发 出台 编制 起草 拟定 拟订 下发 编写 编印 发文
设立 建成 组建 成立 搭建 新建 新增 增设 设置 建设 配备 安装 配置 开通 上线
清理 取消 废止 精简 压减 减少 清除
合并 并入 归并 融合 整合 迁移 关停 集约化
办法 制度 规定 规范 规程 细则 规则 机制
方案 预案 计划 规划
清单 目录 名录 名单 一览表 台账 清册 档案
网站 官网 门户
专人 专员 专管员 专职 联络员 责任人 责任到人
群众 市民 居民 公众 网民 村民 来访
企业 商户 市场主体 经营者 纳税人 经营单位
学校 幼儿园 中小学 校园 小学 中学
会议 例会 座谈会 联席会 恳谈会 推进会 调度会
资金 经费 万元 亿元 拨付
时限 期限 用时 工作日
环节 流程 程序
投诉 举报 诉求 来信 留言 反映 信访
监测 监控 检测 监看
演练 演习 拉练
隐患 风险 险情
走访 慰问 看望 探望 探访 回访
值守 值班 带班 轮班
视频 短片 动漫 微视频 直播
图表 图解 图文 图像 图片 海报 长图
生效 施行 执行
审签 会签 审核
研判 会商 分析
年报 年度报告
投用 启用 投入使用 运营 运行
自查 自评 自检 自纠
淘汰 替代 拆除 改用
兑现 发放 拨付 支付 到位
普查 摸底 清查
安委会 安委办 安全生产委员会
人大 人民代表大会
政协 政治协商会议
防指 防办 防汛抗旱指挥部
市场监管 市场监督管理 市监
人社 人力资源社会保障 人力资源和社会保障
发改 发展改革 发展和改革
"""
"""One group a line: words that may stand for one another: what is asked with one is answered with another."""


@cache
def cited() -> re.Pattern[str]:
    """Titles and what stands in brackets behind them: to name a document is another duty's business."""
    return re.compile(r"《[^》]{0,200}》(?:\([^)]{0,40}\))?")


@cache
def empty_words() -> re.Pattern[str]:
    """Everything left out before comparing: the words of EMPTY, particles, marks and figures."""
    words = sorted(set(EMPTY.split()), key=len, reverse=True)
    return re.compile(
        "|".join(map(re.escape, words))
        + r"|[的了和与及或于对将把被在由向从为要应须并且其所该此本各]|\d+|[^\u4e00-\u9fffA-Za-z]"
    )


@cache
def common_words() -> re.Pattern[str]:
    """The words of COMMON, the longest first."""
    return re.compile("|".join(map(re.escape, sorted(set(COMMON.split()), key=len, reverse=True))))


@cache
def group_of() -> dict[str, tuple[tuple[str, ...], ...]]:
    """The groups each word stands in."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for group in (tuple(line.split()) for line in GROUPS.strip().splitlines()):
        for word in group:
            found[word] = (*found.get(word, ()), group)
    return found


@cache
def group_pairs() -> dict[str, tuple[str, ...]]:
    """The words of all groups by their first two letters."""
    found: dict[str, tuple[str, ...]] = {}
    for word in group_of():
        found[word[:2]] = (*found.get(word[:2], ()), word)
    return found


@cache
def group_words() -> re.Pattern[str]:
    """Every word that has others standing for it, the longest first."""
    return re.compile("|".join(map(re.escape, sorted(group_of(), key=len, reverse=True))))


def bears_meaning(text: str) -> bool:
    """Whether a stretch of text says more than that something is to be done (及时完成, 调整完善)."""
    words = empty_words().sub("。", cited().sub("。", text))
    left = [part for part in words.split("。") if len(part) >= 2]
    if not left:
        return False
    return len("".join(left)) > 2 or common_words().sub("", left[0]) != ""
