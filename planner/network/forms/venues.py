"""What is filled in about a venue and about each of its rooms."""

from wtforms import IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional

from planner.core.language import Words, say
from planner.network.forms.fields import coordinates, coordinates_shown, coordinates_typed, website
from planner.network.queries import RoomValue, VenueValue
from planner.network.rules import ROOM_WORDS, RoomKind
from planner.network.services import RoomDetails, VenueDetails
from planner.web.form import Form, choose, english, line, prose


class VenueForm(Form):
    """A venue, without its rooms."""

    name = line(say("Name"), needed=True)
    address = line(say("Street address"), most=300)
    place = line(say("Town"), most=120, hint=say("The town or village, such as Skara."))
    coordinates = coordinates()
    website = website()
    directions_sv = prose(
        say("How to get there"), most=4000, hint=say("By train, by bus, by car, and where to park. Markdown.")
    )
    directions_en = prose(english(say("How to get there")), most=4000)

    def fill(self, venue: VenueValue) -> None:
        """Show what is known."""
        self.name.data = venue.name
        self.address.data = venue.address
        self.place.data = venue.place
        self.coordinates.data = coordinates_shown(venue.latitude, venue.longitude)
        self.website.data = venue.website
        self.directions_sv.data, self.directions_en.data = venue.directions.sv, venue.directions.en

    def details(self) -> VenueDetails:
        return VenueDetails(
            name=self.name.data or "",
            address=self.address.data or "",
            place=self.place.data or "",
            coordinates=coordinates_typed(self.coordinates.data),
            website=self.website.data or "",
            directions=Words(self.directions_sv.data or "", self.directions_en.data or ""),
        )


class RoomForm(Form):
    """One room. Several stand on one page, so each has a prefix."""

    name = line(say("Name"), needed=True, most=120)
    kind = SelectField(
        say("Kind"),
        [InputRequired(say("Choose one of the options."))],
        choices=choose((kind.value, words) for kind, words in ROOM_WORDS.items()),
    )
    capacity = IntegerField(say("Holds"), [Optional(), NumberRange(1, 100_000, say("Write a whole number from 1."))])
    building = line(
        say("Building"), most=120, hint=say("If there are several: the agenda then warns when people must walk.")
    )
    online_link = line(say("Online link"), most=500, hint=say("Only those who take part online, and planners, see it."))

    def fill(self, room: RoomValue) -> None:
        """Show what is known."""
        self.name.data = room.name
        self.kind.data = room.kind.value
        self.capacity.data = room.capacity
        self.online_link.data = room.online_link
        self.building.data = room.building

    def details(self) -> RoomDetails:
        return RoomDetails(
            name=self.name.data or "",
            kind=RoomKind(self.kind.data),
            capacity=self.capacity.data,
            online_link=self.online_link.data or "",
            building=self.building.data or "",
        )
