# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What mounts in long form must mean."""

from __future__ import annotations

import os

import pytest
from ansible_collections.dockfleet.docker.plugins.module_utils.values.mounts import OPTIONS, mounts, needs

BIND = {"type": "bind", "source": "/srv", "target": "/x"}
VOLUME = {"type": "volume", "source": "db", "target": "/x"}
TMPFS = {"type": "tmpfs", "target": "/x"}
IMAGE = {"type": "image", "source": "app:1", "target": "/x"}


@pytest.mark.parametrize(
    ("wish", "wanted"),
    [
        ({"target": "/x"}, {"Type": "volume", "Target": "/x"}),
        ({"target": "/x", "type": None, "source": "db"}, {"Type": "volume", "Target": "/x", "Source": "db"}),
        (BIND, {"Type": "bind", "Target": "/x", "Source": "/srv"}),
        (TMPFS, {"Type": "tmpfs", "Target": "/x"}),
        (IMAGE, {"Type": "image", "Target": "/x", "Source": "app:1"}),
        ({"type": "cluster", "source": "c", "target": "/x"}, {"Type": "cluster", "Target": "/x", "Source": "c"}),
        (
            {"type": "npipe", "source": r"\\.\pipe\docker_engine", "target": r"\\.\pipe\docker_engine"},
            {"Type": "npipe", "Target": r"\\.\pipe\docker_engine", "Source": r"\\.\pipe\docker_engine"},
        ),
        ({"type": "bind", "source": "C:\\a", "target": "C:\\b"}, {"Type": "bind", "Target": "C:\\b", "Source": "C:\\a"}),
    ],
)
def test_a_mount_must_have_type_target_and_source(wish, wanted):
    assert mounts([wish]) == [wanted]


@pytest.mark.parametrize(
    ("mount", "options", "wanted"),
    [
        (BIND, {"read_only": True}, {"ReadOnly": True}),
        (BIND, {"consistency": "cached"}, {"Consistency": "cached"}),
        (BIND, {"propagation": "rshared"}, {"BindOptions": {"Propagation": "rshared"}}),
        (BIND, {"non_recursive": True}, {"BindOptions": {"NonRecursive": True}}),
        (BIND, {"create_mountpoint": True}, {"BindOptions": {"CreateMountpoint": True}}),
        (BIND, {"read_only_non_recursive": True}, {"BindOptions": {"ReadOnlyNonRecursive": True}}),
        (BIND, {"read_only_force_recursive": True}, {"BindOptions": {"ReadOnlyForceRecursive": True}}),
        (BIND, {"propagation": "slave", "non_recursive": True}, {"BindOptions": {"Propagation": "slave", "NonRecursive": True}}),
        (VOLUME, {"no_copy": True}, {"VolumeOptions": {"NoCopy": True}}),
        (VOLUME, {"labels": {"a": 1, "b": None}}, {"VolumeOptions": {"Labels": {"a": "1", "b": ""}}}),
        (VOLUME, {"volume_driver": "nfs"}, {"VolumeOptions": {"DriverConfig": {"Name": "nfs"}}}),
        (VOLUME, {"volume_options": {"uid": 5}}, {"VolumeOptions": {"DriverConfig": {"Options": {"uid": "5"}}}}),
        (VOLUME, {"subpath": "a/b"}, {"VolumeOptions": {"Subpath": "a/b"}}),
        (VOLUME, {"read_only": True}, {"ReadOnly": True}),
        (IMAGE, {"subpath": "bin"}, {"ImageOptions": {"Subpath": "bin"}}),
        (TMPFS, {"tmpfs_size": "16M"}, {"TmpfsOptions": {"SizeBytes": 16 * 1024**2}}),
        (TMPFS, {"tmpfs_mode": "1700"}, {"TmpfsOptions": {"Mode": 0o1700}}),
        (TMPFS, {"tmpfs_mode": "0o755"}, {"TmpfsOptions": {"Mode": 0o755}}),
        (TMPFS, {"tmpfs_options": [{"noexec": None}, {"size": "1m"}]}, {"TmpfsOptions": {"Options": [["noexec"], ["size", "1m"]]}}),
    ],
)
def test_an_option_must_go_where_the_engine_looks_for_it(mount, options, wanted):
    base = mounts([mount])[0]
    assert mounts([{**mount, **options}]) == [{**base, **wanted}]


@pytest.mark.parametrize("value", [None, False, "", {}, []])
@pytest.mark.parametrize("option", ["read_only", "propagation", "volume_options", "labels", "no_copy"])
def test_what_is_left_out_or_empty_must_not_be_sent(option, value):
    kinds = OPTIONS[option][0]
    mount = BIND if "bind" in kinds else VOLUME
    if not (option in ("volume_options", "labels") and value in (False, "", [])):
        assert mounts([{**mount, option: value}]) == mounts([mount])


def test_the_order_of_the_playbook_must_be_kept():
    assert [mount["Target"] for mount in mounts([{"target": "/b"}, {"target": "/a"}])] == ["/b", "/a"]


def test_a_relative_source_of_a_bind_must_be_resolved():
    assert mounts([{**BIND, "source": "./a"}])[0]["Source"] == os.path.join(os.getcwd(), "a")
    assert mounts([{**BIND, "source": "./a"}], resolve=lambda path: "/there")[0]["Source"] == "/there"
    assert mounts([{**VOLUME, "source": ".a"}])[0]["Source"] == ".a"


@pytest.mark.parametrize(
    ("wishes", "says"),
    [
        ([{"target": ""}], 'mount "": the target is missing; name a path in the container'),
        (
            [{"type": "disk", "target": "/x"}],
            'mount "/x": "disk" is not a type of mount; there are bind, cluster, image, npipe, tmpfs, volume',
        ),
        ([{"target": "x"}], 'mount "x": the target is not an absolute path; begin it with "/"'),
        ([{"target": "//"}], 'mount "//": nothing can be mounted over the container\'s whole file system; name a folder in it'),
        ([{"type": "bind", "target": "/x"}], 'mount "/x": the type bind needs a source; name it'),
        ([{"type": "image", "target": "/x", "source": ""}], 'mount "/x": the type image needs a source; name it'),
        ([{**TMPFS, "source": "a"}], 'mount "/x": a tmpfs has no source; leave it out'),
        ([{**TMPFS, "no_copy": False}], 'mount "/x": no_copy is for the type volume, not for tmpfs; leave it out'),
        ([{**BIND, "subpath": "a"}], 'mount "/x": subpath is for the type volume or image, not for bind; leave it out'),
        ([{**VOLUME, "subpath": "../a"}], 'mount "/x": subpath: "../a" leaves its source; write a relative path without ".."'),
        ([{**VOLUME, "subpath": "/a"}], 'mount "/x": subpath: "/a" leaves its source; write a relative path without ".."'),
        ([{"target": "/x", "subpath": "a"}], 'mount "/x": subpath needs a volume with a name; name it as source'),
        ([{"target": "/x", "read_only": True}], 'mount "/x": read_only needs a volume with a name; name it as source'),
        (
            [{**TMPFS, "tmpfs_mode": "888"}],
            'mount "/x": tmpfs_mode: "888" is not a mode; write up to four octal digits in quotes, for example "1777"',
        ),
        (
            [{**TMPFS, "tmpfs_size": "big"}],
            'mount "/x": tmpfs_size: "big" is not a size: write a number and a unit (B, K, M, G, T or P), for example 512M',
        ),
        (
            [{**TMPFS, "tmpfs_options": [{"a": "1", "b": "2"}]}],
            'mount "/x": tmpfs_options: each item has one name and one value, not 2; write one item for each option',
        ),
        (
            [{**TMPFS, "tmpfs_options": [{"a": 1}]}],
            'mount "/x": tmpfs_options: "a": name and value are text; put them in quotes, or leave the value empty for a flag',
        ),
        (
            [{**BIND, "read_only_non_recursive": True, "read_only_force_recursive": True}],
            'mount "/x": read_only_non_recursive and read_only_force_recursive exclude each other; keep one',
        ),
        ([TMPFS, {"target": "/x/"}], 'mounts: "/x" is the target of 2 mounts; keep one'),
    ],
)
def test_a_bad_mount_must_be_named_in_one_sentence(wishes, says):
    with pytest.raises(ValueError) as caught:
        mounts(wishes)
    assert str(caught.value) == says


@pytest.mark.parametrize(
    ("wishes", "wanted"),
    [
        ([], {}),
        ([BIND, VOLUME], {}),
        ([{**BIND, "create_mountpoint": False, "non_recursive": None}], {"create_mountpoint": "1.42"}),
        ([{**IMAGE, "subpath": "a"}, {**TMPFS, "tmpfs_options": []}], {"type=image": "1.47", "subpath": "1.45", "tmpfs_options": "1.46"}),
    ],
)
def test_the_api_version_that_an_option_needs_must_be_known(wishes, wanted):
    assert needs(wishes) == wanted
