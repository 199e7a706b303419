"""Samling plans the gatherings of a network of member organisations.

The map, from the top of the line of imports to its foot:

cli, app, wiring    commands; the factory; who hears which news and which errand runs what
registrations       who comes
calendars           the published programme as iCalendar, and feeds
programmes          the published programme: snapshot, changes, pages, PDF
agenda              the working draft, private to planners
meetings            one gathering and its state
network             clusters, people, themes, venues and rooms
accounts            people who sign in
mail                letters out
web                 Flask glue, knows no slice
core                no Flask, knows no slice
config              settings from the environment

docs/architecture.md says why.
"""

__version__ = "0.1.0"
