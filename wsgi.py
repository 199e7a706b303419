"""The WSGI entry: `granian --interface wsgi wsgi:app`, `flask --app wsgi …`."""

from planner.app import create_app
from planner.cli import install

app = create_app()
install(app)
