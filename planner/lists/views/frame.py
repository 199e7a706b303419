"""What the pages of lists share: their frame, their pager, their files."""

from typing import Any

from flask import Response, make_response, render_template, request, url_for

from planner.core.language import Text, language
from planner.core.work import Work
from planner.lists import sheets
from planner.lists.forms.searching import SEARCHED
from planner.meetings.queries import Gate
from planner.network.queries import ClusterName, clusters_in_order
from planner.registrations.permissions import visible_clusters
from planner.web.page import for_person, with_query


def lists_page(template: str, work: Work, gate: Gate, **values: object) -> Response:
    """A page about a gathering; kept by nobody, since it is full of people. 422 where a form is shown again."""
    code = values.pop("code", 422 if request.method == "POST" else 200)
    shown = render_template(
        f"lists/{template}.html",
        gate=gate,
        dates=tuple(day.held_on for day in gate.days),
        page_here="plan.meetings",
        **values,
        **for_person(work.actor),
    )
    response = make_response(shown, code)
    response.headers["Cache-Control"] = "no-store"
    return response


def file(table: sheets.Table, gate: Gate, name: str, kind: str, title: Text) -> Response:
    """A table as a file to keep: a workbook whose sheet is called `title`, or CSV."""
    content = sheets.csv_of(table) if kind == sheets.CSV else sheets.xlsx_of(table, title.in_(language()))
    response = Response(content, content_type=sheets.CONTENT_TYPES[kind])
    return attached(response, f"{gate.slug}-{name}.{kind}" if name else f"{gate.slug}.{kind}")


def attached(response: Response, filename: str) -> Response:
    """To be saved, never shown as a page, whatever is in it."""
    response.headers.set("Content-Disposition", "attachment", filename=filename)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response


def clusters_seen(work: Work) -> list[ClusterName]:
    """The clusters whose people the reader may see, by name."""
    visible = visible_clusters(work.actor)
    return [cluster for cluster in clusters_in_order(work.db) if visible is None or cluster.id in visible]


def pager(number: int, pages: int) -> dict[str, object]:
    """Where one turns to from page `number`."""
    return {
        "number": number,
        "pages": pages,
        "previous_url": with_query(page=number - 1) if number > 1 else None,
        "next_url": with_query(page=number + 1) if number < pages else None,
    }


def searched() -> dict[str, Any]:
    """The filters as the address has them, to go along."""
    return {name: request.args[name] for name in SEARCHED if request.args.get(name)}


def file_urls(endpoint: str, **values: Any) -> dict[str, str]:
    """Where the same, as the filters show it, is had as a file."""
    return {kind: url_for(endpoint, kind=kind, **values, **searched()) for kind in sheets.CONTENT_TYPES}


def asked_page() -> int:
    """The number of the page that is asked for; None's and nonsense's is the first."""
    return max(1, request.args.get("page", 1, type=int))
