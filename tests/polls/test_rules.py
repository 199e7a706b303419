"""What is worth knowing of days, how answers are compared, and until when a poll is open. No database."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from planner.core.errors import Invalid
from planner.core.language import Words
from planner.meetings.rules import DayHours, MeetingKind, Mode
from planner.polls.rules import (
    Around,
    Break,
    Course,
    Mark,
    PollStatus,
    PollTerms,
    RemarkKind,
    Voice,
    break_on,
    check_dates,
    check_terms,
    easter_day,
    holiday_on,
    hours_of,
    is_bridge,
    is_reminder_due,
    may_remind,
    ranked,
    remarks_of,
    tallies_of,
    weeks_of,
)

SKANE, VGR, NORR = "Skåne län", "Västra Götalands län", "Norrbottens län"
YES, PERHAPS, NO = Mark.YES, Mark.IF_NEEDED, Mark.NO
TERMS = PollTerms(
    Words("Träff"), MeetingKind.NETWORK, Mode.ON_SITE, 2, time(10), time(13), date(2026, 9, 15), frozenset({1})
)


def words(*days: date, counties: tuple[str, ...] = (), around: tuple[Around, ...] = ()) -> list[str]:
    return [remark.words.in_("sv") for remark in remarks_of(days, counties, around)]


def test_red_days_and_the_eves_that_count_as_red_are_named_in_both_languages() -> None:
    assert [holiday_on(day) for day in (date(2026, 5, 14), date(2026, 6, 19), date(2026, 10, 14))] == [
        Words("Kristi himmelsfärdsdag", "Ascension Day"),
        Words("Midsommarafton", "Midsummer Eve"),
        None,
    ]


@pytest.mark.parametrize(
    ("day", "bridge"),
    [
        (date(2026, 5, 15), True),  # the Friday after Ascension Day
        (date(2026, 1, 5), True),  # the Monday before Epiphany
        (date(2026, 5, 13), False),  # the day before a holiday only
        (date(2026, 5, 14), False),  # the holiday itself
        (date(2026, 10, 14), False),
    ],
)
def test_a_working_day_between_two_free_days_is_a_bridge(day: date, bridge: bool) -> None:
    assert is_bridge(day) is bridge


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (date(2027, 2, 16), (Break.WINTER, (VGR,))),  # week 7
        (date(2027, 2, 23), (Break.WINTER, (VGR, SKANE))),  # week 8
        (date(2027, 3, 9), (Break.WINTER, (NORR, VGR))),  # week 10
        (date(2027, 3, 16), None),
        (date(2027, 3, 22), (Break.EASTER, ())),  # the Monday before Easter Day, 28 March
        (date(2027, 4, 4), (Break.EASTER, ())),
        (date(2027, 4, 5), None),
        (date(2027, 7, 1), (Break.SUMMER, ())),
        (date(2027, 11, 3), (Break.AUTUMN, ())),  # week 44
        (date(2027, 12, 22), (Break.CHRISTMAS, ())),
        (date(2028, 1, 7), (Break.CHRISTMAS, ())),
    ],
)
def test_school_breaks_are_those_of_the_counties_that_are_asked(
    day: date, found: tuple[Break, tuple[str, ...]] | None
) -> None:
    assert break_on(day, {SKANE, VGR, NORR}) == found


def test_easter_is_found_in_the_calendar_of_holidays() -> None:
    assert [easter_day(year) for year in (2026, 2027, 2038)] == [
        date(2026, 4, 5), date(2027, 3, 28), date(2038, 4, 25),
    ]  # fmt: skip
    assert (easter_day(2190), break_on(date(2190, 4, 1), ())) == (None, None)  # beyond what the calendar knows


def test_a_date_of_several_days_says_everything_once_and_the_gravest_first() -> None:
    trip = Around(RemarkKind.GATHERING, Words("Studieresa"), (date(2026, 5, 13), date(2026, 5, 15)))
    course = Around(RemarkKind.ACTIVITY, Words("Kurs"), (date(2026, 5, 13),), ("Vreta Kluster",))
    draft = Around(RemarkKind.GATHERING, Words("Hemlig"), (date(2026, 5, 15),), is_draft=True)
    days = (date(2026, 5, 13), date(2026, 5, 14), date(2026, 5, 15))
    assert words(*days, around=(course, trip, draft)) == [
        "Röd dag: Kristi himmelsfärdsdag",
        "Träff: Studieresa",
        "Träff, inte publicerad: Hemlig",
        "Klämdag",
        "Vreta Kluster: Kurs",
    ]


def test_breaks_are_told_as_usual_and_many_counties_are_counted() -> None:
    many = ("Södermanlands län", "Örebro län", "Kalmar län", "Kronobergs län", "Blekinge län")
    assert words(date(2027, 2, 23), counties=(SKANE, VGR)) == ["Sportlovet brukar vara nu i Västra Götaland och Skåne"]
    assert words(date(2027, 2, 23), counties=many) == ["Sportlovet brukar vara nu i 5 län"]


def test_a_week_says_its_break_once() -> None:
    first, last = weeks_of(date(2027, 3, 22), date(2027, 3, 30), (), ())
    easter = "Påsklovet brukar vara veckan före eller efter påsk"
    assert [r.words.in_("sv") for r in first.remarks] == [r.words.in_("sv") for r in last.remarks] == [easter]
    assert [(line.day.day, line.is_free, [r.words.in_("sv") for r in line.remarks]) for line in first.days[3:]] == [
        (25, False, []),
        (26, True, ["Röd dag: Långfredagen"]),
        (27, True, []),
        (28, True, ["Röd dag: Påskdagen"]),
    ]
    assert last.dates == (date(2027, 3, 29), date(2027, 3, 30))


A, B, C = (1, date(2026, 10, 14)), (2, date(2026, 10, 20)), (3, date(2026, 11, 4))


def order(*voices: Voice) -> list[tuple[int, str]]:
    return [(tally.date_id, tally.reason("sv")) for tally in ranked(tallies_of((A, B, C), voices))]


def test_a_date_that_all_who_must_come_can_goes_before_one_that_more_can() -> None:
    many = [Voice(f"K{n}", {1: YES, 2: YES if n else NO, 3: YES}) for n in range(3)]
    assert order(*many, Voice("Skåne", {1: NO, 2: PERHAPS, 3: NO}, is_required=True)) == [
        (2, "2 ja, 1 om det behövs, 1 nej"),
        (1, "3 ja, 1 nej; Skåne, som måste med, kan inte"),
        (3, "3 ja, 1 nej; Skåne, som måste med, kan inte"),
    ]


def test_a_yes_weighs_as_much_as_two_if_need_be() -> None:
    voices = [Voice("K1", {1: YES, 2: PERHAPS, 3: YES}), Voice("K2", {1: NO, 2: PERHAPS, 3: PERHAPS})]
    assert [date_id for date_id, _ in order(*voices)] == [3, 1, 2]


def test_who_must_come_and_is_silent_is_told_and_tips_the_scale() -> None:
    must = Voice("Skåne", {1: NO, 3: NO}, is_required=True)
    voices = [Voice("K1", {1: YES, 2: YES, 3: YES}), Voice("K2", {}), must, Voice("Öland", {}, is_required=True)]
    assert order(*voices)[0] == (2, "1 ja, 3 har inte svarat; Skåne och Öland, som måste med, har inte svarat")
    assert order(*voices)[1] == (
        1, "1 ja, 1 nej, 2 har inte svarat; Skåne, som måste med, kan inte; Öland, som måste med, har inte svarat",
    )  # fmt: skip
    assert ranked(tallies_of((A,), voices))[0].reason("en") == (
        "1 yes, 1 no, 2 silent; Skåne, which must come, cannot; Öland, which must come, is silent"
    )


def test_the_days_of_a_date_have_usual_hours_between() -> None:
    assert hours_of(date(2026, 10, 14), 3, time(12), time(11)) == (
        DayHours(date(2026, 10, 14), time(12), time(17)),
        DayHours(date(2026, 10, 15), time(9), time(17)),
        DayHours(date(2026, 10, 16), time(9), time(11)),
    )
    assert hours_of(date(2026, 10, 14), 1, time(9), time(12)) == (DayHours(date(2026, 10, 14), time(9), time(12)),)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"title": Words()}, "title_sv"),
        ({"length": 0}, "length"),
        ({"length": 4}, "length"),
        ({"length": 1, "opens": time(13)}, "closes"),
        ({"opens": time(17)}, "opens"),
        ({"closes": time(9)}, "closes"),
        ({"asked": frozenset()}, "asked"),
        ({"remind_days": 0}, "remind_days"),
        ({"remind_days": 31}, "remind_days"),
        ({"last_day": date(2026, 10, 14)}, "last_day"),
        ({"last_day": date(202, 9, 15)}, "last_day"),
        ({"message": Words("x" * 4001)}, "message_sv"),
    ],
)
def test_terms_that_cannot_be_are_refused_by_field(more: dict[str, object], field: str) -> None:
    check_terms(TERMS, [A[1]])
    changed = PollTerms(**{name: getattr(TERMS, name) for name in TERMS.__dataclass_fields__} | more)
    with pytest.raises(Invalid) as refusal:
        check_terms(changed, [A[1]])
    assert list(refusal.value.fields) == [field]


def test_dates_come_after_the_answers_and_are_few() -> None:
    check_dates([A[1]], TERMS, "Europe/Stockholm")
    for days in ([TERMS.last_day], [A[1] + timedelta(days=n) for n in range(21)], [date(2200, 1, 1)]):
        with pytest.raises(Invalid) as refusal:
            check_dates(days, TERMS, "Europe/Stockholm")
        assert list(refusal.value.fields) == ["days"]


LAST = date(2026, 9, 15)
SENT = datetime(2026, 9, 1, tzinfo=UTC)
BEFORE, AFTER = datetime(2026, 9, 15, 21, 59, tzinfo=UTC), datetime(2026, 9, 15, 22, tzinfo=UTC)


def test_a_poll_is_open_until_23_59_of_its_last_day_where_it_is_held() -> None:
    def status(course: Course, now: datetime) -> PollStatus:
        return course.status(LAST, "Europe/Stockholm", now)

    assert status(Course(), BEFORE) is PollStatus.DRAFT
    assert status(Course(SENT), BEFORE) is PollStatus.OPEN
    assert status(Course(SENT), AFTER) is PollStatus.CLOSED
    assert status(Course(SENT, SENT), BEFORE) is PollStatus.CLOSED
    assert status(Course(SENT, SENT, A[1]), BEFORE) is PollStatus.DECIDED


def test_nobody_is_reminded_twice_within_a_day() -> None:
    assert not may_remind(None, None, SENT)
    assert not may_remind(SENT, SENT, SENT + timedelta(hours=19))
    assert may_remind(SENT, SENT, SENT + timedelta(hours=20))


@pytest.mark.parametrize(
    ("today", "reminded_on", "due"),
    [
        (date(2026, 9, 11), None, False),
        (date(2026, 9, 12), None, True),
        (date(2026, 9, 14), None, True),  # two days late
        (date(2026, 9, 15), None, False),
        (date(2026, 9, 13), date(2026, 9, 12), False),
        (date(2026, 9, 12), date(2026, 8, 1), True),  # before it was opened again
    ],
)
def test_the_automatic_reminder_leaves_on_its_day_and_once(today: date, reminded_on: date | None, due: bool) -> None:
    assert is_reminder_due(LAST, 3, reminded_on, today) is due
    assert not is_reminder_due(LAST, None, reminded_on, today)
