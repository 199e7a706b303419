"""The published programme as iCalendar: downloads and feeds."""
