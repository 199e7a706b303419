"""Answers that are served from rendered bytes: the key names the version, the ETag is the key."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from flask import Response, request
from werkzeug.datastructures import Headers
from werkzeug.http import http_date

from planner.core.language import language
from planner.web.entry import parts


class Kept(Response):
    """An answer whose headers are whole as given: nothing is worked out when it leaves, and a 304 has no type."""

    default_mimetype = None

    def get_wsgi_headers(self, environ: dict[str, Any]) -> Headers:
        return self.headers


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
    key = _key(kind, version)
    headers = [("ETag", f'"{key}"'), ("Cache-Control", f"public, max-age={max_age}" if max_age else "public, no-cache")]
    if changed_at is not None:
        headers.append(("Last-Modified", _in_http(changed_at)))
    held = request.environ.get("HTTP_IF_NONE_MATCH", "")
    if _has(held, key) or (not held and changed_at and _not_since(changed_at)):
        return Kept(status=304, headers=headers)
    cache = parts().cache
    content = cache.get(key)
    if content is None:
        content = render()
        cache.put(key, content)
    if filename or inline_name:
        way = "attachment" if filename else "inline"
        headers.append(("Content-Disposition", f'{way}; filename="{filename or inline_name}"'))
    return _whole(content, headers, content_type)


def personal(kind: str, version: str, render: Callable[[], bytes], content_type: str) -> Response:
    """As versioned(), for one person's eyes: neither here nor on the way are the bytes kept.

    Without Last-Modified: what a person takes back leaves no date behind, and a wrong 304 would hide it.
    """
    key = _key(kind, version)
    headers = [("ETag", f'"{key}"'), ("Cache-Control", "private, no-cache"), ("X-Robots-Tag", "noindex, nofollow")]
    if _has(request.environ.get("HTTP_IF_NONE_MATCH", ""), key):
        return Kept(status=304, headers=headers)
    return _whole(render(), headers, content_type)


def kept(
    kind: str, versions: Iterable[str], render: Callable[[Sequence[str]], Mapping[str, bytes]]
) -> dict[str, bytes]:
    """Rendered bytes that are parts of many answers, by their versions: from memory, from the shared cache, or
    rendered now, all that are missing at once, and kept.
    """
    cache = parts().cache
    found = {version: cache.get(_key(kind, version)) for version in versions}
    missing = [version for version, content in found.items() if content is None]
    for version, content in render(missing).items() if missing else ():
        cache.put(_key(kind, version), content)
        found[version] = content
    return {version: content for version, content in found.items() if content is not None}


def _whole(content: bytes, headers: list[tuple[str, str]], content_type: str) -> Response:
    return Kept(content, headers=[*headers, ("Content-Length", str(len(content)))], content_type=content_type)


def _key(kind: str, version: str) -> str:
    return f"{kind}.{version}.{language()}.{parts().renderer}"


def _has(held: str, key: str) -> bool:
    # RFC 9110 13.1.2: compared weakly, since a proxy that compresses marks the tag as weak. A key holds no quote, so
    # it stands in the list of tags exactly when it stands there in quotes.
    return f'"{key}"' in held or held.strip() == "*"


def _not_since(changed_at: datetime) -> bool:
    since = request.if_modified_since
    return since is not None and changed_at.replace(microsecond=0) <= since


# A version is asked for many times, and its date is dearer to write than the rest of a 304.
_in_http = lru_cache(maxsize=256)(http_date)
