"""Numbers as tables: who comes to what, what the kitchen cooks, what is chosen."""

from collections.abc import Sequence

from planner.checkin.queries import Attendance
from planner.core.language import Lang, Text, day_words, say
from planner.lists.queries.answers import ItemChosen
from planner.lists.queries.heads import HeadCount, PartCount
from planner.lists.queries.kitchen import NeedsList
from planner.lists.rules import part_title, stop_title
from planner.lists.sheets.files import Cell, Table
from planner.network.queries import ClusterName
from planner.registrations.rules import DIET_WORDS, PART_WORDS


def attendance_table(
    heads: HeadCount, counts: Sequence[PartCount], clusters: Sequence[ClusterName], lang: Lang
) -> Table:
    """A row for the gathering and for each part and stop: on site, online, waiting, and how many of each cluster."""
    come = {each.cluster_id: each.on_site + each.online for each in heads.clusters}
    named = [(cluster.id, cluster.name) for cluster in clusters if cluster.id in come]
    known: list[tuple[int | None, str]] = [*named, *([(None, say("None of them").in_(lang))] if None in come else [])]
    head = _words(lang, say("Kind"), say("Part"), say("On site"), say("Online"), say("Waiting"))
    rows: list[list[Cell]] = [[*head, *(name for _, name in known)]]
    whole = [say("Gathering").in_(lang), say("The whole gathering").in_(lang)]
    rows.append([*whole, heads.on_site, heads.online, heads.waiting + heads.offered, *(come[key] for key, _ in known)])
    for count in counts:
        details = count.offer.details
        kind = PART_WORDS[details.kind].in_(lang)
        numbers = [count.clusters[key] for key, _ in known]
        rows.append([kind, part_title(details, lang), count.on_site, count.online, count.waiting, *numbers])
        rows += [
            [kind, stop_title(details, stop.stop_id, lang), count.stops[stop.stop_id], 0, 0, *("" for _ in known)]
            for stop in details.stops
        ]
    return rows


def came_table(came: Attendance, clusters: Sequence[ClusterName], lang: Lang) -> Table:
    """A row for each person, a column for each day: 1 where they were there, empty where they were not."""
    names = {cluster.id: cluster.name for cluster in clusters}
    head = _words(lang, say("Name"), say("Cluster"), say("Organisation"), say("Registered"))
    rows: list[list[Cell]] = [[*head, *(day_words(day, lang) for day in came.days)]]
    yes, no = _words(lang, say("Yes"), say("No"))
    for person in came.people:
        cluster = names.get(person.cluster_id or 0, "")
        there: list[Cell] = [1 if day in person.days else "" for day in came.days]
        own = "" if cluster else person.comes_from
        rows.append([person.name, cluster, own, no if person.who.visitor_id else yes, *there])
    return rows


def kitchen_table(needs: NeedsList, lang: Lang) -> Table:
    """A row for each diet of each meal; numbers, no names."""
    rows: list[list[Cell]] = [[*_words(lang, say("Meal"), say("Diet"), say("Persons"))]]
    for meal in needs.meals:
        title = part_title(meal.details, lang)
        rows.append([title, say("All on site").in_(lang), meal.eating])
        if meal.plain is not None:
            rows.append([title, say("Nothing special").in_(lang), meal.plain])
        rows += [[title, DIET_WORDS[diet].in_(lang), number] for diet, number in meal.diets]
        rows += [[title, text, number] for text, number in meal.texts]
        if meal.erased:
            rows.append([title, say("Something else, erased").in_(lang), meal.erased])
    rows += [[say("To be able to take part").in_(lang), text, number] for text, number in needs.access]
    return rows


def chosen_table(items: Sequence[ItemChosen], clusters: Sequence[ClusterName], lang: Lang) -> Table:
    """A row for each item that can be chosen: how many have it, of how many places, and of each cluster."""
    coming = {cluster_id for item in items for cluster_id in item.clusters}
    named = [cluster for cluster in clusters if cluster.id in coming]
    head = _words(lang, say("Item"), say("Room"), say("Places"), say("Chosen"))
    return [
        [*head, *(cluster.name for cluster in named)],
        *(
            [
                item.title.in_(lang),
                item.room,
                item.capacity if item.capacity is not None else "",
                item.chosen,
                *(item.clusters[cluster.id] for cluster in named),
            ]
            for item in items
        ),
    ]


def _words(lang: Lang, *words: Text) -> list[str]:
    return [word.in_(lang) for word in words]
