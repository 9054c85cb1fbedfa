# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each call of the facade is one request, in the engine's spelling."""

from __future__ import annotations

import pytest
from ansible_collections.dockfleet.docker.plugins.module_utils._engine import Engine
from ansible_collections.dockfleet.docker.tests.unit.http_engine import Answer, engine_at, serving

CALLS = {
    "info": ([], {}, "GET /info"),
    "version": ([], {}, "GET /version"),
    "disk_usage": ([], {}, "GET /system/df"),
    "list_volumes": ([], {}, "GET /volumes"),
    "inspect_volume": (["db"], {}, "GET /volumes/db"),
    "create_volume": ([{}], {}, "POST /volumes/create"),
    "remove_volume": (["db"], {"force": True}, "DELETE /volumes/db?force=1"),
    "list_networks": ([], {}, "GET /networks"),
    "inspect_network": (["shop"], {}, "GET /networks/shop"),
    "create_network": ([{}], {}, "POST /networks/create"),
    "remove_network": (["shop"], {}, "DELETE /networks/shop"),
    "connect_network": (["shop", {}], {}, "POST /networks/shop/connect"),
    "disconnect_network": (["shop", "web"], {}, "POST /networks/shop/disconnect"),
    "list_images": ([], {"all": True, "digests": True}, "GET /images/json?all=1&digests=1"),
    "inspect_image": (["app:1"], {}, "GET /images/app:1/json"),
    "inspect_distribution": (["app:1"], {}, "GET /distribution/app:1/json"),
    "pull_image": (["app"], {"tag": "1", "platform": "linux/arm64"}, "POST /images/create?fromImage=app&tag=1&platform=linux%2Farm64"),
    "tag_image": (["app:1", "shop/app"], {"tag": "2"}, "POST /images/app:1/tag?repo=shop%2Fapp&tag=2"),
    "remove_image": (["app:1"], {}, "DELETE /images/app:1?force=0&noprune=0"),
    "list_containers": ([], {}, "GET /containers/json?all=1"),
    "inspect_container": (["web"], {}, "GET /containers/web/json"),
    "create_container": (["web", {}], {}, "POST /containers/create?name=web"),
    "start_container": (["web"], {}, "POST /containers/web/start"),
    "stop_container": (["web"], {"timeout": 3}, "POST /containers/web/stop?t=3"),
    "restart_container": (["web"], {}, "POST /containers/web/restart"),
    "kill_container": (["web"], {"signal": "HUP"}, "POST /containers/web/kill?signal=HUP"),
    "pause_container": (["web"], {}, "POST /containers/web/pause"),
    "unpause_container": (["web"], {}, "POST /containers/web/unpause"),
    "rename_container": (["web", "old"], {}, "POST /containers/web/rename?name=old"),
    "update_container": (["web", {}], {}, "POST /containers/web/update"),
    "remove_container": (["web"], {"volumes": True}, "DELETE /containers/web?v=1"),
    "wait_container": (["web"], {}, "POST /containers/web/wait?condition=not-running"),
    "container_logs": (["web"], {"tail": 9}, "GET /containers/web/logs?stdout=1&stderr=1&tail=9"),
}
LISTS = ("list_networks", "list_images", "remove_image", "list_containers")


@pytest.mark.parametrize("name", CALLS)
def test_a_call_must_be_one_request(name):
    arguments, options, expected = CALLS[name]
    body = b"" if name == "container_logs" else [] if name in LISTS else {"StatusCode": 0}
    with serving(lambda method, path: Answer(200, body)) as server:
        engine = engine_at(f"tcp://{server.address}", api_version="1.44")
        answer = getattr(engine, name)(*arguments, **options)
        if name == "pull_image":
            list(answer)
        assert [f"{method} {path}" for method, path in server.asked] == [expected.replace(" ", " /v1.44", 1)]


def test_every_call_must_be_in_the_table():
    assert set(CALLS) == {name for name in vars(Engine) if not name.startswith("_")}


def test_a_call_that_waits_for_the_engine_must_be_patient():
    engine = engine_at("unix:///nowhere", timeout=60)
    assert (engine._patience(30), engine._patience(None)) == (90, 70)
