"""Values of a run of many files are kept small, and travel between processes unchanged."""

from __future__ import annotations

import copy
import pickle

import pytest
from pydantic import ValidationError

import gkcheck
from gkcheck.model import Location, Task, TaskLocation

TABLE = "序号,工作任务,工作要求,责任单位,落实情况\n1,开会,每季度召开会议。,办公室,高度重视。\n2,修订,修订指南。,科,已修订。\n"


def result() -> gkcheck.Result:
    return gkcheck.check(TABLE.encode(), name="x.csv")


def test_all_values_of_a_class_share_their_set_of_names() -> None:
    one, other = Task(key="a", id="1"), Task.model_validate({"key": "b", "id": "2", "title": "题"})
    made = Task.model_construct(key="c", id="3")
    sets = [value.model_fields_set for value in (one, other, made, one.model_copy(), copy.copy(one))]
    assert all(names is sets[0] for names in sets) and sets[0] == set(Task.model_fields)
    assert Location().model_fields_set is not TaskLocation().model_fields_set


def test_a_copy_is_a_value_of_its_own() -> None:
    place = TaskLocation(part="表1", fields={"report": Location(row=3)})
    task = Task(key="a", id="1", location=place)
    changed = task.model_copy(update={"title": "题"})
    assert (changed.title, task.title, changed.location) == ("题", "", place)
    assert task.model_copy() == task == copy.copy(task) == copy.deepcopy(task) == task.model_copy(deep=True)
    assert task.model_copy(deep=True).location.fields is not place.fields
    with pytest.raises(ValidationError):
        changed.title = "别的"  # type: ignore[misc]
    with pytest.raises(ValidationError):
        Task(key="a", id="1", nothing=1)  # type: ignore[call-arg]


def test_values_travel_unchanged() -> None:
    made = result()
    back = pickle.loads(pickle.dumps(made))
    assert back == made and back.to_json() == made.to_json()
    assert (
        back.findings
        and back.checks
        and back.submissions[0].tasks[0].location == made.submissions[0].tasks[0].location
    )
    assert hash(back.checks[0]) == hash(made.checks[0])


def test_a_result_is_small_where_there_are_many_of_it() -> None:
    """Bytes of a travelling check: nothing of it is told twice."""
    checks = result().checks
    each = (len(pickle.dumps(checks * 50)) - len(pickle.dumps(checks))) / (49 * len(checks))
    assert each < 60
