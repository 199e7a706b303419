"""The pages of the shared calendar."""

CALENDAR = (
    "/calendar", "/calendar?cluster=demokluster-dalarna", "/calendar?when=past", "/calendar?theme=vatten&mode=online",
    "/calendar?theme=there-is-none",
)  # fmt: skip
EMBED = ("/calendar/embed", "/calendar/embed?look=dark", "/calendar/embed?look=light")
SHARE = ("/calendar/share?cluster=vreta-kluster&look=dark",)
