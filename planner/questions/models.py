"""Questions as rows: where each stands, and every version of what it says."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from planner.core.database import Base, choice
from planner.meetings.rules import Mode
from planner.questions.rules import QuestionKind


class Question(Base):
    """Something a gathering asks of those who register. Once removed it stays, for the answers it got."""

    __tablename__ = "question"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    """Lower stands earlier. Numbers have gaps where questions were removed."""
    newest: Mapped[int] = mapped_column(default=1)
    """Number of the version that is asked now."""
    removed_at: Mapped[datetime | None]


class QuestionVersion(Base):
    """What a question said from one change to the next. Never written over: answers name the version they answered."""

    __tablename__ = "question_version"
    __table_args__ = (
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("(if_question_id IS NULL) = (if_option = '')", name="condition"),
        CheckConstraint("if_question_id <> question_id", name="not_itself"),
        CheckConstraint("if_mode <> 'hybrid'", name="one_mode"),
    )

    question_id: Mapped[int] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[QuestionKind] = mapped_column(choice(QuestionKind))
    label_sv: Mapped[str] = mapped_column(String(300))
    label_en: Mapped[str] = mapped_column(String(300), default="")
    hint_sv: Mapped[str] = mapped_column(String(600), default="")
    hint_en: Mapped[str] = mapped_column(String(600), default="")
    options: Mapped[str] = mapped_column(Text, default="[]")
    """JSON: [{"key": "1", "words": {"sv": "Buss", "en": "Bus"}}, …], in their order."""
    is_required: Mapped[bool] = mapped_column(default=False)
    is_sensitive: Mapped[bool] = mapped_column(default=False)
    # Questions go only with their whole gathering.
    if_question_id: Mapped[int | None] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"), index=True)
    if_option: Mapped[str] = mapped_column(String(20), default="")
    if_mode: Mapped[Mode | None] = mapped_column(choice(Mode))
    made_at: Mapped[datetime]
