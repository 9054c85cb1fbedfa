# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What environment variables and labels must mean."""

from __future__ import annotations

import pytest
from ansible_collections.dockfleet.docker.plugins.module_utils.values.environment import env, env_file, labels
from hypothesis import given
from hypothesis import strategies as st


def test_variables_must_be_sorted():
    assert env({"B": "2", "A": "1", "EMPTY": "", "EQ": "a=b"}) == ["A=1", "B=2", "EMPTY=", "EQ=a=b"]


@pytest.mark.parametrize("value", [1, 1.5, True, None, ["a"], {"a": "b"}, b"x"])
def test_a_value_that_yaml_may_have_changed_must_be_refused(value):
    with pytest.raises(ValueError, match='^environment variable "A": the value is not text; put it in quotes, or use the filter string$'):
        env({"A": value})


@pytest.mark.parametrize("name", ["", "A=B", "A\0", 1])
def test_a_name_that_no_process_can_have_must_be_refused(name):
    with pytest.raises(ValueError, match="^environment variable "):
        env({name: "x"})


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", {}),
        ("\n\n", {}),
        ("# note\n  # note\n\t\nA=1", {"A": "1"}),
        ("A=1\nB=2\n", {"A": "1", "B": "2"}),
        ("A=1\r\nB=2\r\n", {"A": "1", "B": "2"}),
        (" A=1 \n\tB= 2", {"A": "1 ", "B": " 2"}),
        ("A=\"q\"\nB='q'", {"A": '"q"', "B": "'q'"}),
        ("A=b=c # kept", {"A": "b=c # kept"}),
        ("A=", {"A": ""}),
        ("A=1\nA=2", {"A": "2"}),
        ("HOME\nNOPE", {"HOME": "/home/me"}),
        ("A=1\nHOME=\nHOME", {"A": "1", "HOME": "/home/me"}),
        ("\ufeffA=1", {"A": "1"}),
        ("A=\u00e9\u2028x", {"A": "\u00e9\u2028x"}),
        ("export-me=1\na.b=2", {"export-me": "1", "a.b": "2"}),
    ],
)
def test_an_env_file_must_be_read_as_the_docker_cli_does(text, wanted):
    assert env_file(text, caller={"HOME": "/home/me"}) == wanted


def test_a_name_without_value_must_be_left_out_where_there_is_no_caller():
    assert env_file("HOME\nA=1") == {"A": "1"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("A=1\n=2", 'line 2 of the env file has no name before "="; write NAME=value'),
        ("A B=1", 'line 1 of the env file: the name "A B" holds blanks; write NAME=value without blanks around "="'),
        ("\nA =1", 'line 2 of the env file: the name "A " holds blanks; write NAME=value without blanks around "="'),
        ("export A=1", 'line 1 of the env file: the name "export A" holds blanks; write NAME=value without blanks around "="'),
    ],
)
def test_a_bad_line_must_be_named_by_number(text, says):
    with pytest.raises(ValueError) as caught:
        env_file(text)
    assert str(caught.value) == says


NAMES = st.text(alphabet="ABCxyz_0", min_size=1, max_size=5)
VALUES = st.text(alphabet=st.characters(blacklist_characters="\n\r", blacklist_categories=("Cs",)), max_size=8)


@given(st.dictionaries(NAMES, VALUES))
def test_what_is_written_line_by_line_must_read_back(values):
    assert env_file("".join(f"{line}\n" for line in env(values))) == values


@pytest.mark.parametrize(
    ("values", "wanted"),
    [({}, {}), ({"a": "b"}, {"a": "b"}), ({"a": 1}, {"a": "1"}), ({"a": None}, {"a": ""}), ({"a": ""}, {"a": ""})],
)
def test_labels_must_hold_text(values, wanted):
    assert labels(values) == wanted


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"a": True}, 'label "a": True may not be what was written; put the value in quotes'),
        ({"a": 1.10}, 'label "a": 1.1 may not be what was written; put the value in quotes'),
        ({"a": ["b"]}, 'label "a": a label holds text, not a list or dictionary; use the filter to_json'),
        ({"a": {}}, 'label "a": a label holds text, not a list or dictionary; use the filter to_json'),
        ({1: "a"}, 'label "1": the key is not text; put it in quotes, or use the filter string'),
    ],
)
def test_a_label_that_yaml_may_have_changed_must_be_refused(values, says):
    with pytest.raises(ValueError) as caught:
        labels(values)
    assert str(caught.value) == says
