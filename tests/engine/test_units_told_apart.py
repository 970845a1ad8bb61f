"""The same office name under two issuers is two offices; a whole body is one, whoever hands in the table."""

from __future__ import annotations

import gkcheck
from gkcheck.model import Submission, Task
from gkcheck.similarity.bodies import told_apart


def table(issuer: str, unit: str, report: str) -> Submission:
    task = Task(
        key=f"{issuer}#1",
        id="1",
        title="答复来信",
        requirement="来信5日内答复。",
        units=(unit,),
        units_text=unit,
        report=report,
    )
    return Submission(source=f"{issuer}.csv", issuer=issuer, year=2024, tasks=(task,))


def test_offices_of_two_issuers_are_two_units():
    result = gkcheck.check(
        [
            table("云岭县民政局", "办公室", "及时答复。"),
            table("云岭县水利局", "办公室", "收到来信8件，均在3日内答复。"),
        ]
    )
    assert {unit.name: unit.tasks for unit in result.units} == {
        "云岭县民政局办公室": 1,
        "云岭县水利局办公室": 1,
    }
    page = gkcheck.check(
        [table("云岭县民政局", "办公室", "及时答复。"), table("云岭县水利局", "办公室", "及时。")]
    )
    assert len(page.units) == 2


def test_a_whole_body_and_a_single_issuer_keep_their_names():
    assert told_apart(("县教育局", "办公室"), "县政府", {"县政府", "县水利局"}) == (
        "县教育局",
        "县政府办公室",
    )
    assert told_apart(("办公室",), "县水利局", {"县水利局", ""}) == ("办公室",)
    assert told_apart(("办公室",), "", {"甲局", "乙局", ""}) == ("办公室",)
