"""All tables of all slices, for those who need the whole schema: migrations and the tests."""

from planner.accounts import models as accounts
from planner.agenda import models as agenda
from planner.choices import models as choices
from planner.core import outbox
from planner.invitations import models as invitations
from planner.mail import models as mail
from planner.meetings import models as meetings
from planner.network import models as network
from planner.programmes import models as programmes
from planner.publishing import models as publishing
from planner.questions import models as questions
from planner.registrations import models as registrations

TABLES = (
    outbox, mail, accounts, network, meetings, agenda, programmes, questions, registrations, choices, invitations,
    publishing,
)  # fmt: skip
