"""The WSGI entry: `granian --interface wsgi wsgi:app`, `flask --app wsgi …`."""

from planner.app import create_app

app = create_app()
