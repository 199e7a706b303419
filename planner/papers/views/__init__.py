"""Pages of what is printed: of every document (prints), and of the proof pack (proof)."""

from planner.papers.views import proof
from planner.papers.views.prints import blueprint

for rule, view, methods in (
    (proof.PAGE, proof.proof, ("GET", "POST")),
    (f"{proof.PAGE}/print", proof.ask_for_pack, ("POST",)),
    (f"{proof.PAGE}/<pack>.<paper_lang>.<any(pdf, xlsx, zip):packed>", proof.file, ("GET",)),
):
    blueprint.add_url_rule(rule, view_func=view, methods=methods)

__all__ = ["blueprint"]
