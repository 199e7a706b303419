"""What is known of one person, for that person."""

from planner.mypage.queries.copy import PersonalData, personal_data
from planner.mypage.queries.page import MyAnswer, MyMove, MyPage, MyPart, has_choices, my_page, was_noted

__all__ = [
    "MyAnswer",
    "MyMove",
    "MyPage",
    "MyPart",
    "PersonalData",
    "has_choices",
    "my_page",
    "personal_data",
    "was_noted",
]
