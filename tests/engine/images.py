# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Small images for tests, made here: no registry is asked, and the same machine makes the same image ids."""

from __future__ import annotations

import hashlib
import io
import json
import platform
import shutil
import subprocess
import tarfile
from pathlib import Path
from typing import Any, Sequence

from client import Engine
from debian import Suite, is_debian
from places import Trouble, run

RECIPE = "org.dockfleet.recipe"
BORN = "2026-01-01T00:00:00Z"
MACHINES = {"x86_64": "amd64", "aarch64": "arm64", "armv7l": "arm", "ppc64le": "ppc64le", "s390x": "s390x", "riscv64": "riscv64"}
FOLDERS = {
    "bin": 0o755,
    "etc": 0o755,
    "home": 0o755,
    "root": 0o700,
    "tmp": 0o1777,
    "usr": 0o755,
    "usr/bin": 0o755,
    "var": 0o755,
    "www": 0o755,
}
FILES = {
    "etc/passwd": "root:x:0:0:root:/root:/bin/sh\nwww-data:x:33:33:www-data:/www:/bin/false\nnobody:x:65534:65534:nobody:/tmp:/bin/false\n",
    "etc/group": "root:x:0:\nwww-data:x:33:\nnogroup:x:65534:\n",
    "www/index.html": "It works.\n",
}
# Tests use these two; nothing else is ever made on an engine that is not ours.
OWN = {"dockfleet/base:1": ["sh"], "dockfleet/base:2": ["sh"]}
# On the private engine also the names that playbooks out there are written for.
BORROWED = {
    "busybox:1.35": ["sh"],
    "busybox:1.36": ["sh"],
    "busybox:latest": ["sh"],
    "hello-world:latest": ["echo", "Hello from Docker!"],
}


def ensure(engine: Engine, private: bool, suite: str) -> list[str]:
    """Make the images that are missing or of another recipe; answers their names."""
    names = {**OWN, **(BORROWED if private else {})}
    have = {name: (engine.image_labels(name) or {}).get(RECIPE) for name in names}
    if all(recipe == _recipe(name) for name, recipe in have.items()):
        return []
    layer = _layer(engine, suite)
    missing = [name for name, recipe in have.items() if recipe != _recipe(name)]
    answer = engine.call("POST", "/images/load?quiet=1", _archive(layer, {name: names[name] for name in missing}), "application/x-tar")
    if b'"error"' in answer:
        raise Trouble(f"The engine at {engine.host} does not take the test images: {answer.decode(errors='replace').strip()}")
    return missing


def _recipe(name: str) -> str:
    """What an image is made from, apart from busybox itself; changes when this file's data change."""
    made = json.dumps([name, FOLDERS, FILES, OWN, BORROWED, BORN], sort_keys=True)
    return hashlib.sha256(made.encode()).hexdigest()[:12]


def _layer(engine: Engine, suite: str) -> bytes:
    """The common files: from Debian's static busybox where it runs on the engine, else from the registry's busybox image."""
    busybox = _static_busybox(suite) if MACHINES.get(platform.machine()) == engine.get("/version")["Arch"] else None
    return _busybox_layer(busybox) if busybox else _pulled_layer(engine)


def _static_busybox(suite: str) -> Path | None:
    if is_debian():
        root = Suite(suite).need(["busybox-static"])
        return next(path for path in (root / "usr/bin/busybox", root / "bin/busybox") if path.exists())
    found = shutil.which("busybox")
    return Path(found) if found and _is_static(found) else None


def _is_static(program: str) -> bool:
    """`ldd` fails for a static program."""
    done = subprocess.run(["ldd", program], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return done.returncode != 0


def _busybox_layer(busybox: Path) -> bytes:
    applets = run([str(busybox), "--list"], "list busybox's commands").split()
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for name, mode in FOLDERS.items():
            tar.addfile(_entry(name, mode, tarfile.DIRTYPE))
        for name, text in FILES.items():
            _add(tar, name, text.encode())
        _add(tar, "bin/busybox", busybox.read_bytes(), 0o755)
        for applet in sorted(set(applets) - {"busybox"}):
            tar.addfile(_link(f"bin/{applet}", "busybox"))
        tar.addfile(_link("usr/bin/env", "/bin/busybox"))
    return out.getvalue()


def _pulled_layer(engine: Engine) -> bytes:
    """The file tree of the registry's busybox, for engines of another kind of machine than this one."""
    image = "busybox:stable"
    if engine.image_labels(image) is None:
        _pull(engine, image)
    container = json.loads(engine.post("/containers/create", {"Image": image}))["Id"]
    try:
        return engine.call("GET", f"/containers/{container}/export")
    finally:
        engine.call("DELETE", f"/containers/{container}?force=1")


def _pull(engine: Engine, image: str) -> None:
    name, _colon, tag = image.partition(":")
    try:
        answer = engine.call("POST", f"/images/create?fromImage={name}&tag={tag}")
    except Trouble as trouble:
        answer = str(trouble).encode() + b'"error"'
    if b'"error"' in answer:
        raise Trouble(f"The test images need a static busybox here, or an engine that can pull {image}.")


def _archive(layer: bytes, commands: dict[str, list[str]]) -> bytes:
    """What `docker load` reads: each image is the common layer plus a small one with its own name."""
    out, manifest = io.BytesIO(), []
    with tarfile.open(fileobj=out, mode="w") as tar:
        base = _add_layer(tar, layer)
        for name, command in sorted(commands.items()):
            layers = [base, _add_layer(tar, _name_layer(name))]
            config = _config(name, command, [digest for digest, _path in layers])
            path = f"{hashlib.sha256(config).hexdigest()}.json"
            _add(tar, path, config)
            manifest.append({"Config": path, "RepoTags": [name], "Layers": [layer_path for _digest, layer_path in layers]})
        _add(tar, "manifest.json", json.dumps(manifest).encode())
    return out.getvalue()


def _add_layer(tar: tarfile.TarFile, layer: bytes) -> tuple[str, str]:
    digest = hashlib.sha256(layer).hexdigest()
    _add(tar, f"{digest}/layer.tar", layer)
    return f"sha256:{digest}", f"{digest}/layer.tar"


def _name_layer(name: str) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        _add(tar, "etc/image", f"{name}\n".encode())
    return out.getvalue()


def _config(name: str, command: Sequence[str], digests: Sequence[str]) -> bytes:
    config: dict[str, Any] = {
        "architecture": MACHINES.get(platform.machine(), "amd64"),
        "os": "linux",
        "created": BORN,
        "config": {
            "Cmd": list(command),
            "Env": ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
            "Labels": {RECIPE: _recipe(name), "org.opencontainers.image.version": name.partition(":")[2]},
        },
        "rootfs": {"type": "layers", "diff_ids": list(digests)},
        "history": [{"created": BORN, "created_by": "busybox"}, {"created": BORN, "created_by": f"name {name}"}],
    }
    return json.dumps(config, sort_keys=True).encode()


def _entry(name: str, mode: int, kind: bytes = tarfile.REGTYPE) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.mode, entry.type, entry.uname, entry.gname = mode, kind, "root", "root"
    return entry


def _link(name: str, target: str) -> tarfile.TarInfo:
    entry = _entry(name, 0o777, tarfile.SYMTYPE)
    entry.linkname = target
    return entry


def _add(tar: tarfile.TarFile, name: str, content: bytes, mode: int = 0o644) -> None:
    entry = _entry(name, mode)
    entry.size = len(content)
    tar.addfile(entry, io.BytesIO(content))
