"""The pages of starters: path with the scene's names in braces, and what is pressed there, Swedish | English."""

STARTER_PAGES: dict[str, tuple[tuple[str, ...], ...]] = {
    "starters.new": (
        ("/plan/meetings/new",),
        ("/plan/meetings/new", "Skapa träffen|Make the gathering"),
    ),
    "starters.copy": (
        ("/plan/meetings/copy",),
        ("/plan/meetings/copy?from={gamleby}",),
        ("/plan/meetings/copy?from={cancelled}", "Visa vad det blir|Show what comes of it"),
    ),
    "starters.fill": (
        ("/plan/meetings/{early}/fill",),
        ("/plan/meetings/{early}/fill?from={gamleby}",),
    ),
    "starters.index": (
        ("/plan/meetings/{early}/starters",),
        ("/plan/meetings/{gamleby}/starters",),
    ),
    "starters.use": (
        ("/plan/meetings/{early}/starters/study-trip",),
        ("/plan/meetings/{gamleby}/starters/saved-1",),
    ),
    "starters.save": (
        ("/plan/meetings/{early}/save-template",),
        ("/plan/meetings/{gamleby}/save-template",),
        ("/plan/meetings/{gamleby}/save-template", "Spara mallen|Save the template"),
    ),
    "starters.templates": (("/plan/templates",),),
    "starters.template": (("/plan/templates/1",),),
}
"""By endpoint. The demo's one template has the number 1."""
