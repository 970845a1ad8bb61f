"""The pictures of copies: well-formed, escaped, telling the numbers they draw."""

from __future__ import annotations

from xml.etree import ElementTree

from gkcheck.result import ClusterMember, CopyCluster
from gkcheck.writers.copy_pictures import MOST_UNITS, unit_heat_map, year_timeline

SVG = "{http://www.w3.org/2000/svg}"


def cluster(kind: str, *members: tuple[str, int | None]) -> CopyCluster:
    told = tuple(
        ClusterMember(
            source="a",
            task="1",
            key="a#1",
            unit=unit,
            year=year,
            home=False,
            likeness=100,
            shared=(),
            greyed=(),
        )
        for unit, year in members
    )
    return CopyCluster(kind=kind, rule="GK403", members=told)  # type: ignore[arg-type]


def titles(picture: str) -> list[str]:
    return [one.text or "" for one in ElementTree.fromstring(picture).iter(f"{SVG}title")]


def test_nothing_to_draw() -> None:
    table = cluster("table", ("甲局", 2018), ("乙局", 2018))
    assert unit_heat_map([table]) == "" and year_timeline([table]) == ""


def test_heat_map_counts_clusters_of_two_units() -> None:
    found = [
        cluster("units", ("甲局", 2018), ("乙局", 2018)),
        cluster("units", ("乙局", 2018), ("甲局", 2018), ("丙局", 2018)),
    ]
    told = titles(unit_heat_map(found))
    assert "甲局 与 乙局：2 组" in told and "乙局 与 甲局：2 组" in told and "丙局 与 甲局：1 组" in told
    assert "甲局 and 乙局: 2" in titles(unit_heat_map(found, "en"))


def test_names_are_escaped() -> None:
    picture = unit_heat_map([cluster("units", ('<script>"&', 2018), ("乙局", 2018))])
    assert "<script" not in picture and any('<script>"&' in one for one in titles(picture))


def test_many_units_are_counted_not_hidden() -> None:
    found = [cluster("units", (f"单位{at}", 2018), (f"单位{at + 1}", 2018)) for at in range(MOST_UNITS + 4)]
    assert f"另有 {5} 个单位未画出" in titles(unit_heat_map(found))


def test_timeline() -> None:
    found = [
        cluster("years", ("甲局", 2018), ("甲局", 2016)),
        cluster("archive", ("甲局", 2018), ("甲局", 2017), ("甲局", None)),
        cluster("archive", ("乙局", 2018), ("甲局", 2017)),
    ]
    picture = year_timeline(found)
    assert "2018 年沿用 2016 年：1 组" in titles(picture) and "2018 年沿用 2017 年：2 组" in titles(picture)
    years = [one.text for one in ElementTree.fromstring(picture).iter(f"{SVG}text")]
    assert [one for one in years if one in ("2016", "2017", "2018")] == ["2016", "2017", "2018"]
