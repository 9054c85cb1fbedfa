# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What commands must mean."""

from __future__ import annotations

import shlex

import pytest
from ansible_collections.dockfleet.docker.plugins.module_utils.values.commands import argv, argv_compatible
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("", []),
        ([], []),
        ("sleep 1d", ["sleep", "1d"]),
        ("  sleep   1d ", ["sleep", "1d"]),
        ("sh -c 'echo \"a b\"'", ["sh", "-c", 'echo "a b"']),
        ("echo a\\ b $HOME # c", ["echo", "a b", "$HOME", "#", "c"]),
        (["sh", "-c", "echo a b"], ["sh", "-c", "echo a b"]),
        (["", " "], ["", " "]),
        (["sleep", 5, 1.5, True], ["sleep", "5", "1.5", "True"]),
        (("a", "b"), ["a", "b"]),
    ],
)
def test_text_must_be_split_and_lists_taken_as_they_are(command, words):
    assert argv(command) == words


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["sh", "-c", "echo a b"], ["sh", "-c", "echo", "a", "b"]),
        (["echo", "'a b'"], ["echo", "a b"]),
        ([], []),
        ("echo 'a b'", ["echo", "a b"]),
    ],
)
def test_compatible_lists_must_be_joined_without_quoting(command, words):
    assert argv_compatible(command) == words


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("echo 'a", "the command echo 'a cannot be split into words (no closing quotation); close it, or write a list"),
        ("echo a\\", "the command echo a\\ cannot be split into words (no escaped character); close it, or write a list"),
        (5, '"5" is not a command; write text or a list'),
        ({"a": "b"}, "\"{'a': 'b'}\" is not a command; write text or a list"),
        (["a", None], '"None" is not a word of a command; every item of the list must be text'),
        (["a", ["b"]], "\"['b']\" is not a word of a command; every item of the list must be text"),
    ],
)
def test_a_bad_command_must_be_named(command, says):
    with pytest.raises(ValueError) as caught:
        argv(command)
    assert str(caught.value) == says


@given(st.lists(st.text(max_size=6), max_size=5))
def test_quoted_words_must_come_back(words):
    assert argv(" ".join(shlex.quote(word) for word in words)) == words
