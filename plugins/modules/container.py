#!/usr/bin/python
#
# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: container
short_description: Create, change, replace, start, stop and remove containers
version_added: 0.1.0
description:
  - Makes a container be as the options say, and says why it changes what it changes.
  - Only the options that are given count. What an option that was left out is set to in the container, by the image, by the engine or by
    somebody else, is no difference.
  - O(memory), O(memory_reservation), O(memory_swap), O(cpus), O(cpu_shares), O(cpuset_cpus), O(pids_limit), O(restart_policy) and
    O(restart_retries) are changed in the running container, and O(networks) are connected and disconnected live. Any other difference
    replaces the container.
  - A replacement is created beside the old container, which proves that image and options are fine. Then the old container is stopped and
    moved aside, the new one takes its name and is started, and, with O(state=healthy), has to become healthy. Only then is the old
    container removed. If anything fails before that, the old container is back under its name, with its networks, and running if it ran.
  - The replacement has only what the options say, apart from the image, where O(image) is left out, and the networks that O(networks)
    does not speak about. So always give all the options that the container needs.
  - A replace that was interrupted, for example because the controller died, is finished or taken back by the next run, which says so.
    What it leaves is named after the container, with C(.dockfleet-new) and C(.dockfleet-old) at the end.
extends_documentation_fragment:
  - dockfleet.docker.engine
  - dockfleet.docker.attributes
  - dockfleet.docker.attributes.changes
options:
  name:
    description:
      - The container's name. To find an existing container, the beginning of its identifier will do, too.
    type: str
    required: true
  state:
    description:
      - V(present) - There is a container as the options say; it is neither started nor stopped. A running container that has to be
        replaced runs afterwards, too.
      - V(started) - As V(present), and it runs.
      - V(stopped) - As V(present), and it does not run.
      - V(healthy) - As V(started), and its health check succeeds. When the container is replaced, the old one is only removed after
        that. A container without a health check only has to run.
      - V(absent) - There is no such container. One that runs is stopped first.
    type: str
    default: started
    choices: [absent, present, healthy, stopped, started]
  image:
    description:
      - The image, by name or identifier. A name without a tag means C(latest).
      - Needed to create a container. When a container is replaced and this is left out, its own image is used.
      - The container's image is compared by its identifier, so a container is replaced when the name has come to mean another image,
        and also when the same image is wished by another name.
    type: str
  command:
    description:
      - The command to run, as text or as a list. Text is split into words as a POSIX shell would do it.
    type: raw
  entrypoint:
    description:
      - Overwrites the image's entrypoint. An empty list means no entrypoint.
    type: list
    elements: str
  env:
    description:
      - Environment variables. Values must be text, so put numbers and booleans in quotes.
      - "By default only the variables named here are compared. Their values are part of the plan and of the difference in the
        result: use C(no_log) on the task for secrets."
    type: dict
  env_file:
    description:
      - A file with lines C(NAME=value), in the place where the task runs. O(env) stands before it.
    type: path
  labels:
    description:
      - Labels. By default only the labels named here are compared.
    type: dict
  user:
    description:
      - The user, and optionally the group, to run as, by name or number.
    type: str
  working_dir:
    description:
      - The folder in which the command runs.
    type: str
  hostname:
    description:
      - The container's host name.
    type: str
  published_ports:
    description:
      - Ports to publish, as V(container), V(host:container) or V(address:host:container), optionally with V(/udp) or V(/sctp).
        Ranges are possible on both sides; of two ranges the shorter counts. A range of host ports for one container port lets the
        engine choose a free one of them.
      - Where no address is given, a port is published on all addresses of the host, IPv4 and IPv6; a port that was published on
        0.0.0.0 is no difference then.
    type: list
    elements: str
    aliases: [ports]
  exposed_ports:
    description:
      - Ports to expose, as V(80), V(80-82) or V(53/udp). What the image exposes and what is published need not be named.
    type: list
    elements: str
    aliases: [exposed, expose]
  volumes:
    description:
      - "Volumes in short form: V(source:target), V(source:target:mode) or V(target) for an anonymous volume. A source that begins
        with V(/), V(./) or V(~) is a path on the host, any other is the name of a volume."
      - Modes are V(rw), V(ro), V(z), V(Z), V(nocopy), V(consistent), V(cached), V(delegated) and the propagations V(private),
        V(rprivate), V(shared), V(rshared), V(slave) and V(rslave), separated by commas.
    type: list
    elements: str
  mounts:
    description:
      - Mounts in long form. Of a mount that exists, only the suboptions given here are compared.
    type: list
    elements: dict
    suboptions:
      target:
        description:
          - The path in the container.
        type: str
        required: true
      source:
        description:
          - The name of a volume or image, or a path on the host. A V(volume) without one is anonymous.
        type: str
      type:
        description:
          - The type of the mount. V(npipe) exists on Windows only, V(cluster) needs API version 1.42 and V(image) 1.47.
        type: str
        default: volume
        choices: [bind, npipe, tmpfs, volume, cluster, image]
      read_only:
        description:
          - Whether the container may not write there.
        type: bool
      consistency:
        description:
          - How strictly both sides see the same.
        type: str
        choices: [default, consistent, cached, delegated]
      propagation:
        description:
          - How mounts below it propagate. For V(bind).
        type: str
        choices: [private, rprivate, shared, rshared, slave, rslave]
      no_copy:
        description:
          - Do not fill an empty volume with what the image has there. For V(volume).
        type: bool
      labels:
        description:
          - Labels for a volume that is made for the mount. For V(volume).
        type: dict
      volume_driver:
        description:
          - The driver of a volume that is made for the mount. For V(volume).
        type: str
      volume_options:
        description:
          - Options of that driver. For V(volume).
        type: dict
      tmpfs_size:
        description:
          - The largest size, for example V(64M). For V(tmpfs).
        type: str
      tmpfs_mode:
        description:
          - The permissions in octal digits, in quotes. For V(tmpfs).
        type: str
      tmpfs_options:
        description:
          - Further mount options; each item has one name and a value, or no value for a flag. For V(tmpfs); needs API version 1.46.
        type: list
        elements: dict
      non_recursive:
        description:
          - Do not mount what is mounted below the source. For V(bind).
        type: bool
      create_mountpoint:
        description:
          - Make the source where it is missing. For V(bind); needs API version 1.42.
        type: bool
      read_only_non_recursive:
        description:
          - Mount read-only, but not what is mounted below. For V(bind); needs API version 1.44.
        type: bool
      read_only_force_recursive:
        description:
          - Fail where what is mounted below cannot be read-only. For V(bind); needs API version 1.44.
        type: bool
      subpath:
        description:
          - A relative path in the source. For V(volume) and V(image); needs API version 1.45.
        type: str
  tmpfs:
    description:
      - "Temporary file systems: V(target) or V(target:options) with the options of the C(mount) command, such as
        V(/run:size=64m,noexec)."
    type: list
    elements: str
  networks:
    description:
      - The networks the container is in. A container in fewer networks, or with another address or alias there, is connected again
        live, without being replaced.
      - As with C(docker run), the container is not in the default network when networks are given, unless O(network_mode) names it.
        Other networks are left alone, unless O(comparisons) says C(networks=strict).
      - Where O(network_mode) is left out, a new container's network mode is the first network.
    type: list
    elements: dict
    suboptions:
      name:
        description:
          - The network's name.
        type: str
        required: true
      ipv4_address:
        description:
          - A fixed IPv4 address.
        type: str
      ipv6_address:
        description:
          - A fixed IPv6 address.
        type: str
      aliases:
        description:
          - Further names of the container in this network. There may be more.
        type: list
        elements: str
      links:
        description:
          - Containers to link to, as V(container:alias) or V(container).
        type: list
        elements: str
      mac_address:
        description:
          - The MAC address in this network. Needs API version 1.44.
        type: str
      driver_opts:
        description:
          - Options of the network's driver for this endpoint.
        type: dict
      gw_priority:
        description:
          - The network with the highest number has the default gateway. Needs API version 1.48.
        type: int
  network_mode:
    description:
      - V(bridge), V(host), V(none), V(default), the name of a network, or V(container:NAME) to share the network of another
        container. A difference replaces the container.
    type: str
  restart_policy:
    description:
      - When the engine starts the container again. Put V(no) in quotes.
    type: str
    choices: ["no", on-failure, always, unless-stopped]
  restart_retries:
    description:
      - How often O(restart_policy=on-failure) tries; V(0) is for ever.
    type: int
  memory:
    description:
      - The memory limit, a number with a unit (B, K, M, G, T or P; of 1024) or in bytes. V(0) is no limit.
      - When the limit changes and O(memory_swap) is left out, the engine's default for memory and swap together (twice the memory)
        moves with it.
    type: str
  memory_reservation:
    description:
      - The soft memory limit, written as O(memory).
    type: str
  memory_swap:
    description:
      - The limit of memory and swap together, written as O(memory), or V(unlimited) or V(-1).
      - Taking the limit away replaces the container, since engines on cgroup v1 do not do that to one that runs.
    type: str
  cpus:
    description:
      - How many CPUs the container may use, for example V(1.5). V(0) is no limit.
    type: float
  cpu_shares:
    description:
      - The relative weight where CPUs are scarce.
    type: int
  cpuset_cpus:
    description:
      - The CPUs to run on, for example V(0-2) or V(0,2).
    type: str
  pids_limit:
    description:
      - The largest number of processes; V(-1) is no limit.
    type: int
  healthcheck:
    description:
      - A command that says whether the container is healthy. Durations are written as V(1m30s), with the units V(h), V(m), V(s),
        V(ms) and V(us).
      - By default only the suboptions given here are compared.
    type: dict
    suboptions:
      test:
        description:
          - The command, as text for a shell, or as a list that begins with V(CMD) or V(CMD-SHELL). The list V([NONE]) switches the
            image's health check off, and so does leaving it out, unless O(healthcheck.test_cli_compatible=true).
        type: raw
      test_cli_compatible:
        description:
          - Whether the image's test stays when O(healthcheck.test) is left out, as with the docker CLI.
        type: bool
        default: false
      interval:
        description:
          - The time between two checks.
        type: str
      timeout:
        description:
          - How long a check may take.
        type: str
      retries:
        description:
          - How many checks have to fail in a row until the container is unhealthy.
        type: int
      start_period:
        description:
          - For how long after the start failures do not count.
        type: str
      start_interval:
        description:
          - The time between two checks in the start period. Needs API version 1.44.
        type: str
  capabilities:
    description:
      - Capabilities to add, with or without C(CAP_), in any case.
    type: list
    elements: str
  cap_drop:
    description:
      - Capabilities to take away; V(all) is possible.
    type: list
    elements: str
  privileged:
    description:
      - Whether the container may do all that the host may.
    type: bool
  read_only:
    description:
      - Whether the container's own file system is read-only.
    type: bool
  log_driver:
    description:
      - Where the output goes; the engine's default is usually V(json-file).
    type: str
  log_options:
    description:
      - Options of the log driver.
    type: dict
    aliases: [log_opt]
  stop_signal:
    description:
      - The signal that stops the container, for example V(SIGQUIT).
    type: str
  stop_timeout:
    description:
      - How many seconds a stop may take until the container is killed.
      - It is also used when this task stops the container. For that reason a difference is ignored, unless O(comparisons) says
        otherwise.
    type: int
  tty:
    description:
      - Whether the container has a terminal.
    type: bool
  interactive:
    description:
      - Whether its standard input is kept open.
    type: bool
  init:
    description:
      - Whether the engine runs an init process in the container that reaps processes and passes signals on.
    type: bool
  ulimits:
    description:
      - Limits as V(name:soft) or V(name:soft:hard), for example V(nofile:1024:2048).
    type: list
    elements: str
  dns_servers:
    description:
      - Addresses of DNS servers. Their order counts.
    type: list
    elements: str
  etc_hosts:
    description:
      - Further names and their addresses for the container's C(/etc/hosts). The address V(host-gateway) is that of the host.
    type: dict
  comparisons:
    description:
      - "How options of a container that exists are compared: V(strict), V(ignore) or V(allow_more_present), by option."
      - V(strict) replaces or updates the container when there is any difference. What the image sets is no difference. V(ignore)
        lets any difference be. V(allow_more_present), for lists and dictionaries, allows the container to have more than the option
        names.
      - Single values, O(command), O(entrypoint) and O(dns_servers) are compared strictly unless said otherwise, O(stop_timeout) is
        ignored, and all others may have more.
      - The key V(*) sets V(strict) or V(ignore) for all that is not named. An option that is left out is not compared in any mode.
    type: dict
  pull:
    description:
      - V(missing), or V(false), pulls the image when it is not on the engine. V(never) never pulls. V(always), or V(true), pulls
        when the registry has another image under this name, which is found out in check mode, too.
      - An image given by its identifier is never pulled.
    type: raw
    default: missing
    choices: [never, missing, always, true, false]
  recreate:
    description:
      - Replace the container on each run.
    type: bool
    default: false
  restart:
    description:
      - With O(state=started) or O(state=healthy), restart a container that runs and need not be replaced, on each run.
    type: bool
    default: false
  keep_volumes:
    description:
      - Whether the data in anonymous volumes are kept.
      - If V(true), a replacement takes over the anonymous volumes of the old container, as C(docker compose) does it; those that it
        has no place for are kept, with a warning, and so are those of a container that is removed.
      - If V(false), they are removed with the container.
    type: bool
    default: true
  force_kill:
    description:
      - Kill the container where it would be stopped.
    type: bool
    default: false
    aliases: [forcekill]
  kill_signal:
    description:
      - The signal for O(force_kill); the engine takes SIGKILL when none is given.
    type: str
  healthy_wait_timeout:
    description:
      - How many seconds to wait for O(state=healthy). V(0) or less is for ever.
    type: float
    default: 300
author:
  - dockfleet contributors (@dockfleet)
seealso:
  - module: dockfleet.docker.container_info
  - module: dockfleet.docker.network
  - module: dockfleet.docker.volume
"""

EXAMPLES = r"""
- name: Run a web server
  dockfleet.docker.container:
    name: web
    image: nginx:1.27
    published_ports:
      - "8080:80"
    volumes:
      - web-data:/usr/share/nginx/html:ro
    restart_policy: unless-stopped

- name: Update it, and keep the old one until the new one is healthy
  dockfleet.docker.container:
    name: web
    image: nginx:1.28
    published_ports:
      - "8080:80"
    volumes:
      - web-data:/usr/share/nginx/html:ro
    restart_policy: unless-stopped
    state: healthy
    healthcheck:
      test: ["CMD", "curl", "--fail", "http://localhost/"]
      interval: 5s
      start_period: 30s

- name: Give it more memory, without a restart
  dockfleet.docker.container:
    name: web
    memory: 512M
    cpus: 1.5

- name: Put a database into two networks
  dockfleet.docker.container:
    name: db
    image: postgres:17
    env:
      POSTGRES_PASSWORD: "{{ db_password }}"
    networks:
      - name: backend
        aliases: [database]
        ipv4_address: 172.28.0.10
      - name: backup
  no_log: true

- name: Take it out of all other networks
  dockfleet.docker.container:
    name: db
    networks:
      - name: backend
    comparisons:
      networks: strict

- name: Have exactly these variables, and do not care about the version of the image
  dockfleet.docker.container:
    name: worker
    image: example/worker:latest
    env:
      QUEUE: "orders"
    comparisons:
      image: ignore
      env: strict

- name: Restart it
  dockfleet.docker.container:
    name: worker
    restart: true

- name: Stop it
  dockfleet.docker.container:
    name: worker
    state: stopped

- name: Remove it with its anonymous volumes
  dockfleet.docker.container:
    name: worker
    state: absent
    keep_volumes: false
"""

RETURN = r"""
container:
  description: The container as the engine inspects it; empty when there is none.
  returned: success
  type: dict
  sample:
    Config: {"Cmd": ["sleep", "1000"], "Env": ["A=1"], "Image": "example/app:1.0", "Labels": {}}
    Created: "2026-11-23T10:00:00.123456789Z"
    HostConfig: {"Memory": 536870912, "NetworkMode": "bridge", "RestartPolicy": {"MaximumRetryCount": 0, "Name": "no"}}
    Id: 62be52df9dd09d3c53a7f9c26a7df3d01575dbf9cfc5cfb54298dd91e4cef025
    Image: sha256:d8b570094d0125c5b6b9bf98d8d734764c22a9a65c1cc45caab8ff1cd52e19ca
    Name: /web
    State: {"ExitCode": 0, "Running": true, "Status": "running"}
container_logs:
  description: The last lines of the container's output.
  returned: when a container could not be started or did not become healthy
  type: list
  elements: str
  sample: ["Listening on 0.0.0.0:80", "No such file or directory"]
exit_code:
  description: The exit code of the container's last run.
  returned: when a container could not be started or did not become healthy
  type: int
  sample: 1
oom_killed:
  description: Whether the kernel killed it for lack of memory.
  returned: when a container could not be started or did not become healthy
  type: bool
  sample: false
container_error:
  description: What the engine said about the last start.
  returned: when a container could not be started or did not become healthy
  type: str
  sample: ""
health_output:
  description: The output of the last health checks.
  returned: when a container could not be started or did not become healthy
  type: list
  elements: str
  sample: ["curl: (7) Failed to connect to localhost port 80"]
"""

from ..module_utils._run import run_module
from ..module_utils.resources.container import Container


def main() -> None:
    run_module(Container)


if __name__ == "__main__":
    main()
