"""What is known at the door, and of who came."""

from planner.checkin.queries.attendance import (
    Attendance,
    ClusterAttendance,
    PartAttendance,
    PersonAttendance,
    attendance_of,
    counted,
)
from planner.checkin.queries.doors import DoorLine, door_actor, doors_of
from planner.checkin.queries.roll import Standing, code_for, holder_of_code, roll_of, standing_of, version_of, was_there

__all__ = [
    "Attendance",
    "ClusterAttendance",
    "DoorLine",
    "PartAttendance",
    "PersonAttendance",
    "Standing",
    "attendance_of",
    "code_for",
    "counted",
    "door_actor",
    "doors_of",
    "holder_of_code",
    "roll_of",
    "standing_of",
    "version_of",
    "was_there",
]
