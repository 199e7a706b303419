"""Whom the calendar entries in letters come from: one and the same for every letter of the installation."""

from planner.core.work import Site


def organizer_of(site: Site) -> tuple[str, str]:
    """(name, address) of the ORGANIZER of every mailed entry, whichever slice writes the letter.

    Never a gathering's contact person: an update or a cancellation from anybody but the first ORGANIZER is another
    organizer's to calendar programs, and passed over (RFC 5546 2.1.4, 6.1.2), and contact persons change. It is the
    letters' From, without which Outlook shows no buttons (RFC 6047 2.3); whom to ask stands in Reply-To, CONTACT and
    the text.
    """
    return (site.network_name, site.answers_to or site.sender)
