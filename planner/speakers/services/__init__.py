"""The use cases of speakers and of the files of items."""

from planner.speakers.services.answering import answer, save_details, set_address, set_picture
from planner.speakers.services.asking import (
    Plan,
    ask_all,
    ask_one,
    plan_asking,
    plan_asking_one,
    plan_reminding,
    remind,
)
from planner.speakers.services.files import add_file, move_file, remove_file, show_files
from planner.speakers.services.keeping import (
    erase_given,
    erase_speaker_needs,
    erase_speaker_remains,
    forget_shown,
    look_at_needs,
    note_shown,
)
from planner.speakers.services.rows import speaker_of
from planner.speakers.services.slides import give_slides, replace_slides, take_back_slides
from planner.speakers.services.taking import leave_suggestion, take_suggestion

__all__ = [
    "Plan",
    "add_file",
    "answer",
    "ask_all",
    "ask_one",
    "erase_given",
    "erase_speaker_needs",
    "erase_speaker_remains",
    "forget_shown",
    "give_slides",
    "leave_suggestion",
    "look_at_needs",
    "move_file",
    "note_shown",
    "plan_asking",
    "plan_asking_one",
    "plan_reminding",
    "remind",
    "remove_file",
    "replace_slides",
    "save_details",
    "set_address",
    "set_picture",
    "show_files",
    "speaker_of",
    "take_back_slides",
    "take_suggestion",
]
