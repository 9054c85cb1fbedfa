# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What image references must mean."""

from __future__ import annotations

import pytest
from ansible_collections.dockfleet.docker.plugins.module_utils.values.images import Reference, is_image_id
from hypothesis import given
from hypothesis import strategies as st

A64 = "a" * 64
SHA = f"sha256:{A64}"
SHA512 = "sha512:" + "0f" * 64
LIBRARY = "docker.io/library"


@pytest.mark.parametrize(
    ("text", "canonical", "familiar"),
    [
        ("busybox", f"{LIBRARY}/busybox:latest", "busybox:latest"),
        ("busybox:1.36", f"{LIBRARY}/busybox:1.36", "busybox:1.36"),
        ("library/busybox", f"{LIBRARY}/busybox:latest", "busybox:latest"),
        ("docker.io/busybox", f"{LIBRARY}/busybox:latest", "busybox:latest"),
        ("docker.io/library/busybox:1", f"{LIBRARY}/busybox:1", "busybox:1"),
        ("index.docker.io/busybox", f"{LIBRARY}/busybox:latest", "busybox:latest"),
        ("index.docker.io/library/busybox", f"{LIBRARY}/busybox:latest", "busybox:latest"),
        ("index.docker.io/me/app", "docker.io/me/app:latest", "me/app:latest"),
        ("me/app", "docker.io/me/app:latest", "me/app:latest"),
        ("me/app:v1", "docker.io/me/app:v1", "me/app:v1"),
        ("a/b/c", "docker.io/a/b/c:latest", "a/b/c:latest"),
        ("library/a/b", "docker.io/library/a/b:latest", "library/a/b:latest"),
        ("localhost/app", "localhost/app:latest", "localhost/app:latest"),
        ("localhost:5000/app", "localhost:5000/app:latest", "localhost:5000/app:latest"),
        ("localhost:5000/app:5000", "localhost:5000/app:5000", "localhost:5000/app:5000"),
        ("localhost:5000", f"{LIBRARY}/localhost:5000", "localhost:5000"),
        ("localhost", f"{LIBRARY}/localhost:latest", "localhost:latest"),
        ("docker.io", f"{LIBRARY}/docker.io:latest", "docker.io:latest"),
        ("127.0.0.1/app", "127.0.0.1/app:latest", "127.0.0.1/app:latest"),
        ("127.0.0.1:5091/app", "127.0.0.1:5091/app:latest", "127.0.0.1:5091/app:latest"),
        ("[::1]/app", "[::1]/app:latest", "[::1]/app:latest"),
        ("[2001:db8::1]:5000/a/b:t", "[2001:db8::1]:5000/a/b:t", "[2001:db8::1]:5000/a/b:t"),
        ("registry.example.com/app", "registry.example.com/app:latest", "registry.example.com/app:latest"),
        ("registry.example.com:443/team/app:1", "registry.example.com:443/team/app:1", "registry.example.com:443/team/app:1"),
        ("Registry/app", "Registry/app:latest", "Registry/app:latest"),
        ("host:1/app", "host:1/app:latest", "host:1/app:latest"),
        ("xn--7o8h.example/app", "xn--7o8h.example/app:latest", "xn--7o8h.example/app:latest"),
        ("quay.io/a_b/c__d/e.f/g--h", "quay.io/a_b/c__d/e.f/g--h:latest", "quay.io/a_b/c__d/e.f/g--h:latest"),
        ("a---b", f"{LIBRARY}/a---b:latest", "a---b:latest"),
        ("0", f"{LIBRARY}/0:latest", "0:latest"),
        ("deadbeef", f"{LIBRARY}/deadbeef:latest", "deadbeef:latest"),
        ("a:_", f"{LIBRARY}/a:_", "a:_"),
        ("a:Tag_1.0-rc", f"{LIBRARY}/a:Tag_1.0-rc", "a:Tag_1.0-rc"),
        ("a:" + "t" * 128, f"{LIBRARY}/a:" + "t" * 128, "a:" + "t" * 128),
        (f"a@{SHA}", f"{LIBRARY}/a@{SHA}", f"a@{SHA}"),
        (f"a:1@{SHA}", f"{LIBRARY}/a:1@{SHA}", f"a:1@{SHA}"),
        (f"a@{SHA512}", f"{LIBRARY}/a@{SHA512}", f"a@{SHA512}"),
        (f"a@sha384:{'b' * 96}", f"{LIBRARY}/a@sha384:{'b' * 96}", f"a@sha384:{'b' * 96}"),
        (f"localhost:5000/a:1@{SHA}", f"localhost:5000/a:1@{SHA}", f"localhost:5000/a:1@{SHA}"),
        ("ex.com/" + "p" * 255, "ex.com/" + "p" * 255 + ":latest", "ex.com/" + "p" * 255 + ":latest"),
        (f"x/{A64}", f"docker.io/x/{A64}:latest", f"x/{A64}:latest"),
        (f"ex.com/{A64}", f"ex.com/{A64}:latest", f"ex.com/{A64}:latest"),
        (f"{A64}:1", f"{LIBRARY}/{A64}:1", f"{A64}:1"),
        ("a" * 63, f"{LIBRARY}/{'a' * 63}:latest", "a" * 63 + ":latest"),
        ("sha256:1.0", f"{LIBRARY}/sha256:1.0", "sha256:1.0"),
    ],
)
def test_a_reference_must_be_completed_and_shortened(text, canonical, familiar):
    reference = Reference.parse(text)
    assert (reference.canonical(), reference.familiar()) == (canonical, familiar)
    assert reference.name == canonical.partition("@")[0][: len(reference.name)]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "the name of the repository is missing"),
        (":1", "the name of the repository is missing"),
        (f"@{SHA}", "the name of the repository is missing"),
        ("ex.com/", "the name of the repository is missing"),
        ("Busybox", 'a repository is written in lower case; did you mean "busybox"?'),
        ("me/App:1", 'a repository is written in lower case; did you mean "me/app"?'),
        ("ex.com/Team/App", 'did you mean "team/app"?'),
        ("/app", '"/app" is not a repository'),
        ("app/", '"app/" is not a repository'),
        ("a//b", '"a//b" is not a repository'),
        ("-app", '"-app" is not a repository'),
        ("app-", '"app-" is not a repository'),
        ("a..b", '"a..b" is not a repository'),
        ("a___b", '"a___b" is not a repository'),
        ("a_-b", '"a_-b" is not a repository'),
        ("a b", '"a b" is not a repository'),
        (" a", '" a" is not a repository'),
        ("a\n", "is not a repository"),
        ("\u00e9t\u00e9", "is not a repository"),
        ("http://ex.com/a", "is not a registry"),
        ("a:", '"" is not a tag'),
        ("a:b:c", '"b:c" is not a tag'),
        ("a:-1", '"-1" is not a tag'),
        ("a:.1", '".1" is not a tag'),
        ("a:1+2", '"1+2" is not a tag'),
        ("a:1\n", "is not a tag"),
        ("a:" + "t" * 129, "is not a tag"),
        ("a@", '"" is not a digest'),
        ("a@sha256", "a sha256 digest has 64 hexadecimal digits"),
        ("a@sha-256:" + "a" * 64, "is not a digest"),
        ("a@md5:" + "a" * 32, "is not a digest"),
        ("a@sha256:abc", "a sha256 digest has 64 hexadecimal digits"),
        ("a@sha256:" + "A" * 64, "in lower case"),
        ("a@sha256:" + "g" * 64, "in lower case"),
        (f"a@{SHA}@{SHA}", "a sha256 digest has 64 hexadecimal digits"),
        ("-ex.com/a", '"-ex.com" is not a registry'),
        ("ex_a.com/a", '"ex_a.com" is not a registry'),
        ("ex..com/a", '"ex..com" is not a registry'),
        ("ex.com:/a", '"ex.com:" is not a registry'),
        ("ex.com:port/a", '"ex.com:port" is not a registry'),
        ("[::1/a", '"[::1" is not a registry'),
        ("ex.com/" + "p" * 256, "the repository has 256 characters; 255 are allowed"),
        (A64, "an image id has neither registry nor tag"),
        (SHA, "an image id has neither registry nor tag"),
    ],
)
def test_a_bad_reference_must_be_named_in_one_sentence(text, says):
    with pytest.raises(ValueError) as caught:
        Reference.parse(text)
    assert str(caught.value).startswith(f'image "{text}": ')
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("text", "default_tag", "tag"),
    [
        ("a", None, None),
        ("a", "", ""),
        ("a", "stable", "stable"),
        ("a:1", "stable", "1"),
        (f"a@{SHA}", "stable", None),
        (f"a:1@{SHA}", None, "1"),
    ],
)
def test_the_default_tag_must_count_only_without_tag_and_digest(text, default_tag, tag):
    assert Reference.parse(text, default_tag=default_tag).tag == tag


@pytest.mark.parametrize(
    ("text", "is_id"),
    [
        (A64, True),
        (SHA, True),
        (SHA.upper().replace("SHA", "sha"), True),
        ("a" * 63, False),
        ("a" * 65, False),
        ("g" * 64, False),
        ("a" * 12, False),
        (f"sha512:{A64}", False),
        (f"x@{SHA}", False),
        (f"{A64}\n", False),
        ("", False),
    ],
)
def test_an_image_id_must_be_recognised(text, is_id):
    assert is_image_id(text) is is_id


COMPONENT = st.from_regex(r"[a-z0-9]{1,8}((\.|_|__|-{1,3})[a-z0-9]{1,5}){0,2}", fullmatch=True)
HOST = st.from_regex(
    r"([a-z0-9]{1,5}(-[A-Z0-9]{1,3})?\.[a-z]{1,5}|localhost|\[[0-9a-f]{1,4}::[0-9a-f]{1,4}\])(:[0-9]{1,5})?", fullmatch=True
)
TAG = st.from_regex(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}", fullmatch=True)
DIGEST = st.from_regex(r"sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128}", fullmatch=True)


@given(
    st.one_of(st.just("docker.io"), HOST),
    st.lists(COMPONENT, min_size=2, max_size=4),
    st.one_of(st.none(), TAG),
    st.one_of(st.none(), DIGEST),
)
def test_a_canonical_reference_must_read_back_as_itself(registry, path, tag, digest):
    reference = Reference(registry, "/".join(path), tag, digest)
    assert Reference.parse(reference.canonical(), default_tag=None) == reference


@given(HOST, COMPONENT, TAG)
def test_a_familiar_reference_must_read_back_as_the_same_image(registry, path, tag):
    for text in (f"{registry}/{path}:{tag}", f"{path}:{tag}"):
        if not is_image_id(path):
            reference = Reference.parse(text)
            assert Reference.parse(reference.familiar()) == reference


@given(st.text(max_size=30))
def test_any_text_must_give_a_reference_or_a_sentence(text):
    try:
        reference = Reference.parse(text)
    except ValueError as error:
        assert str(error).startswith(f'image "{text}": ')
    else:
        assert Reference.parse(reference.canonical()) == reference
