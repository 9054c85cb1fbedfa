# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What ports must mean."""

from __future__ import annotations

import pytest
from ansible_collections.dockfleet.docker.plugins.module_utils.values.ports import exposed, published, spelled
from hypothesis import given
from hypothesis import strategies as st


def bound(*entries):
    """``("80/tcp", "127.0.0.1", "8080")`` as the engine wants it."""
    found = {}
    for port, ip, host in entries:
        found.setdefault(port, []).append({"HostIp": ip, "HostPort": host})
    return found


@pytest.mark.parametrize(
    ("specs", "bindings"),
    [
        ([], bound()),
        (["9000"], bound(("9000/tcp", "", ""))),
        ([9000], bound(("9000/tcp", "", ""))),
        (["8080:9000"], bound(("9000/tcp", "", "8080"))),
        ([" 8080:9000 "], bound(("9000/tcp", "", "8080"))),
        (["080:0090"], bound(("90/tcp", "", "80"))),
        (["0:80"], bound(("80/tcp", "", ""))),
        ([":80"], bound(("80/tcp", "", ""))),
        (["127.0.0.1:8080:9000"], bound(("9000/tcp", "127.0.0.1", "8080"))),
        (["0.0.0.0:8080:9000"], bound(("9000/tcp", "0.0.0.0", "8080"))),
        (["[::1]:8080:9000"], bound(("9000/tcp", "::1", "8080"))),
        (["::1:8080:9000"], bound(("9000/tcp", "::1", "8080"))),
        (["[2001:DB8::0:1]:8080:9000"], bound(("9000/tcp", "2001:db8::1", "8080"))),
        (["[::1]::9000"], bound(("9000/tcp", "::1", ""))),
        (["127.0.0.1::9000"], bound(("9000/tcp", "127.0.0.1", ""))),
        (["127.0.0.1:8081:9001/udp"], bound(("9001/udp", "127.0.0.1", "8081"))),
        (["53:53/UDP"], bound(("53/udp", "", "53"))),
        (["9000/sctp"], bound(("9000/sctp", "", ""))),
        (["9000-9001:9100-9101"], bound(("9100/tcp", "", "9000"), ("9101/tcp", "", "9001"))),
        (["127.0.0.1:9000-9001:9100-9101/udp"], bound(("9100/udp", "127.0.0.1", "9000"), ("9101/udp", "127.0.0.1", "9001"))),
        (["9000-9001"], bound(("9000/tcp", "", ""), ("9001/tcp", "", ""))),
        (["127.0.0.1::9000-9001"], bound(("9000/tcp", "127.0.0.1", ""), ("9001/tcp", "127.0.0.1", ""))),
        (["9991-9995:80"], bound(("80/tcp", "", "9991-9995"))),
        (["[::1]:9991-9995:80/udp"], bound(("80/udp", "::1", "9991-9995"))),
        (["9991-9991:80"], bound(("80/tcp", "", "9991"))),
        (["7000-7010:9010-9011"], bound(("9010/tcp", "", "7000"), ("9011/tcp", "", "7001"))),
        (["8080:9000-9002"], bound(("9000/tcp", "", "8080"))),
        (["80:80", "81:80"], bound(("80/tcp", "", "80"), ("80/tcp", "", "81"))),
        (["53:53/udp", "53:53"], bound(("53/udp", "", "53"), ("53/tcp", "", "53"))),
    ],
)
def test_published_ports_must_be_read_as_documented(specs, bindings):
    assert published(specs) == bindings


def test_the_default_ip_must_count_only_where_none_is_named():
    found = published(["80", "[::]:81:81", "82:82"], default_ip="127.0.0.1")
    assert found == bound(("80/tcp", "127.0.0.1", ""), ("81/tcp", "::", "81"), ("82/tcp", "127.0.0.1", "82"))


def test_a_default_ip_in_brackets_must_be_understood():
    assert published(["80"], default_ip="[::1]") == bound(("80/tcp", "::1", ""))


def test_the_same_fixed_port_twice_must_count_once():
    assert published(["80:80", "80:80/tcp"]) == bound(("80/tcp", "", "80"))


@pytest.mark.parametrize("spec", ["80", "0:80", "9000-9009:80"])
def test_two_ports_of_the_engines_choice_must_stay_two(spec):
    assert len(published([spec, spec])["80/tcp"]) == 2


def test_the_order_of_the_playbook_must_be_kept():
    assert list(published(["90:90", "10:10", "50:50/udp"])) == ["90/tcp", "10/tcp", "50/udp"]


@pytest.mark.parametrize(
    ("spec", "says"),
    [
        ("80:web", 'published port "80:web": "web" is not a port number (1 to 65535)'),
        ("80:0", 'published port "80:0": "0" is not a port number (1 to 65535)'),
        ("65536:80", 'published port "65536:80": "65536" is not a port number (1 to 65535)'),
        ("80:", 'published port "80:": a port number is missing; write it as in 8080:80'),
        ("", 'published port "": a port number is missing; write it as in 8080:80'),
        ("-5", 'published port "-5": a port number is missing; write it as in 8080:80'),
        ("80-", 'published port "80-": a port number is missing; write it as in 8080:80'),
        ("90-80:1", 'published port "90-80:1": the range "90-80" runs backwards; write "80-90"'),
        ("80/icmp", 'published port "80/icmp": "icmp" is not a protocol (tcp, udp or sctp)'),
        ("80/", 'published port "80/": "" is not a protocol (tcp, udp or sctp)'),
        ("all", 'published port "all": "all" is not a port number (1 to 65535)'),
        (
            "db.example:80:80",
            'published port "db.example:80:80": "db.example" is not an IP address; a host name is not resolved here, write its address',
        ),
        (
            "[::1%eth0]:80:80",
            'published port "[::1%eth0]:80:80": "[::1%eth0]" is not an IP address; a host name is not resolved here, write its address',
        ),
        ("\u0668\u0660", 'published port "\u0668\u0660": "\u0668\u0660" is not a port number (1 to 65535)'),
    ],
)
def test_a_bad_port_must_be_named_in_one_sentence(spec, says):
    with pytest.raises(ValueError) as caught:
        published([spec])
    assert str(caught.value) == says


def test_a_bad_default_ip_must_be_named():
    with pytest.raises(ValueError, match='default host IP "localhost": "localhost" is not an IP address'):
        published([], default_ip="localhost")


@pytest.mark.parametrize(
    ("specs", "ports"),
    [
        ([], []),
        (["80"], ["80/tcp"]),
        ([80], ["80/tcp"]),
        (["53/udp"], ["53/udp"]),
        (["7000-7002/sctp"], ["7000/sctp", "7001/sctp", "7002/sctp"]),
        (["90", "80", "90/tcp"], ["90/tcp", "80/tcp"]),
    ],
)
def test_exposed_ports_must_be_read_as_documented(specs, ports):
    assert exposed(specs) == {port: {} for port in ports}
    assert list(exposed(specs)) == ports


@pytest.mark.parametrize("spec", ["8080:80", "web", "0", "80/http", ""])
def test_a_bad_exposed_port_must_be_named(spec):
    with pytest.raises(ValueError, match=f'^exposed port "{spec}": '):
        exposed([spec])


@pytest.mark.parametrize(
    ("shown", "wanted"),
    [
        (None, {}),
        ({"80/tcp": None}, {"80/tcp": []}),
        ({"80/tcp": [{"HostIp": "", "HostPort": "0"}]}, published(["80"])),
        ({"80/tcp": [{}]}, published(["80"])),
        ({"80/tcp": [{"HostIp": "2001:DB8::0:1", "HostPort": "8080"}]}, published(["[2001:db8::1]:8080:80"])),
        ({"80/tcp": [{"HostIp": "odd", "HostPort": "8080"}]}, bound(("80/tcp", "odd", "8080"))),
    ],
)
def test_what_an_engine_shows_must_be_comparable(shown, wanted):
    assert spelled(shown) == wanted


@given(st.integers(1, 60000), st.integers(1, 60000), st.integers(1, 50), st.integers(1, 50), st.sampled_from(["tcp", "udp", "sctp"]))
def test_two_ranges_must_pair_up_to_the_shorter(host, container, hosts, containers, protocol):
    found = published([f"{host}-{host + hosts}:{container}-{container + containers}/{protocol}"])
    pairs = min(hosts, containers) + 1
    assert found == bound(*[(f"{container + each}/{protocol}", "", str(host + each)) for each in range(pairs)])


@given(st.text(alphabet="0123456789:-/[].abctdpu% ", max_size=24))
def test_any_text_must_give_bindings_or_a_sentence(text):
    try:
        found = published([text])
    except ValueError as error:
        assert str(error).startswith(f'published port "{text}": ')
    else:
        assert all(binding.keys() == {"HostIp", "HostPort"} for bindings in found.values() for binding in bindings)
