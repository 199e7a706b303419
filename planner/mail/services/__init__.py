"""The use cases of mail: posting letters, letting them out, noting how they went, and who does not want which."""

from planner.mail.services.again import send_again, send_all_again, send_elsewhere
from planner.mail.services.booking import book, forget_letters, forget_letters_by_id, note_bounce
from planner.mail.services.pacing import let_out, pause, resume, set_pace
from planner.mail.services.posting import post, post_all
from planner.mail.services.refusing import accept, letter_by_link, refuse, want_again

__all__ = [
    "accept",
    "book",
    "forget_letters",
    "forget_letters_by_id",
    "let_out",
    "letter_by_link",
    "note_bounce",
    "pause",
    "post",
    "post_all",
    "refuse",
    "resume",
    "send_again",
    "send_all_again",
    "send_elsewhere",
    "set_pace",
    "want_again",
]
