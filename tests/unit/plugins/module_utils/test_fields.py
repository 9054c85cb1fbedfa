# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What lenses and rows must do."""

from __future__ import annotations

import pytest
from ansible_collections.dockfleet.docker.plugins.module_utils._fields import (
    Field,
    among,
    at,
    because,
    drift,
    mentioned,
    put,
    said,
    sides,
    unordered,
    wanted,
    whole,
)
from hypothesis import given
from hypothesis import strategies as st

WORDS = st.text("abc", max_size=2)
MAPS = st.dictionaries(WORDS, WORDS, max_size=4)
LISTS = st.lists(WORDS, unique=True, max_size=4)
LENSES = [(whole, LISTS), (whole, MAPS), (mentioned, MAPS), (unordered, LISTS), (among, LISTS)]
ALL_LENSES = pytest.mark.parametrize(("lens", "values"), LENSES)


@ALL_LENSES
@given(data=st.data())
def test_what_is_as_wished_must_be_no_difference(lens, values, data):
    want = data.draw(values)
    assert lens(want, want) == want


@ALL_LENSES
@given(data=st.data())
def test_a_lens_must_show_only_what_is_there(lens, values, data):
    want, have = data.draw(values), data.draw(values)
    shown = lens(want, have)
    assert all(have[key] == shown[key] for key in shown) if isinstance(have, dict) else set(shown) <= set(have)


@pytest.mark.parametrize("lens", [mentioned, among])
@given(data=st.data())
def test_what_others_added_must_be_left_alone(lens, data):
    want, more = data.draw(MAPS), data.draw(MAPS)
    if lens is among:
        assert among(list(want), [*more, *want]) == list(want)
    else:
        assert mentioned(want, {**more, **want}) == want


@given(want=LISTS, have=LISTS)
def test_order_must_not_matter_where_it_means_nothing(want, have):
    assert (unordered(want, have) == want) == (set(want) == set(have))


@pytest.mark.parametrize(("lens", "want", "nothing"), [(mentioned, {"a": "1"}, {}), (unordered, ["a"], []), (among, ["a"], [])])
def test_nothing_there_must_look_empty(lens, want, nothing):
    assert lens(want, None) == nothing


FIELDS = (
    Field("labels", "Config.Labels", {"type": "dict"}, lens=mentioned),
    Field("capabilities", "HostConfig.CapAdd", lens=unordered, encode=sorted),
    Field("memory", "HostConfig.Memory", encode=int, blank=0),
)


@given(labels=MAPS, capabilities=LISTS, memory=st.integers(0, 9))
def test_what_was_created_as_wished_must_not_drift(labels, capabilities, memory):
    want = wanted(FIELDS, {"labels": labels, "capabilities": capabilities, "memory": str(memory)})
    created = {}
    for row in FIELDS:
        put(created, row.path, want[row.option])
    assert drift(FIELDS, want, created) == {}


def test_an_option_left_out_must_wish_nothing():
    assert wanted(FIELDS, {"labels": None}) == {}
    assert drift(FIELDS, {}, {"Config": {"Labels": {"a": "b"}}}) == {}


def test_an_empty_value_must_be_a_wish():
    want = wanted(FIELDS, {"capabilities": [], "memory": "0"})
    assert want == {"capabilities": [], "memory": 0}
    assert drift(FIELDS, want, {"HostConfig": {"CapAdd": ["a"], "Memory": 5}}) == {"capabilities": (["a"], []), "memory": (5, 0)}


def test_what_the_engine_shows_for_not_set_must_count_as_blank():
    assert drift(FIELDS, {"memory": 0}, {"HostConfig": {"Memory": None}}) == {}
    assert drift(FIELDS, {"memory": 0}, {}) == {}


def test_a_difference_must_carry_both_sides_and_read_as_words():
    found = drift(FIELDS, {"labels": {"app": "blog"}, "memory": 2}, {"Config": {"Labels": {"app": "shop", "x": "y"}}})
    assert because(found) == "labels: app=shop -> app=blog, memory: 0 -> 2"
    assert sides(found) == ({"labels": {"app": "shop"}, "memory": 0}, {"labels": {"app": "blog"}, "memory": 2})


def test_a_path_that_ends_early_must_be_none():
    assert at({"a": {"b": 1}}, "a.b") == 1
    assert at({"a": 1}, "a.b.c") is None
    assert at(None, "a") is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "(none)"),
        ("", "(none)"),
        ([], "(none)"),
        ({}, "(none)"),
        (False, "false"),
        (0, "0"),
        (["a", 1], "a, 1"),
        ({"b": 1, "a": [True]}, "a=true, b=1"),
        ("x" * 121, "x" * 117 + "..."),
    ],
)
def test_a_value_must_read_short_and_plain(value, text):
    assert said(value) == text
