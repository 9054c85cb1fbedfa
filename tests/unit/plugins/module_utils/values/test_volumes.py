# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What volumes in short form must mean."""

from __future__ import annotations

import os

import pytest
from ansible_collections.dockfleet.docker.plugins.module_utils.values.volumes import GROUPS, bind, local_path, spelled, tmpfs
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("/data", "/data"),
        ("/data/", "/data"),
        ("/srv:/data", "/srv:/data:rw"),
        (" /srv:/data ", "/srv:/data:rw"),
        ("/srv:/data:", "/srv:/data:rw"),
        ("/srv:/data:rw", "/srv:/data:rw"),
        ("/srv:/data:ro", "/srv:/data:ro"),
        ("/srv/:/data/", "/srv:/data:rw"),
        ("//srv/./a/../b:/data//x", "/srv/b:/data/x:rw"),
        ("/:/host:ro", "/:/host:ro"),
        ("/srv:/data:z", "/srv:/data:rw,z"),
        ("/srv:/data:Z,ro", "/srv:/data:ro,Z"),
        ("/srv:/data:rshared,ro,z,cached", "/srv:/data:ro,z,rshared,cached"),
        ("/srv:/data:rprivate", "/srv:/data:rw,rprivate"),
        ("/srv:/data:consistent", "/srv:/data:rw,consistent"),
        ("/srv:/data:delegated", "/srv:/data:rw,delegated"),
        ("db:/data", "db:/data:rw"),
        ("db_1.x-y:/data:nocopy", "db_1.x-y:/data:rw,nocopy"),
        ("db:/data:nocopy,ro", "db:/data:ro,nocopy"),
        ("db:/data:z", "db:/data:rw,z"),
        ("ro:/data", "ro:/data:rw"),
        ("/srv:/ro", "/srv:/ro:rw"),
    ],
)
def test_a_volume_must_be_written_in_one_spelling(text, written):
    assert str(bind(text)) == written


@pytest.mark.parametrize(
    ("one", "other"),
    [("/srv:/data", "/srv:/data:rw"), ("/srv:/data:z,ro", "/srv/:/data/:ro,z"), ("/data", "/data/"), ("db:/data:rw,z", "db:/data:z")],
)
def test_entries_that_mean_the_same_must_be_equal(one, other):
    assert bind(one) == bind(other)
    assert len({bind(one), bind(other)}) == 1


@pytest.mark.parametrize(
    ("text", "anonymous", "volume", "read_only"),
    [
        ("/data", True, True, False),
        ("db:/data", False, True, False),
        ("/srv:/data:ro", False, False, True),
        ("db:/data:ro,z", False, True, True),
    ],
)
def test_an_entry_must_say_what_it_mounts(text, anonymous, volume, read_only):
    found = bind(text)
    assert (found.is_anonymous, found.is_volume, found.read_only) == (anonymous, volume, read_only)


def test_relative_sources_must_be_resolved_where_the_caller_runs(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    here = os.getcwd()
    assert bind("./a:/data").source == f"{here}/a"
    assert bind(".:/data").source == here
    assert bind("../a:/data").source == f"{os.path.dirname(here)}/a"
    assert bind("~/a:/data").source == f"{tmp_path}/home/a"
    assert local_path("db") == "db"


def test_the_caller_may_resolve_sources_otherwise():
    assert bind("./a:/data", resolve=lambda path: "/on/the/target/" + path).source == "/on/the/target/a"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", '"" is not an absolute path in the container; begin it with "/"'),
        ("data", '"data" is not an absolute path in the container'),
        ("/srv:data", '"data" is not an absolute path in the container'),
        ("db:ro", '"ro" is not an absolute path in the container'),
        ("/srv:", '"" is not an absolute path in the container'),
        (":/data", "the source is missing"),
        ("/srv:/", "nothing can be mounted over the container's whole file system"),
        ("/", "nothing can be mounted over the container's whole file system"),
        ("/srv:/..", "nothing can be mounted over the container's whole file system"),
        ("/data:ro", "an anonymous volume has no mode"),
        ("/data:ro,z", "an anonymous volume has no mode"),
        ("a/b:/data", '"a/b" is neither a path'),
        ("v:/data", '"v" is neither a path'),
        ("/srv:/data:RO", '"RO" is not a mode; there are rw, ro, z, Z, private'),
        ("/srv:/data:rw,", '"" is not a mode'),
        ("/srv:/data:rw,ro", "the modes rw and ro exclude each other"),
        ("/srv:/data:z,Z", "the modes z and Z exclude each other"),
        ("/srv:/data:ro,ro", "the modes ro and ro exclude each other"),
        ("/srv:/data:shared,slave", "the modes shared and slave exclude each other"),
        ("/srv:/data:nocopy", "nocopy is for volumes, not for paths"),
        ("db:/data:rshared", "rshared is for paths, not for volumes"),
        ("/a:/b:ro:z", "there are more than three parts"),
    ],
)
def test_a_bad_volume_must_be_named_in_one_sentence(text, says):
    with pytest.raises(ValueError) as caught:
        bind(text)
    assert str(caught.value).startswith(f'volume "{text}": ')
    assert says in str(caught.value)


@given(st.sampled_from(["/srv", "db"]), st.tuples(*[st.sampled_from(("", *group)) for group in GROUPS]), st.randoms())
def test_what_was_written_must_read_back_as_itself_in_any_order(source, chosen, random):
    modes = [mode for mode in chosen if mode]
    random.shuffle(modes)
    try:
        found = bind(f"{source}:/data:{','.join(modes)}")
    except ValueError as error:
        assert "leave it out" in str(error)
    else:
        assert bind(str(found)) == found


def test_what_an_engine_shows_must_be_comparable_even_if_it_is_foreign():
    assert spelled("/srv:/data:z") == bind("/srv:/data:rw,z")
    assert spelled("/srv:/data:rw,rbind,nosuid") != bind("/srv:/data")
    assert str(spelled("/srv:/data:rbind")) == "/srv:/data:rbind"


@pytest.mark.parametrize(
    ("specs", "wanted"),
    [
        ([], {}),
        (["/run"], {"/run": ""}),
        (["/run:"], {"/run": ""}),
        (["/run/:rw,noexec,size=64m", "/tmp"], {"/run": "rw,noexec,size=64m", "/tmp": ""}),
    ],
)
def test_a_tmpfs_must_be_read_as_target_and_options(specs, wanted):
    assert tmpfs(specs) == wanted


@pytest.mark.parametrize(
    ("specs", "says"),
    [
        (["run"], 'tmpfs "run": "run" is not an absolute path'),
        (["/"], 'tmpfs "/": nothing can be mounted over'),
        (["/run", "/run/:ro"], 'tmpfs "/run/:ro": /run is mounted twice; leave one out'),
    ],
)
def test_a_bad_tmpfs_must_be_named(specs, says):
    with pytest.raises(ValueError) as caught:
        tmpfs(specs)
    assert str(caught.value).startswith(says)
