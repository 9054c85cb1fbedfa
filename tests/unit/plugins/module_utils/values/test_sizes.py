# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What sizes must mean."""

from __future__ import annotations

import pytest
from ansible_collections.dockfleet.docker.plugins.module_utils.values.sizes import bytes_of, human
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("0", 0),
        (0, 0),
        (4096, 4096),
        ("1", 1),
        ("7B", 7),
        ("7b", 7),
        ("512m", 512 * 1024**2),
        ("512M", 512 * 1024**2),
        ("512MB", 512 * 1024**2),
        ("512mib", 512 * 1024**2),
        ("1G", 1024**3),
        ("10KiB", 10240),
        ("10 KiB", 10240),
        (" 10k ", 10240),
        ("2T", 2 * 1024**4),
        ("3P", 3 * 1024**5),
        ("1.5G", 1536 * 1024**2),
        (".5g", 512 * 1024**2),
        ("5.m", 5 * 1024**2),
        ("1.25", 1),
    ],
)
def test_a_unit_must_be_a_power_of_1024_in_any_case(text, size):
    assert bytes_of(text) == size


@pytest.mark.parametrize("text", ["unlimited", "Unlimited", "-1", -1])
def test_unlimited_must_be_minus_one_only_where_it_is_allowed(text):
    assert bytes_of(text, unlimited=True) == -1
    with pytest.raises(ValueError, match="is not a size: write a number and a unit"):
        bytes_of(text)


@pytest.mark.parametrize("text", ["", " ", "m", "5x", "5E", "5 m b", "1,5G", "1e3", "-5m", "--1", "5bb", "5 iB", "\u0665", True, "1.2.3"])
def test_what_is_not_a_size_must_be_refused(text):
    with pytest.raises(ValueError, match=r'^".*" is not a size: write a number and a unit \(B, K, M, G, T or P\), for example 512M$'):
        bytes_of(text)


def test_a_size_beyond_64_bits_must_be_refused():
    assert bytes_of(2**63 - 1) == 2**63 - 1
    with pytest.raises(ValueError, match="too large"):
        bytes_of("8192P")


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 B"),
        (1023, "1023 B"),
        (1024, "1 KiB"),
        (1536 * 1024**2, "1.5 GiB"),
        (1234567, "1.18 MiB"),
        (1024**5 * 3, "3 PiB"),
        (1024**6, "1024 PiB"),
        (-1, "unlimited"),
    ],
)
def test_a_size_must_read_well(size, text):
    assert human(size) == text


@given(st.integers(0, 1023), st.integers(0, 5))
def test_a_whole_number_of_units_must_survive_being_read(number, power):
    assert bytes_of(human(number * 1024**power)) == number * 1024**power


@given(st.text(max_size=12))
def test_any_text_must_give_a_size_or_a_sentence(text):
    try:
        assert bytes_of(text) >= 0
    except ValueError as error:
        assert "is not a size" in str(error) or "too large" in str(error)
