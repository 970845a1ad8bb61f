"""The text of a waiver file: what is added is read back, what is not touched stays to the letter."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gkcheck.errors import ConfigError
from gkcheck.waivers import Waiver, parsed
from gkcheck.waivers.editing import block, with_added, without

OWN = '''# 我的豁免
# 2019 年度

[[waiver]]  # 第一条
finding = "gk:aaaaaaaaaaaa"
# 张某口头同意
reason = """分两行写：
# 这不是注释
[[waiver]] 也不是"""
expires = 2019-06-30

# 以下为联合承办
[[ waiver ]]
finding   =   'gk:bbbbbbbbbbbb'
reason = "二" # 尾注
# 文件末尾的话
'''
words = st.text(max_size=20).filter(str.strip)
waivers = st.builds(
    Waiver,
    finding=st.text(alphabet="0123456789abcdef", min_size=12, max_size=12).map("gk:{}".format),
    rule=st.sampled_from(["", "GK201"]),
    row=st.text(max_size=10),
    kind=st.text(max_size=5),
    reason=words,
    approved_by=st.text(max_size=5),
    expires=st.none() | st.dates(min_value=date(1000, 1, 1)),
    evidence=st.text(max_size=5),
)


@given(st.lists(waivers, max_size=4))
def test_what_is_added_is_read_back_and_taken_out_again(new: list[Waiver]) -> None:
    made = with_added(OWN, new, "f")
    assert made.startswith(OWN)
    assert parsed(made, "f")[2:] == tuple(new)
    back = without(made, range(2, 2 + len(new)), "f")
    assert back.rstrip("\n") == OWN.rstrip("\n")


def test_a_new_file_says_what_it_is() -> None:
    made = with_added("", [Waiver(finding="gk:aaaaaaaaaaaa", reason="一")], "f")
    assert made.startswith("# 核查方的豁免") and made.endswith('reason = "一"\n')


def test_comments_and_form_stay_when_a_waiver_goes() -> None:
    left = without(OWN, [0], "f")
    assert left == OWN[: OWN.index("[[waiver]]  #")] + OWN[OWN.index("# 以下") :]
    assert "# 我的豁免" in left and "# 尾注" in left and "# 文件末尾的话" in left
    left = without(OWN, [1], "f")
    assert "张某口头同意" in left and "# 以下为联合承办\n# 文件末尾的话\n" in left
    assert without(OWN, [], "f") == OWN
    assert parsed(without(OWN, [0, 1], "f"), "f") == ()


def test_line_ends_stay() -> None:
    made = with_added(OWN.replace("\n", "\r\n"), [Waiver(finding="gk:cccccccccccc", reason="三")], "f")
    assert made.count("\n") == made.count("\r\n")


def test_inline_tables_are_left_alone() -> None:
    text = 'waiver = [{finding = "gk:aaaaaaaaaaaa", reason = "一"}]\n'
    with pytest.raises(ConfigError, match="没有改动"):
        without(text, [0], "f")
    with pytest.raises(ConfigError):
        with_added(text, [Waiver(finding="gk:bbbbbbbbbbbb", reason="二")], "f")


def test_a_block_escapes_what_toml_forbids() -> None:
    odd = Waiver(finding="gk:aaaaaaaaaaaa", reason='引"号\\反斜\n换行\x00\x7f')
    assert parsed(block(odd), "f") == (odd,)
