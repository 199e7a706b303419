"""Templates: what is kept of an agenda, how it is written down, and how it lies on other days."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from planner.agenda.rules import Giver, ItemDetails, ItemKind
from planner.core.errors import Conflict, Invalid
from planner.core.language import Words
from planner.meetings.rules import DayHours, MeetingKind, Mode
from planner.starters.rules import Fitted, Ground, Keep, Parked, Placed, Saved, check_name, fit, read, saved, to_json
from planner.starters.rules.templates import SavedDay, SavedItem
from tests.starters.samples import FIRST, ARoom, ground

SECOND = FIRST + timedelta(days=1)
DAYS = (DayHours(FIRST, time(9), time(17)), DayHours(SECOND, time(9), time(12)))
HOW = (MeetingKind.CLUSTER, Mode.HYBRID)
TALK = ItemDetails(
    kind=ItemKind.TALK,
    title=Words("Vatten", "Water"),
    held_on=FIRST,
    starts=time(10),
    minutes=45,
    theme_id=7,
    room_id=3,
    abstract=Words("Om vatten", "On water"),
    suits=Words("Passar alla"),
    capacity=20,
    notes="Ring",
    givers=(Giver("Demo Anna", "vd", "Demo AB", on_link=True),),
)
CLOSING = ItemDetails(ItemKind.OTHER, Words("Avslutning"), SECOND, time(11, 30), 30)
SIDE = ItemDetails(ItemKind.SOCIAL, Words("Kvällen innan"), FIRST - timedelta(days=1), time(19), 90)
PLACED = (Placed(TALK, "vatten", "Stora salen"), Placed(CLOSING, "", ""), Placed(SIDE, "", ""))
BARE_TALK = SavedItem(0, time(10), 45, ItemKind.TALK, Words("Vatten", "Water"), theme="vatten")
MORE: dict[Keep, dict[str, Any]] = {
    Keep.TEXTS: {"abstract": Words("Om vatten", "On water"), "suits": Words("Passar alla")},
    Keep.SPEAKERS: {"givers": TALK.givers},
    Keep.ROOMS: {"room_id": 3, "room": "Stora salen", "capacity": 20},
    Keep.NOTES: {"notes": "Ring"},
}


def whole() -> Saved:
    return saved(PLACED, DAYS, HOW, set(Keep))


def test_days_are_counted_from_the_first_and_nothing_but_titles_and_times_goes_along_unasked() -> None:
    assert saved(PLACED, DAYS, HOW, ()) == Saved(
        kind=MeetingKind.CLUSTER,
        mode=Mode.HYBRID,
        days=(SavedDay(0), SavedDay(1)),
        items=(
            BARE_TALK,
            SavedItem(1, time(11, 30), 30, ItemKind.OTHER, Words("Avslutning")),
            SavedItem(-1, time(19), 90, ItemKind.SOCIAL, Words("Kvällen innan")),
        ),
    )


@pytest.mark.parametrize("keep", MORE)
def test_what_is_ticked_is_kept_and_nothing_else(keep: Keep) -> None:
    assert saved(PLACED, DAYS, HOW, {keep}).items[0] == replace(BARE_TALK, **MORE[keep])


def test_hours_are_kept_when_they_are_ticked() -> None:
    assert saved(PLACED, DAYS, HOW, {Keep.HOURS}).days == (
        SavedDay(0, time(9), time(17)),
        SavedDay(1, time(9), time(12)),
    )


def test_what_is_written_down_is_read_again() -> None:
    assert read(to_json(whole())) == whole()
    assert '"version":1' in to_json(whole())


def test_a_template_of_another_version_is_refused_in_words() -> None:
    with pytest.raises(Conflict, match="newer version"):
        read(to_json(replace(whole(), version=2)))


def test_on_its_own_days_a_template_is_the_agenda_again() -> None:
    on = Ground(DAYS, "Europe/Stockholm", "sv", (ARoom(3, "Stora salen"),), {"vatten": 7})
    fitted = fit(whole(), on)
    assert fitted == Fitted(
        items=(SIDE, TALK, CLOSING),
        remarks=("1 item lies outside the hours of the gathering: “Kvällen innan”.",),  # type: ignore[arg-type]
    )


def test_on_other_days_the_first_lies_on_the_first_and_keeps_its_clock_across_summer_time() -> None:
    days = (DayHours(date(2027, 3, 27), time(9), time(17)), DayHours(date(2027, 4, 5), time(9), time(17)))
    fitted = fit(whole(), Ground(days, "Europe/Stockholm", "sv"))
    assert [(item.held_on, item.starts) for item in fitted.items] == [
        (date(2027, 3, 26), time(19)),
        (date(2027, 3, 27), time(10)),
        (date(2027, 4, 5), time(11, 30)),
    ]


def test_a_day_that_the_gathering_lacks_is_parked_and_a_further_one_stays_empty() -> None:
    fitted = fit(whole(), ground((time(9), time(17))))
    assert fitted.parked == (
        Parked(replace(CLOSING, held_on=FIRST, parked=True), "The gathering has no such day."),  # type: ignore[arg-type]
    )
    assert (
        fitted.remarks[0] == "The gathering has fewer days than this usually has: what belongs to the others is parked."
    )
    longer = fit(whole(), ground(*[(time(9), time(17))] * 3))
    assert longer.parked == ()
    assert longer.remarks[0] == "The gathering has more days than this usually has: the later ones stay empty."


def test_a_room_is_found_by_its_number_then_by_its_name_and_themes_by_their_code() -> None:
    def talk_on(*rooms: ARoom, **themes: int) -> tuple[int | None, int | None]:
        item = next(i for i in fit(whole(), ground(*[(time(9), time(17))] * 2, rooms=rooms, themes=themes)).items
                    if i.title == TALK.title)  # fmt: skip
        return item.room_id, item.theme_id

    assert talk_on(ARoom(3, "Nytt namn"), ARoom(9, "Stora salen"), vatten=4) == (3, 4)
    assert talk_on(ARoom(8, "Annan sal"), ARoom(9, "stora salen")) == (9, None)
    assert talk_on(ARoom(8, "Annan sal")) == (None, None)
    assert talk_on() == (None, None)


def test_an_item_at_a_time_that_the_clocks_skip_is_parked_an_hour_later() -> None:
    night = saved((Placed(replace(CLOSING, held_on=FIRST, starts=time(2, 30)), "", ""),), DAYS[:1], HOW, ())
    days = (DayHours(date(2026, 3, 29), time(0), time(12)),)
    fitted = fit(night, Ground(days, "Europe/Stockholm", "sv"))
    assert (fitted.items, [(str(one.why), one.details.starts) for one in fitted.parked]) == (
        (),
        [("The clocks skip 02:30 on Sunday 29 March 2026.", time(3, 30))],
    )


def test_what_was_parked_is_parked_again() -> None:
    template = saved((Placed(replace(TALK, parked=True), "", ""), PLACED[1]), DAYS, HOW, ())
    fitted = fit(template, Ground(DAYS, "Europe/Stockholm", "sv"))
    assert fitted.items == (CLOSING,)
    assert [(one.details.title, str(one.why)) for one in fitted.parked] == [(TALK.title, "So it is in the template.")]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "This needs an answer."),
        ("x" * 121, "At most 120 characters."),
        ("vår DAG", "There is already a template of that name."),
    ],
)
def test_a_name_is_needed_and_no_other_template_has_it(name: str, said: str) -> None:
    check_name("Vår kväll", ["Vår dag"])
    with pytest.raises(Invalid) as refusal:
        check_name(name, ["Vår dag"])
    assert refusal.value.fields == {"name": said}
