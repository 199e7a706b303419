"""All tables of all slices, for those who need the whole schema: migrations and the tests."""

from planner.accounts import models as accounts
from planner.activities import models as activities
from planner.agenda import models as agenda
from planner.checkin import models as checkin
from planner.choices import models as choices
from planner.core import outbox
from planner.entries import models as entries
from planner.invitations import models as invitations
from planner.mail import models as mail
from planner.meetings import models as meetings
from planner.mypage import models as mypage
from planner.network import models as network
from planner.papers import models as papers
from planner.polls import models as polls
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
    activities,
    questions,
    registrations,
    presence,
    checkin,
    choices,
    entries,
    invitations,
    publishing,
    starters,
    mypage,
    polls,
    papers,
    replies,
)
