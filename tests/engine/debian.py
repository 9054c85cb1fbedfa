# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Debian packages of any suite, unpacked beside the machine's own: a private apt root that needs neither root nor an installation."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Sequence

from places import Trouble, cache, run

KEYRINGS = ("/usr/share/keyrings/debian-archive-keyring.gpg", "/usr/share/keyrings/debian-archive-keyring.pgp")
ALIASES = ("stable", "oldstable", "testing", "unstable", "sid")
ABSENT = "absent"


def _release() -> dict[str, str]:
    try:
        lines = Path("/etc/os-release").read_text().splitlines()
    except OSError:
        return {}
    return {key: value.strip('"') for key, _eq, value in (line.partition("=") for line in lines)}


def is_debian() -> bool:
    return _release().get("ID") == "debian" and bool(shutil.which("apt-get")) and bool(shutil.which("dpkg"))


def mirror() -> str:
    """The Debian mirror that the machine's own apt sources name."""
    mine = (_release().get("VERSION_CODENAME", ""), *ALIASES)
    listed = run(
        ["apt-get", "indextargets", "--format", "$(RELEASE)|$(COMPONENT)|$(REPO_URI)", "Created-By: Packages"], "read apt's sources"
    )
    for line in listed.splitlines():
        release, component, uri = line.split("|", 2)
        if release in mine and component == "main":
            return uri
    raise Trouble("This machine's apt sources name no Debian mirror to take the engine from.")


class Suite:
    """One suite's private apt root under the cache folder."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.folder = cache() / name
        self.root = self.folder / "root"
        self._fresh = False

    def need(self, required: Sequence[str], optional: Sequence[str] = ()) -> Path:
        """The folder that holds the packages' files; downloads what it lacks."""
        for package in required:
            if not self._unpack_once(package):
                raise Trouble(f"Debian {self.name} has no package {package}.")
        for package in optional:
            self._unpack_once(package)
        return self.root

    def version(self, package: str) -> str:
        """Debian's version of an unpacked package, such as 28.5.2."""
        return self._stamp(package).read_text().partition("+")[0].partition("-")[0]

    def _stamp(self, package: str) -> Path:
        return self.folder / "unpacked" / package

    def _unpack_once(self, package: str) -> bool:
        stamp = self._stamp(package)
        if not stamp.exists():
            stamp.parent.mkdir(parents=True, exist_ok=True)
            stamp.write_text(self._unpack(package))
        return stamp.read_text() != ABSENT

    def _unpack(self, package: str) -> str:
        """Version of the package that was unpacked."""
        self._update()
        if not self._known(package):
            return ABSENT
        debs = self.folder / "debs"
        for old in debs.glob(f"{package}_*.deb"):
            old.unlink()
        run([*self._apt(), "download", package], f"download Debian {self.name}'s {package}", cwd=debs)
        deb = next(debs.glob(f"{package}_*.deb"))
        run(["dpkg", "-x", str(deb), str(self.root)], f"unpack {deb.name}")
        deb.unlink()
        return deb.name.split("_")[1].replace("%3a", ":").rpartition(":")[2]

    def _known(self, package: str) -> bool:
        listed = run([*self._apt("apt-cache"), "policy", package], "search Debian's packages")
        return "Candidate:" in listed and "Candidate: (none)" not in listed

    def _update(self) -> None:
        """Fetch the suite's package lists, once per run."""
        if self._fresh:
            return
        for part in ("lists/partial", "archives/partial", "debs", "parts", "root"):
            (self.folder / part).mkdir(parents=True, exist_ok=True)
        (self.folder / "status").touch()
        signed = next((f"[signed-by={ring}] " for ring in KEYRINGS if Path(ring).exists()), "")
        (self.folder / "sources.list").write_text(f"deb {signed}{mirror()} {self.name} main\n")
        run([*self._apt(), "update"], f"fetch the package lists of Debian {self.name}")
        self._fresh = True

    def _apt(self, tool: str = "apt-get") -> list[str]:
        folder = self.folder
        settings = {
            "Dir::Etc::SourceList": folder / "sources.list",
            "Dir::Etc::SourceParts": folder / "parts",
            "Dir::State::Lists": folder / "lists",
            "Dir::State::status": folder / "status",
            "Dir::Cache": folder,
            "APT::Sandbox::User": "root",
            "Acquire::Languages": "none",
            "Acquire::Retries": 3,
        }
        return [tool, "-q", *(word for key, value in settings.items() for word in ("-o", f"{key}={value}"))]


def install(commands: dict[str, str]) -> list[str]:
    """Install, from the machine's own release, the packages whose command is missing; answers what was installed."""
    missing = [package for command, package in commands.items() if not shutil.which(command)]
    if missing:
        run(["apt-get", "-q", "update"], "update apt's package lists")
        env = {"DEBIAN_FRONTEND": "noninteractive", "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}
        run(["apt-get", "-q", "-y", "--no-install-recommends", "install", *missing], f"install {' and '.join(missing)}", env=env)
    return missing
