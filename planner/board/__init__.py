"""The planner's board: the draft agenda as rooms and times, its changes, its history, and what is not published."""
