"""The use cases of registrations."""

from planner.registrations.services.changing import cancel, change, send_link
from planner.registrations.services.erasing import erase_person
from planner.registrations.services.following import (
    MEETING_CANCELLED,
    follow_days,
    follow_move,
    follow_places,
    follow_status,
    tell_of_cancelling,
)
from planner.registrations.services.handing import hand_over
from planner.registrations.services.importing import import_people
from planner.registrations.services.keeping import erase_answers, erase_needs, erase_people, look_at_needs
from planner.registrations.services.offering import (
    accept_offer,
    come_apart,
    lapse_offers,
    move_in_line,
    release_seats,
    stay_in_line,
)
from planner.registrations.services.outcomes import AlreadyRegistered, PartyRegistered, Registered
from planner.registrations.services.planning import (
    add_part,
    add_parts,
    add_usual_parts,
    change_part,
    remove_part,
    set_terms,
)
from planner.registrations.services.registering import register, register_party
from planner.registrations.services.seating import OFFER_LAPSES
from planner.registrations.services.several import cancel_many, mark_funded, remind_to_answer, send_links

__all__ = [
    "MEETING_CANCELLED",
    "OFFER_LAPSES",
    "AlreadyRegistered",
    "PartyRegistered",
    "Registered",
    "accept_offer",
    "add_part",
    "add_parts",
    "add_usual_parts",
    "cancel",
    "cancel_many",
    "change",
    "change_part",
    "come_apart",
    "erase_answers",
    "erase_needs",
    "erase_people",
    "erase_person",
    "follow_days",
    "follow_move",
    "follow_places",
    "follow_status",
    "hand_over",
    "import_people",
    "lapse_offers",
    "look_at_needs",
    "mark_funded",
    "move_in_line",
    "register",
    "register_party",
    "release_seats",
    "remind_to_answer",
    "remove_part",
    "send_link",
    "send_links",
    "set_terms",
    "stay_in_line",
    "tell_of_cancelling",
]
