"""All tables of all slices, for those who need the whole schema: migrations and the tests."""

from planner.accounts import models as accounts
from planner.agenda import models as agenda
from planner.choices import models as choices
from planner.core import outbox
from planner.invitations import models as invitations
from planner.mail import models as mail
from planner.meetings import models as meetings
from planner.network import models as network
from planner.presence import models as presence
from planner.programmes import models as programmes
from planner.publishing import models as publishing
from planner.questions import models as questions
from planner.registrations import models as registrations
from planner.replies import models as replies
from planner.speakers import models as speakers
from planner.starters import models as starters

TABLES = (
    outbox,
    mail,
    accounts,
    network,
    meetings,
    agenda,
    speakers,
    programmes,
    questions,
    registrations,
    presence,
    choices,
    invitations,
    publishing,
    starters,
    replies,
)
