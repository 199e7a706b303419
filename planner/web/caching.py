"""Answers that are served from rendered bytes: the key names the version, the ETag is the key."""

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache

from flask import Response, request
from werkzeug.http import http_date

from planner.core.language import language
from planner.web.entry import parts


def versioned(
    kind: str,
    version: str,
    render: Callable[[], bytes],
    content_type: str,
    *,
    changed_at: datetime | None = None,
    max_age: int = 0,
    filename: str = "",
    inline_name: str = "",
) -> Response:
    """304 when the reader has this version, else its bytes: kept ones, or rendered now and kept.

    `version` names everything the bytes depend on but language and code (RFC 9110 8.8.3: strong validator).
    """
    here, held = parts(), request.if_none_match
    key = f"{kind}.{version}.{language()}.{here.renderer}"
    # RFC 9110 13.1.2: compared weakly, since a proxy that compresses marks the tag as weak.
    if held.contains_weak(key) or (not held and changed_at and _not_since(changed_at)):
        return _dress(Response(status=304), key, changed_at, max_age)
    cache = here.cache
    content = cache.get(key)
    if content is None:
        content = render()
        cache.put(key, content)
    response = _dress(Response(content, content_type=content_type), key, changed_at, max_age)
    if filename:
        response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    elif inline_name:
        response.headers["Content-Disposition"] = f'inline; filename="{inline_name}"'
    return response


def _not_since(changed_at: datetime) -> bool:
    since = request.if_modified_since
    return since is not None and changed_at.replace(microsecond=0) <= since


def _dress(response: Response, key: str, changed_at: datetime | None, max_age: int) -> Response:
    response.headers["ETag"] = f'"{key}"'
    response.headers["Cache-Control"] = f"public, max-age={max_age}" if max_age else "public, no-cache"
    if changed_at is not None:
        response.headers["Last-Modified"] = _in_http(changed_at)
    return response


# A version is asked for many times, and its date is dearer to write than the rest of a 304.
_in_http = lru_cache(maxsize=256)(http_date)
