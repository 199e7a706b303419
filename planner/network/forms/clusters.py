"""What is filled in about a cluster, and about the staff who sign in for it."""

from wtforms import SelectField
from wtforms.validators import InputRequired

from planner.core.language import say
from planner.network.forms.fields import coordinates, coordinates_shown, coordinates_typed, website
from planner.network.queries import ClusterRecord
from planner.network.rules import COUNTIES, STATUS_WORDS, ClusterStatus, by_letters
from planner.network.services import ClusterDetails, ClusterFacts
from planner.web.form import Form, choose, line, mail_address, prose


class FactsForm(Form):
    """What a cluster's own staff keep."""

    place = line(say("Town"), most=120, hint=say("The town or village, such as Skara."))
    county = SelectField(say("County"), choices=[])
    coordinates = coordinates()
    owner = line(say("Owner"), most=300)
    website = website()
    contact_name = line(say("Contact person"), hint=say("Only planners see the contact person."))
    contact_email = mail_address(say("The contact person’s e-mail"))
    mail_domains = prose(
        say("Mail domains"),
        most=2000,
        hint=say(
            "One a line, such as vretakluster.se. Whoever registers with an address there is taken for the cluster’s. "
            "Only planners see them."
        ),
    )

    def offer(self, kept: str = "") -> None:
        """The counties, and what is `kept` now should it be none of them."""
        names = sorted({*COUNTIES, *([kept] if kept else [])}, key=by_letters)
        self.county.choices = choose(((name, name) for name in names), nothing="–")

    def fill(self, cluster: ClusterRecord) -> None:
        """Show what is known."""
        self.place.data = cluster.place
        self.county.data = cluster.county
        self.coordinates.data = coordinates_shown(cluster.latitude, cluster.longitude)
        self.owner.data = cluster.owner
        self.website.data = cluster.website
        self.contact_name.data = cluster.contact_name
        self.contact_email.data = cluster.contact_email
        self.mail_domains.data = "\n".join(cluster.mail_domains)

    def facts(self) -> ClusterFacts:
        return ClusterFacts(
            place=self.place.data or "",
            county=self.county.data or "",
            coordinates=coordinates_typed(self.coordinates.data),
            owner=self.owner.data or "",
            website=self.website.data or "",
            contact_name=self.contact_name.data or "",
            contact_email=self.contact_email.data or "",
            mail_domains=_lines(self.mail_domains.data),
        )


class ClusterForm(FactsForm):
    """Everything that is kept about a cluster."""

    name = line(say("Name"), needed=True)
    former_names = prose(
        say("Former names"), most=2000, hint=say("One a line. When you change the name, the old one is kept here.")
    )
    status = SelectField(
        say("Status"),
        [InputRequired(say("Choose one of the options."))],
        choices=choose((status.value, words) for status, words in STATUS_WORDS.items()),
    )
    source = line(say("Source"), most=300, hint=say("Where these facts come from. Only planners see it."))

    def fill(self, cluster: ClusterRecord) -> None:
        super().fill(cluster)
        self.name.data = cluster.name
        self.former_names.data = "\n".join(cluster.former_names)
        self.status.data = cluster.status.value
        self.source.data = cluster.source

    def details(self) -> ClusterDetails:
        return ClusterDetails(
            name=self.name.data or "",
            facts=self.facts(),
            status=ClusterStatus(self.status.data),
            former_names=_lines(self.former_names.data),
            source=self.source.data or "",
        )


class StaffForm(Form):
    """Somebody who is to sign in for a cluster."""

    name = line(say("Name"), needed=True)
    email = mail_address(say("E-mail"), needed=True)


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple(stripped for line in (text or "").splitlines() if (stripped := line.strip()))
