"""A third-party rule: where the requirement asks for publication on a website, the report should give the address."""

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
    Rule,
    Text,
    hookimpl,
    rule,
)


@rule(
    "SITE01",
    name="site-url",
    title=Text("缺网址", "Missing address"),
    rationale=Text(
        "说在网站公开了，给出网址才能一点就查。",
        "What is said to be on a website is checked fastest by its address.",
    ),
    basis=(Text("本单位内部约定", "A convention of our office"),),
    cases={
        "missing": Case(
            severity="low",
            verdict="missing",
            message=Text(
                "要求在网站公开，报告没有给出网址", "Publication on a website is asked; no address is given"
            ),
            ask=Text("补公开网址", "Give the address"),
        )
    },
    since="0.1.0",
    good=(
        Good("在政府网站公开目录。", "目录见 http://www.example.gov.cn/ml/"),
        Good("加强河道保洁。", "每天保洁。"),
        Good("公开目录。", "已张贴公开。"),
    ),
    bad=(
        Bad("在政府网站公开目录。", "已公开目录。", cases=("missing",)),
        Bad("通过门户网站公布结果。", "结果3月2日公布。", cases=("missing",)),
        Bad("结果应在网站发布。", "已发布5期。", cases=("missing",)),
    ),
)
def site_url(reading: Reading, options: Options, context: Context) -> Iterator[Outcome]:
    """Looks for 网站 in the requirement and for a link in the report."""
    at = reading.task.requirement.find("网站")
    if at < 0 or not reading.reported:
        return
    links = [claim.span for claim in reading.claims if claim.kind == "link"]
    if links:
        yield Cleared(Text("已给出网址", "an address is given"), spans=tuple(links[:1]))
    else:
        yield Hit("missing", spans=(reading.span("requirement", at, at + 2),))


@hookimpl
def gkcheck_rules() -> list[Rule]:
    """What this plugin offers."""
    return [site_url]
