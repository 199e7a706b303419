"""Why somebody is told, in a few words for the list of recipients. Pure."""

from planner.core.language import Lang, say, say_many
from planner.publishing.rules.terms import News, Recipient

MOST_TITLES = 3


def reasons(recipient: Recipient, news: News, lang: Lang) -> tuple[str, ...]:
    """What of `news` concerns this person: the gathering itself, items by their titles, a choice that is gone."""
    found = []
    if recipient.told_facts:
        found.append(say("The gathering itself").in_(lang))
    if news.is_first and not recipient.speaks:
        found.append(say("The programme is out").in_(lang))
    titles = [item.entry.title.in_(lang) for item in recipient.items]
    if titles:
        said = ", ".join(titles[:MOST_TITLES])
        rest = len(titles) - MOST_TITLES
        more = say_many("and %(n)s more", "and %(n)s more", rest).in_(lang) if rest > 0 else ""
        found.append(f"{said} {more}".strip())
    if recipient.lost:
        found.append(say("What they had chosen is gone").in_(lang))
    if recipient.speaks:
        found.append(say("Gives an item").in_(lang))
    return tuple(found)
