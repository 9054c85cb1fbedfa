# Copyright (c) 2026, dockfleet contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can go wrong, each with a fixed reason, and the sentence a user reads. PRIVATE: not part of the collection's API."""

from __future__ import annotations

import re
from contextlib import contextmanager, suppress
from typing import Any, Iterator

sdk_errors: Any = None
http_errors: Any = None
with suppress(ImportError):  # the transports report it; nothing below can be raised without the library
    import docker.errors as sdk_errors
    import requests.exceptions as http_errors


class Failure(Exception):
    """Base of everything a task may end with.

    ``reason`` is the fixed word in the result. ``doing`` is set by the innermost ``doing()``, ``engine`` by the engine facade,
    ``advice`` says what the user can do, ``facts`` (JSON) join the task's result.
    """

    reason = "failed"

    def __init__(self, answer: str, advice: str = "", facts: dict[str, Any] | None = None) -> None:
        super().__init__(answer)
        self.answer = answer
        self.advice = advice
        self.facts = dict(facts or {})
        self.doing = ""
        self.engine = ""
        self.aftermath: list[str] = []

    def __str__(self) -> str:
        where = f" on {self.engine}" if self.engine else ""
        head = f"Could not {self.doing}{where}: {self.answer}" if self.doing else self.answer
        return " ".join(_ended(part) for part in [head, *self.aftermath, self.advice] if part)


class Invalid(Failure):
    """The options do not make sense, by themselves or together."""

    reason = "invalid"


class NotFound(Failure):
    """The engine has no such object."""

    reason = "not_found"


class Conflict(Failure):
    """Going on would lose something, or the engine says that something is in the way."""

    reason = "conflict"


class Unreachable(Failure):
    """No engine answers at the address."""

    reason = "unreachable"


class Denied(Failure):
    """The engine, its socket or a registry refuses this user."""

    reason = "denied"


class TlsFailed(Failure):
    """The TLS session could not be set up: certificate, host name or protocol."""

    reason = "tls"


class TimedOut(Failure):
    """No answer within the time allowed."""

    reason = "timeout"


class Unsupported(Failure):
    """This engine, or its API version, cannot do it."""

    reason = "unsupported"


class Unhealthy(Failure):
    """A container did not reach the state that was asked for."""

    reason = "unhealthy"


class MissingLibrary(Failure):
    """A Python library is not installed where the task runs."""

    reason = "missing_library"


class EngineError(Failure):
    """The engine answered with an error of its own."""

    reason = "engine_error"


BY_STATUS: dict[int, type[Failure]] = {400: Invalid, 401: Denied, 403: Denied, 404: NotFound, 409: Conflict, 501: Unsupported}


@contextmanager
def doing(what: str) -> Iterator[None]:
    """Name the activity in any Failure that leaves the block, unless one further in has named it already."""
    try:
        yield
    except Failure as failure:
        failure.doing = failure.doing or what
        raise


@contextmanager
def speaking_to(engine: str) -> Iterator[None]:
    """Name the engine in any Failure that leaves the block without naming one."""
    try:
        yield
    except Failure as failure:
        failure.engine = failure.engine or engine
        raise


@contextmanager
def none_if_missing() -> Iterator[None]:
    """Let a function return None where the engine has no such object."""
    with suppress(NotFound):
        yield


@contextmanager
def translated(engine: str) -> Iterator[None]:
    """Turn what the SDK and its HTTP library raise into a Failure that names ``engine``."""
    try:
        with speaking_to(engine):
            yield
    except Failure:
        raise
    except Exception as error:
        known = _known(error)
        if known is None:
            raise
        known.engine = engine
        raise known from error


def _known(error: Exception) -> Failure | None:
    if isinstance(error, ValueError) and "JSON" in type(error).__name__:  # the HTTP library has one of its own, which is an OSError too
        return EngineError(f"its answer makes no sense ({error})", "Is this a Docker engine?")
    if isinstance(error, OSError):  # the HTTP library's exceptions are OSErrors too
        return _from_io(error)
    if sdk_errors is not None and isinstance(error, sdk_errors.TLSParameterError):
        return Invalid(str(error))
    if sdk_errors is not None and isinstance(error, sdk_errors.DockerException):
        return EngineError(str(error))
    return None


def answered(status: int, message: str) -> Failure:
    """The Failure for an error status of the engine; Docker reports several faults of the user's input as 500."""
    for pattern, kind, advice in _SAID:
        if re.search(pattern, message):
            return kind(message, advice)
    return BY_STATUS.get(status, EngineError)(message)


_SAID = (
    (r"client version .* is too (new|old)", Unsupported, "Set api_version to one that the engine speaks, or leave it out."),
    (r"port is already allocated|address already in use", Conflict, "Publish another port, or stop what uses this one."),
    (r"unauthorized|authentication required|denied: requested access", Denied, "Log in to the registry, or check the image's name."),
    (r"(manifest|repository) .*(unknown|not found|does not exist)", NotFound, ""),
    (r"no such host|connection refused|network is unreachable|i/o timeout|TLS handshake timeout", Unreachable, ""),
)

_REFUSED = r"alert (bad certificate|unknown ca|certificate required|handshake failure)|CERTIFICATE_REQUIRED|BAD_CERTIFICATE|UNKNOWN_CA"
_CUT = r"Remote ?Disconnected|Connection ?reset|Connection aborted|Broken ?pipe|IncompleteRead|Connection broken"
_CONNECTING = (
    (r"Permission ?denied|PermissionError", Denied, "Join the group that owns the socket, use become, or set docker_host."),
    (r"FileNotFoundError|No such file", Unreachable, "Start Docker, or set docker_host to where it listens."),
    (r"(hostname|address) mismatch|doesn't match", TlsFailed, "Set tls_hostname to a name that the certificate carries."),
    (r"CERTIFICATE_VERIFY_FAILED|certificate verify failed", TlsFailed, "Set ca_path to the CA that signed the engine's certificate."),
    (_REFUSED, TlsFailed, "Set client_cert and client_key to a pair that the engine trusts."),
    (r"SSL|wrong version number", TlsFailed, "Does the engine speak TLS on this port? Does it want client_cert and client_key?"),
    (r"Connection ?refused", Unreachable, "Start Docker, or set docker_host to where it listens."),
    (_CUT, Unreachable, "The engine may have been restarted: run the task again."),
)


def _from_io(error: OSError) -> Failure:
    text = _innermost(error)
    if http_errors is not None and isinstance(error, http_errors.Timeout) and "handshake" not in text:
        return TimedOut(f"no answer in time ({text})", "Raise timeout if the engine is merely busy.")
    if isinstance(error, TimeoutError):
        return TimedOut("no answer in time", "Raise timeout if the engine is merely busy.")
    for pattern, kind, advice in _CONNECTING:
        if re.search(pattern, f"{error!r} {text}", re.IGNORECASE):
            return kind(text, advice)
    return Unreachable(text)


def _innermost(error: BaseException) -> str:
    """The system's own words, out of the layers that HTTP libraries wrap around them."""
    seen: BaseException = error
    while True:
        inner = getattr(seen, "reason", None) or next((a for a in seen.args if isinstance(a, BaseException)), None) or seen.__context__
        if not isinstance(inner, BaseException) or inner is seen:
            break
        seen = inner
    return getattr(seen, "strerror", None) or re.sub(r"^<?[\w.]+ object at 0x\w+>?:? *", "", str(seen)) or type(seen).__name__


def _ended(sentence: str) -> str:
    text = sentence.strip()
    return text if text.endswith((".", "!", "?")) else text + "."


@contextmanager
def saying(what: str) -> Iterator[None]:
    """Turn the ValueError of a parser into Invalid, naming the option that was read."""
    try:
        yield
    except ValueError as error:
        raise Invalid(f"{what}: {error}") from error
