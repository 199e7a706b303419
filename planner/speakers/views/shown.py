"""Pictures and files that published programmes show, under their digests: for everyone."""

from flask import Response, request
from flask.typing import ResponseReturnValue

from planner.core.errors import NotFound
from planner.speakers import queries
from planner.speakers.permissions import may_ask
from planner.speakers.views.frame import to_save
from planner.web.entry import public, reading

KEPT_SECONDS = 86_400
"""The bytes under a digest never change; but what is erased must not be kept anywhere for long."""


def shown_file(file_digest: str, file_name: str) -> ResponseReturnValue:
    """A file of an item. One that is not public yet only planners get: they follow its link in a preview."""
    try:
        with reading(public()) as work:
            found = queries.shown_file(work.db, file_digest, file_name)
        return _kept(to_save(found), found.digest)
    except NotFound:
        with reading() as work:
            if not may_ask(work.actor):
                raise
            return to_save(queries.drafted_file(work.db, file_digest, file_name))


def portrait(picture_digest: str) -> ResponseReturnValue:
    """A speaker's picture."""
    with reading(public()) as work:
        found = queries.shown_picture(work.db, picture_digest)
    return _kept(Response(found.content, content_type=found.media_type), found.digest)


def _kept(response: Response, digest: str) -> Response:
    response.headers["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    response.set_etag(digest)
    response.make_conditional(request)
    return response
