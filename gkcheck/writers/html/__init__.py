"""The one-file report for people: no network, readable without scripts, prints on A4."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from gkcheck.writers.html.book import Book, book_of
from gkcheck.writers.html.changes import Changes, changes_of
from gkcheck.writers.html.copies import clusters_of
from gkcheck.writers.html.figures import figures_of
from gkcheck.writers.html.letters import loud, shown
from gkcheck.writers.html.logs import logs_of
from gkcheck.writers.html.overview import overview_of
from gkcheck.writers.html.runs import runs_of
from gkcheck.writers.html.tasks import task_lists
from gkcheck.writers.html.units import units_of
from gkcheck.writers.html.words import CHECK_SIGN, ORDER, SEVERITY_SIGN, severities, statuses
from gkcheck.writers.words import STATUS_TEXT, number, said

if TYPE_CHECKING:
    from jinja2 import Environment

    from gkcheck.comparison.changes import Comparison
    from gkcheck.result import Result
    from gkcheck.text import Lang


def write(result: Result, lang: Lang) -> bytes:
    """The result as one HTML page in UTF-8. Everything submitted is escaped; only gkcheck's own script may run."""
    return _page(book_of(result, lang), None)


def write_compared(result: Result, comparison: Comparison, lang: Lang) -> bytes:
    """The page of the newer round, opening on what became of each finding since the older one."""
    book = book_of(result, lang)
    return _page(book, changes_of(comparison, book))


def _page(book: Book, changes: Changes | None) -> bytes:
    from markupsafe import Markup

    result, lang = book.result, book.lang
    script = _part("page.js")
    page = _environment().get_template("page.html")
    return page.render(
        **_screens(book, changes),
        book=book,
        lang=lang,
        t=_chooser(lang),
        style=Markup(_part("page.css")),
        script=Markup(script),
        script_hash=_hash(script),
        severities=severities(lang),
        statuses=statuses(lang),
        sign=SEVERITY_SIGN,
        check_sign=CHECK_SIGN,
        check_words={code: text.in_(lang) for code, text in STATUS_TEXT.items()},
        order=ORDER,
        bands=result.bands,
    ).encode("utf-8", "replace")


def _screens(book: Book, changes: Changes | None) -> dict[str, object]:
    """What each screen shows, and the names of the screens with how much there is on them."""
    result = book.result
    overview, units = overview_of(book), units_of(book)
    clusters, figures, runs = clusters_of(book), figures_of(book), runs_of(book)
    first = result.submissions[0] if result.submissions else None
    heading = first.title or first.source if first else book.said("没有读到任务表", "no task table was read")
    if book.several:
        count = len(result.submissions)
        heading = book.said(f"{count} 张表", f"{count} tables")
    found = sorted({finding.rule for finding in result.findings})
    first_screen = (
        (("changes", book.said("与上次对比", "Since last time"), changes.total),) if changes else ()
    )
    screens = (
        *first_screen,
        ("overview", book.said("总览", "Overview"), None),
        ("tasks", book.said("任务对照", "Tasks"), overview.tasks),
        ("units", book.said("责任单位", "Units"), len(units.units)),
        ("copies", book.said("雷同", "Copies"), len(clusters)),
        ("figures", book.said("时限与数字", "Limits and figures"), len(figures.demands)),
        ("runs", book.said("规则与豁免", "Rules and waivers"), len(runs.rules)),
    )
    return {
        "heading": heading,
        "changes": changes,
        "screens": screens,
        "overview": overview,
        "lists": task_lists(book),
        "units": units,
        "clusters": clusters,
        "copy_pictures": _copy_pictures(book),
        "figures": figures,
        "runs": runs,
        "logs": logs_of(book),
        "found_rules": [(rule, book.title(rule)) for rule in found],
    }


def _copy_pictures(book: Book) -> list[tuple[str, str]]:
    """Captions and drawings of which units and which years share texts; those with nothing to show are left out."""
    from markupsafe import Markup

    from gkcheck.writers.copy_pictures import unit_heat_map, year_timeline

    pictures = (
        (
            book.said("单位之间：共有的雷同组数", "Units: clusters they share"),
            unit_heat_map(book.result.clusters, book.lang),
        ),
        (
            book.said("年度之间：沿用的组数", "Years: clusters carried over"),
            year_timeline(book.result.clusters, book.lang),
        ),
    )
    return [(caption, Markup(drawing)) for caption, drawing in pictures if drawing]


@cache
def _environment() -> Environment:
    # Imported when a page is asked for: every other command starts without it.
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("gkcheck.writers.html", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = number
    environment.filters["loud"] = loud
    return environment


def _part(name: str) -> str:
    return files("gkcheck.writers.html").joinpath("templates", name).read_text(encoding="utf-8")


def _hash(script: str) -> str:
    """What a Content-Security-Policy names an inline script by."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")


def _chooser(lang: Lang) -> Callable[[str, str], str]:
    """The fixed words of the templates: `t('总览', 'Overview')`."""

    def t(zh: str, en: str) -> str:
        return said(zh, en, lang)

    return t
