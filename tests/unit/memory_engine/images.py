# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Images of the engine in memory, and of a registry beside it."""

from __future__ import annotations

from typing import Any, Iterator

from ansible_collections.dockfleet.docker.plugins.module_utils._errors import Conflict, EngineError, NotFound

from ._memory import Memory, call


class Images(Memory):
    """Kept by name: a tag (app:1), a digest (app@sha256:...), or for an image without a name its identifier.

    ``registry`` holds what can be pulled, by tag: the image as inspect will show it, with the ``digest`` that the registry has for it.
    """

    @call
    def inspect_image(self, name: str) -> Any:
        return self._image_of(name)

    @call
    def list_images(self, filters: Any = None, all: bool = False, digests: bool = False) -> Any:
        identifiers = dict.fromkeys(image["Id"] for image in self.kept("images").values())
        return [{"Id": each, "RepoTags": self._names(each)[0], "Created": 0, "Size": 1} for each in identifiers]

    @call
    def inspect_distribution(self, name: str) -> Any:
        return {"Descriptor": {"digest": self._offered(name)["digest"]}}

    @call
    def pull_image(self, name: str, tag: str | None = None, platform: str | None = None) -> Iterator[Any]:
        repository = name.removeprefix("docker.io/").removeprefix("library/")
        tag_or_digest = f"{repository}{'@' if ':' in str(tag) else ':'}{tag}"
        offered = self._offered(tag_or_digest)
        image = {key: value for key, value in offered.items() if key != "digest"}
        if platform:
            image["Os"], image["Architecture"] = platform.split("/")[:2]
        self.kept("images")[tag_or_digest] = image
        self.kept("images")[f"{repository}@{offered['digest']}"] = image
        return iter([{"status": "Downloaded"}])

    @call
    def tag_image(self, name: str, repository: str, tag: str | None = None) -> None:
        short = repository.removeprefix("docker.io/").removeprefix("library/")
        self.kept("images")[f"{short}:{tag}"] = self._image_of(name)

    @call
    def remove_image(self, name: str, force: bool = False, prune: bool = True) -> Any:
        image, kept = self._image_of(name), self.kept("images")
        tags, digests = self._names(image["Id"])
        if name == image["Id"] and len(tags) > 1 and not force:
            raise Conflict("image is referenced in multiple repositories")
        last = not [tag for tag in tags if tag != name]
        gone = [*tags, *digests, image["Id"]] if name == image["Id"] or (last and name in tags) else [name]
        users = [user for user, seen in self.kept("containers").items() if seen.get("Image") == image["Id"]]
        if users and last and not force:
            raise Conflict(f"image is being used by container {users[0]}")
        removed = [each for each in gone if kept.pop(each, None)]
        untagged = [{"Untagged": each} for each in removed if each != image["Id"]]
        return untagged + ([] if image["Id"] in {each["Id"] for each in kept.values()} else [{"Deleted": image["Id"]}])

    def _names(self, identifier: str) -> tuple[list[str], list[str]]:
        names = [name for name, image in self.kept("images").items() if image["Id"] == identifier and name != identifier]
        return [name for name in names if "@" not in name], [name for name in names if "@" in name]

    def _image_of(self, name: str) -> Any:
        kept = self.kept("images")
        by_id = {image["Id"]: image for image in kept.values()}
        image = kept.get(name) or by_id.get(name) or by_id.get(f"sha256:{name}")
        if image is None:
            raise NotFound(f"No such image: {name}")
        tags, digests = self._names(image["Id"])
        return {"RepoDigests": digests, **image, "RepoTags": tags}

    def _offered(self, name: str) -> Any:
        registry = self.kept("registry")
        if name in registry:
            return registry[name]
        for each in registry.values():
            if name.endswith("@" + each["digest"]):
                return each
        raise EngineError(f"manifest for {name} not found")
