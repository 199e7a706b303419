"""The rooming list: night by night, who sleeps alone and who with whom."""

from collections.abc import Iterable, Sequence

from planner.core.language import Lang, say
from planner.lists.queries.people import PersonRow
from planner.lists.rules import Group, Line, Listing, Rooming, Sleeper, pair_up, part_title
from planner.registrations.rules import ROOM_WORDS, PartOffer, RoomType


def rooms_of(people: Sequence[PersonRow], offer: PartOffer) -> Rooming:
    """How one night's beds are shared by those who have one."""
    return pair_up(
        [
            Sleeper(
                registration_id=person.registration_id,
                name=person.name,
                cluster=person.cluster,
                phone=person.phone,
                room=part.room or RoomType.SINGLE,
                share_with=part.share_with,
            )
            for person in people
            for part in person.parts
            if part.part_id == offer.part_id and person.has(part)
        ]
    )


def rooming_list(people: Sequence[PersonRow], offers: Iterable[PartOffer], lang: Lang) -> Listing:
    """A line for each guest. Those who share a room stand together, with the same number."""
    columns = tuple(
        word.in_(lang)
        for word in (say("Room no."), say("Kind"), say("Name"), say("Phone"), say("Cluster"), say("Note"))
    )
    known = {person.registration_id: person for person in people}
    groups = []
    for offer in offers:
        rooming = rooms_of(people, offer)
        lines = [
            _line(known[sleeper.registration_id], number, sleeper, note, lang)
            for number, (sleepers, note) in enumerate(_rooms(rooming, lang), 1)
            for sleeper in sleepers
        ]
        note = say(
            "Single rooms: %(singles)s. Double rooms with two: %(pairs)s. Beds in double rooms unmatched: %(alone)s.",
            singles=len(rooming.singles), pairs=len(rooming.pairs), alone=len(rooming.alone),
        )  # fmt: skip
        groups.append(Group(part_title(offer.details, lang), tuple(lines), note.in_(lang)))
    return Listing(columns, tuple(groups))


def _rooms(rooming: Rooming, lang: Lang) -> list[tuple[tuple[Sleeper, ...], str]]:
    singles = [((sleeper,), "") for sleeper in rooming.singles]
    alone = [((one.sleeper,), one.words.in_(lang)) for one in rooming.alone]
    return [*((pair, "") for pair in rooming.pairs), *alone, *singles]


def _line(person: PersonRow, number: int, sleeper: Sleeper, note: str, lang: Lang) -> Line:
    kind = ROOM_WORDS[sleeper.room].in_(lang)
    cells = (str(number), kind, sleeper.name, sleeper.phone, sleeper.cluster or person.organisation, note)
    return Line(cells, person.registration_id, person.cluster, person.mode)
