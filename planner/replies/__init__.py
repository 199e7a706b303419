"""What comes back by mail: answers from people's calendars, and letters that did not arrive."""
