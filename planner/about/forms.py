"""The form below the accessibility statement."""

from planner.about.rules import Remark
from planner.core.language import say
from planner.web.form import Form, mail_address, prose


class FeedbackForm(Form):
    """What is hard to use, and where to answer."""

    text = prose(
        say("What is hard to use?"),
        needed=True,
        most=4000,
        hint=say("Say which page it was, and what you use to read it, if that may matter."),
    )
    reply_to = mail_address(say("Your e-mail"), hint=say("Only if you want an answer."))

    def remark(self) -> Remark:
        return Remark(self.text.data or "", self.reply_to.data or "")
