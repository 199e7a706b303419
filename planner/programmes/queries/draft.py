"""What would be published now."""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy.orm import Session

from planner.agenda.queries import AgendaItem, agenda_of
from planner.agenda.rules import Giver, numbers_of
from planner.meetings.queries import record_of
from planner.meetings.rules import Status
from planner.network.queries import VenueValue, clusters_in_order, themes_in_order, venue_with_rooms
from planner.programmes.snapshot import (
    Contact,
    Draft,
    Entry,
    FileMark,
    HostMark,
    LogoMark,
    MeetingFacts,
    Place,
    SpeakerLine,
    ThemeMark,
)
from planner.speakers.queries import FileLine, Voice, published_files, voices_of

_NO_VOICES: Mapping[int, Voice] = {}


def draft_of(db: Session, slug: str) -> Draft:
    """What would be published now. A fixed number of statements."""
    record = record_of(db, slug)
    said = record.details
    venue = venue_with_rooms(db, said.venue_id) if said.venue_id else None
    clusters = {cluster.id: cluster for cluster in clusters_in_order(db)}
    items = agenda_of(db, record.meeting_id, said.zone)
    voices, files = voices_of(db, record.meeting_id), published_files(db, record.meeting_id)
    numbers = numbers_of((item.uid, item.details.kind) for item in items) if said.has_numbers else {}
    return Draft(
        facts=MeetingFacts(
            meeting_id=record.meeting_id,
            slug=record.slug,
            uid=record.uid,
            kind=said.kind.value,
            title=said.title,
            summary=said.summary,
            description=said.description,
            audience=said.audience,
            practical=said.practical,
            zone=said.zone,
            mode=said.mode.value,
            place=_place(venue) if venue else None,
            days=said.days,
            hosts=tuple(HostMark(clusters[h].slug, clusters[h].name) for h in said.host_ids if h in clusters),
            contact=Contact(said.contact_name, said.contact_email, said.contact_phone),
            funding=said.funding,
            logos=tuple(LogoMark(logo.digest, logo.alt, logo.width, logo.height) for logo in record.logos),
            programme_by=said.programme_by,
            cancelled=record.status is Status.CANCELLED,
            moved_from=record.moved_from,
        ),
        themes=_themes(db),
        entries=tuple(
            replace(entry_of(item, voices, files.get(item.uid, ())), item_number=numbers.get(item.uid))
            for item in items
        ),
    )


def draft_items(db: Session, meeting_id: int, zone: str) -> tuple[tuple[Entry, ...], tuple[ThemeMark, ...]]:
    """Only the draft's items, and the themes they may have, for who needs no facts of the gathering.

    Without files, and without what speakers say of themselves.
    """
    return tuple(entry_of(item) for item in agenda_of(db, meeting_id, zone)), _themes(db)


def _themes(db: Session) -> tuple[ThemeMark, ...]:
    return tuple(ThemeMark(t.code, t.name, t.short, t.hue) for t in themes_in_order(db, with_retired=True))


def _place(venue: VenueValue) -> Place:
    return Place(
        name=venue.name,
        address=venue.address,
        place=venue.place,
        latitude=venue.latitude,
        longitude=venue.longitude,
        website=venue.website,
        directions=venue.directions,
    )


def entry_of(item: AgendaItem, voices: Mapping[int, Voice] = _NO_VOICES, files: tuple[FileLine, ...] = ()) -> Entry:
    """A draft item as it would be published, its sequence and instants unset."""
    said = item.details
    givers = zip(item.giver_ids, said.givers, strict=True)
    return Entry(
        item_id=item.item_id,
        uid=item.uid,
        kind=said.kind.value,
        theme=item.theme_code,
        title=said.title,
        abstract=said.abstract,
        suits=said.suits,
        starts_at=item.starts_at,
        ends_at=item.ends_at,
        room=item.room,
        room_kind=item.room_kind,
        capacity=said.capacity,
        speakers=tuple(_speaker(giver, person_id, voices.get(person_id)) for person_id, giver in givers),
        files=tuple(FileMark(file.name, file.digest, file.size, file.media_type) for file in files),
    )


def _speaker(giver: Giver, person_id: int, voice: Voice | None) -> SpeakerLine:
    if voice is None:
        return SpeakerLine(giver.name, giver.title, giver.organisation, giver.on_link, person_id=person_id)
    return SpeakerLine(
        name=giver.name,
        title=voice.title or giver.title,
        organisation=voice.organisation or giver.organisation,
        on_link=giver.on_link,
        bio=voice.bio,
        picture=voice.picture,
        person_id=person_id,
    )
