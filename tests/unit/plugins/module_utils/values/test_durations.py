# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What durations must mean."""

from __future__ import annotations

import pytest
from ansible_collections.dockfleet.docker.plugins.module_utils.values.durations import nanoseconds_of
from hypothesis import given
from hypothesis import strategies as st

MS = 10**6
S = 10**9


@pytest.mark.parametrize(
    ("text", "nanoseconds"),
    [
        ("0", 0),
        ("0s", 0),
        ("5ns", 5),
        ("7us", 7000),
        ("7\u00b5s", 7000),
        ("7\u03bcs", 7000),
        ("15ms", 15 * MS),
        ("30s", 30 * S),
        ("1m30s", 90 * S),
        ("5h34m56s", (5 * 3600 + 34 * 60 + 56) * S),
        ("1h2m3s4ms5us", 3723 * S + 4 * MS + 5000),
        ("1.5s", 1500 * MS),
        (".5m", 30 * S),
        ("0.1s", 100 * MS),
        ("0.3333333333333s", 333333333),
        ("1s1h", 3601 * S),
        (" 2s ", 2 * S),
    ],
)
def test_units_must_add_up(text, nanoseconds):
    assert nanoseconds_of(text) == nanoseconds


@pytest.mark.parametrize("text", ["", "s", "1x", "1 s", "1d", "-1s", "1s2", "1,5s", "1m 30s", "\u0661s", "1S"])
def test_what_is_not_a_duration_must_be_refused(text):
    with pytest.raises(ValueError, match=r'^".*" is not a duration: write it as in "1m30s"'):
        nanoseconds_of(text)


@pytest.mark.parametrize("text", ["30", 30])
def test_a_bare_number_must_be_answered_with_the_missing_unit(text):
    with pytest.raises(ValueError, match='^"30" is not a duration: name the unit, as in "30s"$'):
        nanoseconds_of(text)


def test_what_64_bits_cannot_hold_must_be_refused():
    assert nanoseconds_of("9223372036854775807ns") == 2**63 - 1
    with pytest.raises(ValueError, match="too long"):
        nanoseconds_of("2562048h")


@given(st.integers(0, 1000), st.integers(0, 59), st.integers(0, 59), st.integers(0, 999), st.integers(0, 999))
def test_every_part_must_count(hours, minutes, seconds, milliseconds, microseconds):
    whole = (hours * 3600 + minutes * 60 + seconds) * S + milliseconds * MS + microseconds * 1000
    assert nanoseconds_of(f"{hours}h{minutes}m{seconds}s{milliseconds}ms{microseconds}us") == whole
