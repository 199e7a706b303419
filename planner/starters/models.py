"""Templates that leads save, as rows."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from planner.core.database import Base


class AgendaTemplate(Base):
    """An agenda without its dates, under a name."""

    __tablename__ = "agenda_template"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    value: Mapped[str] = mapped_column(Text)
    """JSON with a version number: starters.rules.templates.Saved. Nothing but the whole of it is ever asked about."""
    made_by: Mapped[str] = mapped_column(String(200))
    made_at: Mapped[datetime]
