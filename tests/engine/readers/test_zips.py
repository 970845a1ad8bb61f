"""Zip archives: names, members read one by one in memory, and everything that is refused or passed over aloud."""

from __future__ import annotations

import io
import pickle
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_odf import odf, task_table

import gkcheck
from gkcheck import inputs
from gkcheck.config import Config
from gkcheck.errors import ReadError, UsageError
from gkcheck.limits import Limits
from gkcheck.protocols import Source
from gkcheck.readers.zips import Member, Passed, member_name, members

TABLE = odf(task_table()).data
OTHER = odf(task_table(), sheet=True).data


def packed(*files: tuple[str, bytes], system: int = 3) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in files:
            info = zipfile.ZipInfo(name)
            info.create_system = system
            target.writestr(info, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def in_gbk(name: str, data: bytes) -> bytes:
    """An archive as Chinese Windows makes it: the name in GBK, the flag for UTF-8 not set."""
    raw = name.encode("gbk")
    plain = "n" * len(raw)
    return packed((plain, data), system=0).replace(plain.encode(), raw)


def listed(data: bytes, **limits: object) -> list[tuple[str, str]]:
    found = members(Source("材料.zip", data), Limits.model_validate(limits))
    return [(one.name, one.code if isinstance(one, Passed) else "") for one in found]


def refused(data: bytes, **limits: object) -> ReadError:
    with pytest.raises(ReadError) as caught:
        listed(data, **limits)
    return caught.value


def test_names_as_they_were_meant() -> None:
    name = "甲局/落实情况.docx"
    assert member_name(name.encode(), 0x800, 0, b"") == name
    for system in (0, 10, 3, 19):
        assert member_name(name.encode("gbk"), 0, system, b"") == name
    assert member_name(name.encode(), 0, 19, b"") == name
    body = b"\x01" + zlib.crc32(b"x").to_bytes(4, "little") + name.encode()
    extra = b"\x75\x70" + len(body).to_bytes(2, "little") + body
    assert member_name(b"x", 0, 0, extra) == name
    assert member_name(b"y", 0, 0, extra) == "y"


def test_members_are_files_of_their_own() -> None:
    assert listed(in_gbk("甲局.odt", TABLE)) == [("材料.zip/甲局.odt", "")]
    data = packed(("乙/b.odt", TABLE), ("甲/a.ods", OTHER), ("无后缀", TABLE), ("图.jpg", b"\xff\xd8\xff"), ("乙/", b""),
                  ("__MACOSX/._b.odt", b"x"), (".DS_Store", b"x"), ("~$b.docx", b"x"), ("内.zip", b"x"))  # fmt: skip
    assert listed(data) == [
        ("材料.zip/乙/b.odt", ""), ("材料.zip/无后缀", ""), ("材料.zip/甲/a.ods", ""),
        ("材料.zip/~$b.docx", "skipped"), ("材料.zip/内.zip", "nested-archive"), ("材料.zip", "skipped"),
    ]  # fmt: skip


def test_checked_as_a_file_in_a_folder_and_as_bytes(tmp_path: Path) -> None:
    data = packed(("甲.odt", TABLE), ("内.zip", b"x"))
    path = tmp_path / "材料.zip"
    path.write_bytes(data)
    for given_ in (path, tmp_path, Source(str(path), data)):
        result = gkcheck.check(given_)
        assert [one.source for one in result.submissions] == [f"{path}/甲.odt"]
        assert [(one.source, one.code) for one in result.warnings if one.incomplete] == [
            (f"{path}/内.zip", "nested-archive")
        ]
        assert result.exit_code == 3
    assert sorted(one.name for one in tmp_path.iterdir()) == ["材料.zip"]  # nothing is unpacked


def test_two_processes_give_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    broken = bytearray(packed(("甲.odt", TABLE), ("乙.odt", TABLE), ("丙.ods", OTHER)))
    at = broken.find(b"PK\x03\x04", 10) + 60
    broken[at] ^= 0xFF
    path.write_bytes(bytes(broken))
    one, two = gkcheck.check(path), gkcheck.check(path, jobs=2)
    assert one == two
    assert len(one.submissions) == 2
    assert [warning.incomplete for warning in one.warnings] == [True]


def test_read_takes_the_only_table_or_names_them(tmp_path: Path) -> None:
    single, several, none = tmp_path / "1.zip", tmp_path / "2.zip", tmp_path / "0.zip"
    single.write_bytes(packed(("甲.odt", TABLE), ("说明.txt", "请查收。".encode())))
    several.write_bytes(packed(("甲.odt", TABLE), ("乙.ods", OTHER)))
    none.write_bytes(packed(("图.jpg", b"\xff\xd8\xff")))
    assert gkcheck.read(single).source == f"{single}/甲.odt"
    with pytest.raises(ReadError) as caught:
        gkcheck.read(several)
    assert caught.value.code == "several-tables"
    assert f"{several}/甲.odt" in caught.value.text.zh
    assert gkcheck.read(f"{several}/甲.odt").reader == "odt"
    with pytest.raises(UsageError):
        gkcheck.read(f"{several}/无.odt")
    with pytest.raises(ReadError) as caught:
        gkcheck.read(none)
    assert caught.value.code == "no-tasks"
    assert gkcheck.check(none).exit_code == 3


@pytest.mark.parametrize("name", ["../a.odt", "/a.odt", "C:/a.odt", "x/../../a.odt", "..\\a.odt"])
def test_paths_that_lead_outside_are_refused(name: str) -> None:
    plain = "n" * len(name)
    data = packed((plain, TABLE)).replace(plain.encode(), name.encode())
    assert refused(data).code == "unsafe-zip"


def test_links_and_twins_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        link = zipfile.ZipInfo("a.odt")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        target.writestr(link, "/etc/hosts")
    assert refused(out.getvalue()).code == "unsafe-zip"
    assert refused(packed(("a.odt", TABLE), ("A.ODT", TABLE))).code == "unsafe-zip"
    twins = packed(("a.odt", TABLE), ("b.odt", TABLE)).replace(b"b.odt", b"a.odt")
    assert refused(twins).code == "unsafe-zip"


def test_a_password_is_said_of_the_member_alone() -> None:
    data = bytearray(packed(("a.odt", TABLE), ("b.odt", TABLE)))
    entry = data.rfind(b"PK\x01\x02")
    data[entry + 8] |= 1
    assert listed(bytes(data)) == [("材料.zip/a.odt", ""), ("材料.zip/b.odt", "encrypted")]


def test_limits_that_strike_are_named() -> None:
    many = packed(*((f"{at}.odt", b"") for at in range(4)))
    assert "[limits] members" in refused(many, members=3).text.zh
    bomb = packed(("a.txt", b"0" * 100_000))
    found = next(iter(members(Source("a.zip", bomb), Limits.model_validate({"part": 1000}))))
    assert isinstance(found, Member)
    with pytest.raises(ReadError) as caught:
        found.load()
    assert (caught.value.code, caught.value.source) == ("too-large", "a.zip/a.txt")


def test_cut_archives_are_refused_and_the_result_is_incomplete(tmp_path: Path) -> None:
    whole = packed(("a.odt", TABLE))
    assert refused(whole[:-5]).code == "truncated"
    path = tmp_path / "a.zip"
    path.write_bytes(whole[: len(whole) // 2])
    result = gkcheck.check(path)
    assert result.exit_code == 3
    assert all(warning.incomplete for warning in result.warnings)


def test_a_member_travels_unpacked() -> None:
    item = next(iter(inputs.opened(Source("a.zip", packed(("甲.odt", TABLE))), Config())))
    assert isinstance(item, inputs.Packed)
    assert pickle.loads(pickle.dumps(item)) == Source("a.zip/甲.odt", TABLE)


WHOLE = packed(("甲.odt", TABLE), ("乙.txt", "说明".encode()))


@given(
    st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=8),
    st.none() | st.integers(0, len(WHOLE)),
)
@settings(max_examples=200, deadline=None)
def test_mutated_archives_end_in_members_or_in_our_own_refusal(
    flips: list[tuple[int, int]], cut: int | None
) -> None:
    data = bytearray(WHOLE)
    for at, value in flips:
        data[at] = value
    try:
        for one in members(Source("a.zip", bytes(data[:cut])), Limits()):
            if isinstance(one, Member):
                one.load()
    except ReadError as error:
        assert error.sentence("zh")
