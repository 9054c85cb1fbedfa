# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations


class ModuleDocFragment:
    """How a module reaches its engine, and where it runs."""

    DOCUMENTATION = r"""
options:
  docker_host:
    description:
      - The engine's address. V(unix:///path) (or the path alone) is a local socket, V(tcp://host:port) and V(https://host:port)
        are TCP with or without TLS, V(ssh://user@host:port) goes through ssh to C(docker system dial-stdio).
      - Where it is not given, the environment variable E(DOCKER_HOST) is used, then the default.
    type: str
    default: unix:///var/run/docker.sock
    aliases: [docker_url]
  context:
    description:
      - The name of a context of the docker CLI (C(docker context ls)), looked up where the task runs.
      - It stands before O(docker_host) and brings its own TLS material.
      - Where it is not given, the environment variable E(DOCKFLEET_CONTEXT) is used.
    type: str
  tls:
    description:
      - Use TLS. The engine's certificate is verified unless O(validate_certs) is V(false).
      - Where it is not given, the environment variable E(DOCKER_TLS) is used.
    type: bool
    default: false
  tls_hostname:
    description:
      - The name that the engine's certificate must carry, when it is not the one in O(docker_host).
      - Where it is not given, the environment variable E(DOCKER_TLS_HOSTNAME) is used.
    type: str
  validate_certs:
    description:
      - V(true) uses TLS and verifies the engine's certificate. V(false) does without the verification, and does not switch TLS on.
      - When left out, whatever else switches TLS on verifies.
      - Where it is not given, the environment variable E(DOCKER_TLS_VERIFY) is used.
    type: bool
    aliases: [tls_verify]
  ca_path:
    description:
      - The certificate of the CA that signed the engine's certificate.
      - Where it is not given, the file C(ca.pem) in the directory named by E(DOCKER_CERT_PATH) is used.
    type: path
    aliases: [ca_cert, tls_ca_cert, cacert_path]
  client_cert:
    description:
      - The client's certificate. Requires O(client_key).
      - Where it is not given, the file C(cert.pem) in the directory named by E(DOCKER_CERT_PATH) is used.
    type: path
    aliases: [tls_client_cert, cert_path]
  client_key:
    description:
      - The key of the client's certificate. Requires O(client_cert).
      - Where it is not given, the file C(key.pem) in the directory named by E(DOCKER_CERT_PATH) is used.
    type: path
    aliases: [tls_client_key, key_path]
  api_version:
    description:
      - The version of the Docker Engine API to make requests in.
      - V(auto) is the newest one that both the engine and this collection know.
      - Where it is not given, the environment variable E(DOCKER_API_VERSION) is used.
    type: str
    default: auto
    aliases: [docker_api_version]
  timeout:
    description:
      - How many seconds to wait for an answer of the engine.
      - Where it is not given, the environment variable E(DOCKER_TIMEOUT) is used.
    type: int
    default: 60
  use_ssh_client:
    description:
      - For C(ssh://) addresses, use the C(ssh) program instead of the Python library paramiko.
    type: bool
    default: false
  debug:
    description:
      - Return RV(ignore:requests), the list of requests that were made to the engine.
    type: bool
    default: false
  run_on:
    description:
      - Where the task runs. V(controller) is Ansible's own process; nothing is copied and O(docker_host) is an address as the
        controller sees it. V(target) is a module shipped to the task's host.
      - V(auto) is the controller when the connection is local and the task neither becomes another user nor is asynchronous nor has
        an environment of its own, else the target.
      - Where it is not given, the variable C(dockfleet_run_on), the environment variable E(DOCKFLEET_RUN_ON), or C(run_on) in section
        C([dockfleet]) of C(ansible.cfg) is used.
    type: str
    default: auto
    choices: [auto, controller, target]
notes:
  - A task that runs on its target needs Python there and the Python library docker. A task that runs in the controller needs nothing
    on the target.
requirements:
  - "docker >= 7.1.0 (Python library, where the task runs)"
"""
