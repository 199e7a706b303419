"""What is filled in about a person."""

from collections.abc import Iterable

from wtforms import SelectField, TelField
from wtforms.validators import Length, Optional

from planner.core.language import say
from planner.network.queries import ClusterName, PersonValue
from planner.network.services import PersonDetails
from planner.web.form import Form, choose, line, mail_address


class PersonForm(Form):
    """Somebody who gives items or keeps a cluster."""

    name = line(say("Name"), needed=True)
    title = line(say("Title"), hint=say("Such as adviser, researcher, farmer."))
    organisation = line(say("Organisation"))
    email = mail_address(say("E-mail"), hint=say("Only planners see it."))
    phone = TelField(
        say("Telephone"), [Optional(), Length(max=40, message=say("At most %(most)s characters.", most=40))]
    )
    cluster_id = SelectField(say("Cluster"), [Optional()], choices=[])

    def offer(self, clusters: Iterable[ClusterName]) -> None:
        """The clusters that can be chosen."""
        self.cluster_id.choices = choose(((str(c.id), c.name) for c in clusters), nothing="–")

    def fill(self, person: PersonValue) -> None:
        """Show what is known."""
        self.name.data = person.name
        self.title.data = person.title
        self.organisation.data = person.organisation
        self.email.data = person.email
        self.phone.data = person.phone
        self.cluster_id.data = str(person.cluster_id or "")

    def details(self) -> PersonDetails:
        return PersonDetails(
            name=self.name.data or "",
            title=self.title.data or "",
            organisation=self.organisation.data or "",
            email=self.email.data or "",
            phone=(self.phone.data or "").strip(),
            cluster_id=int(self.cluster_id.data) if self.cluster_id.data else None,
        )
