"""Pages of lists: every address of the slice, and the function that answers it."""

from flask import Blueprint

from planner.lists.views import counting, dashboard, filing, importing, kitchen, listing, many, people, person

blueprint = Blueprint("lists", __name__)

GATHERING = "/plan/meetings/<slug>"
PERSON = "/plan/registrations/<int:registration_id>"

for rule, view, methods in (
    (GATHERING, dashboard.dashboard, ("GET",)),
    (f"{GATHERING}/registrations", people.index, ("GET",)),
    (f"{GATHERING}/registrations", many.many, ("POST",)),
    (f"{GATHERING}/registrations.<any(csv, xlsx):kind>", people.export, ("GET",)),
    (f"{GATHERING}/import", importing.import_people, ("GET", "POST")),
    (f"{GATHERING}/lists", counting.lists, ("GET",)),
    (f"{GATHERING}/lists/attendance", counting.attendance, ("GET",)),
    (f"{GATHERING}/lists/chosen", counting.chosen, ("GET",)),
    (f"{GATHERING}/lists/kitchen", kitchen.kitchen, ("GET",)),
    (f"{GATHERING}/lists/kitchen/names", kitchen.names, ("POST",)),
    (f"{GATHERING}/lists/<name>", listing.listing, ("GET",)),
    (f"{GATHERING}/lists/answers/sensitive", listing.sensitive, ("POST",)),
    (f"{GATHERING}/lists/<name>.<any(csv, xlsx):kind>", filing.sheet, ("GET",)),
    (PERSON, person.person, ("GET",)),
    (f"{PERSON}/data.json", person.person_data, ("POST",)),
    (f"{PERSON}/files/<int:question_id>", person.answer_file, ("GET", "POST")),
    (f"{PERSON}/cancel", person.cancel_for, ("POST",)),
    (f"{PERSON}/send-link", person.send_link, ("POST",)),
    (f"{PERSON}/hand-over", person.hand_over, ("GET", "POST")),
    (f"{PERSON}/erase", person.erase, ("GET", "POST")),
):
    blueprint.add_url_rule(rule, view_func=view, methods=methods)
