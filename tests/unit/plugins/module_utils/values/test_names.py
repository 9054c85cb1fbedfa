# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What names, addresses, host entries and versions must mean."""

from __future__ import annotations

import pytest
from ansible_collections.dockfleet.docker.plugins.module_utils.values.hosts import etc_hosts, spelled
from ansible_collections.dockfleet.docker.plugins.module_utils.values.names import address, check_name, mac, subnet
from ansible_collections.dockfleet.docker.plugins.module_utils.values.versions import at_least
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("container", "web"),
        ("container", "Web_1.a-b"),
        ("container", "0a"),
        ("volume", "db"),
        ("volume", "a" * 64),
        ("network", "a"),
        ("network", "a b"),
        ("network", "-x"),
        ("network", "a/b:c"),
        ("network", "\u00e4"),
    ],
)
def test_a_name_that_the_engine_takes_must_pass(kind, name):
    assert check_name(kind, name) == name


@pytest.mark.parametrize("kind", ["container", "volume"])
@pytest.mark.parametrize("name", ["a", "-ab", "_ab", ".ab", "a b", "a/b", "a:b", "\u00e4b", "ab\n"])
def test_a_name_that_the_engine_refuses_must_be_named(kind, name):
    with pytest.raises(ValueError) as caught:
        check_name(kind, name)
    assert str(caught.value).startswith(f'"{name}" is not a name for a {kind}: use two or more letters')


@pytest.mark.parametrize("kind", ["container", "volume", "network"])
@pytest.mark.parametrize("name", ["", "  "])
def test_a_blank_name_must_be_refused(kind, name):
    with pytest.raises(ValueError, match=f"^the name of a {kind} is empty; give it one$"):
        check_name(kind, name)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("10.0.0.1", "10.0.0.1"),
        (" 10.0.0.1 ", "10.0.0.1"),
        ("::1", "::1"),
        ("2001:DB8:0:0::1", "2001:db8::1"),
        ("0:0:0:0:0:0:0:0", "::"),
    ],
)
def test_an_address_must_have_one_spelling(text, wanted):
    assert address(text) == wanted


@pytest.mark.parametrize("text", ["", "10.0.0", "10.0.0.256", "host", "10.0.0.1/24", "[::1]", "fe80::1%eth0"])
def test_what_is_not_an_address_must_be_refused(text):
    with pytest.raises(ValueError, match="is not an IP address$"):
        address(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("172.28.0.0/16", "172.28.0.0/16"),
        ("172.28.0.0/255.255.0.0", "172.28.0.0/16"),
        ("2001:DB8:0::/64", "2001:db8::/64"),
        ("10.0.0.1/32", "10.0.0.1/32"),
        ("0.0.0.0/0", "0.0.0.0/0"),
    ],
)
def test_a_subnet_must_have_one_spelling(text, wanted):
    assert subnet(text) == wanted


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("172.31.0.5/24", '"172.31.0.5/24" is an address inside a subnet; write "172.31.0.0/24"'),
        ("10.0.0.0", '"10.0.0.0" is not a subnet; write address/length, for example 172.28.0.0/16'),
        ("10.0.0.0/33", '"10.0.0.0/33" is not a subnet; write address/length, for example 172.28.0.0/16'),
        ("lan/24", '"lan/24" is not a subnet; write address/length, for example 172.28.0.0/16'),
        ("", '"" is not a subnet; write address/length, for example 172.28.0.0/16'),
    ],
)
def test_what_is_not_a_subnet_must_be_answered_with_one(text, says):
    with pytest.raises(ValueError) as caught:
        subnet(text)
    assert str(caught.value) == says


@given(st.ip_addresses())
def test_any_address_must_be_its_own_spelling(ip):
    assert address(str(ip)) == str(ip)
    assert subnet(f"{ip}/{ip.max_prefixlen}") == f"{ip}/{ip.max_prefixlen}"


@pytest.mark.parametrize("text", ["92:D0:c6:0a:29:33", "92-d0-c6-0a-29-33", " 92:d0:c6:0a:29:33 "])
def test_a_mac_address_must_have_one_spelling(text):
    assert mac(text) == "92:d0:c6:0a:29:33"


@pytest.mark.parametrize("text", ["", "92:d0:c6:0a:29", "92:d0-c6:0a:29:33", "92d0c60a2933", "92:d0:c6:0a:29:3g", "92:d0:c6:0a:29:33:44"])
def test_what_is_not_a_mac_address_must_be_refused(text):
    with pytest.raises(ValueError, match="is not a MAC address; write it as in 92:d0:c6:0a:29:33$"):
        mac(text)


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ({}, []),
        ({"b": "10.0.0.2", "a": "10.0.0.1"}, ["a:10.0.0.1", "b:10.0.0.2"]),
        ({"gw": "host-gateway"}, ["gw:host-gateway"]),
        ({"six": "2001:DB8::0:1", "seven": "[::1]"}, ["seven:::1", "six:2001:db8::1"]),
    ],
)
def test_host_entries_must_be_sorted_and_in_one_spelling(values, wanted):
    assert etc_hosts(values) == wanted


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"db": "db.example"}, 'etc_hosts: "db.example" for db is not an IP address; write one, or host-gateway'),
        ({"db": None}, 'etc_hosts: "None" for db is not an IP address; write one, or host-gateway'),
        ({"a b": "10.0.0.1"}, 'etc_hosts: "a b" is not a host name; write name and address as in "db: 10.0.0.5"'),
        ({"": "10.0.0.1"}, 'etc_hosts: "" is not a host name; write name and address as in "db: 10.0.0.5"'),
        ({"a:b": "10.0.0.1"}, 'etc_hosts: "a:b" is not a host name; write name and address as in "db: 10.0.0.5"'),
    ],
)
def test_a_bad_host_entry_must_be_named(values, says):
    with pytest.raises(ValueError) as caught:
        etc_hosts(values)
    assert str(caught.value) == says


def test_what_an_engine_shows_of_hosts_must_be_comparable():
    assert spelled(["b:2001:DB8::0:1", "a:10.0.0.1", "odd"]) == ["a:10.0.0.1", "b:2001:db8::1", "odd"]
    assert spelled(None) == []


@pytest.mark.parametrize(
    ("have", "need", "enough"),
    [
        ("1.44", "1.9", True),
        ("1.9", "1.44", False),
        ("1.44", "1.44", True),
        ("1.43", "1.44", False),
        ("2.0", "1.51", True),
        ("v1.51", "1.51", True),
        (" 1.51\n", "1.24", True),
    ],
)
def test_versions_must_be_compared_as_numbers(have, need, enough):
    assert at_least(have, need) is enough


@pytest.mark.parametrize("text", ["", "1", "auto", "1.x", "1.44.0", "-1.4"])
def test_what_is_not_a_version_must_be_refused(text):
    with pytest.raises(ValueError, match="is not an API version; write it as in 1.44$"):
        at_least(text, "1.24")


@given(st.tuples(st.integers(0, 99), st.integers(0, 999)), st.tuples(st.integers(0, 99), st.integers(0, 999)))
def test_of_two_versions_one_must_be_at_least_the_other(one, other):
    assert at_least(f"{one[0]}.{one[1]}", f"{other[0]}.{other[1]}") is (one >= other)
