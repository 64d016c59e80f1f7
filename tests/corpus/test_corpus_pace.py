"""How long a build still takes, by a clock of the test's own."""

from reader.corpus import Progress
from reader.corpus.pace import Pace, duration


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def test_the_time_left_is_reckoned_from_the_stage_so_far():
    clock = Clock()
    pace = Pace(clock)
    pace.note(Progress(0, 100))
    assert pace.left() == ""
    clock.now = 10
    pace.note(Progress(25, 100))
    assert pace.left() == "30 s left"
    clock.now = 1000
    pace.note(Progress(0, 100, stage="names"))
    assert pace.left() == ""
    clock.now = 1100
    pace.note(Progress(10, 100, stage="names"))
    assert pace.left() == "15 min left"
    pace.note(Progress(100, 100, stage="names"))
    assert (pace.left(), pace.is_done, pace.share) == ("", True, 1.0)


def test_nothing_is_guessed_from_a_moment():
    clock = Clock()
    pace = Pace(clock)
    pace.note(Progress(0, 100))
    clock.now = 0.5
    pace.note(Progress(1, 100))
    assert pace.left() == ""


def test_a_build_that_begins_again_is_timed_anew():
    clock = Clock()
    pace = Pace(clock)
    pace.note(Progress(5, 5))
    clock.now = 100
    pace.note(Progress(0, 10))
    clock.now = 105
    pace.note(Progress(5, 10))
    assert pace.left() == "5 s left"


def test_the_bar_is_full_only_at_the_end():
    pace = Pace()
    pace.note(Progress(999, 1000))
    assert pace.bar(8) == ("█" * 7, "░")
    pace.note(Progress(1000, 1000))
    assert pace.bar(8) == ("█" * 8, "")
    pace.note(Progress(0, 0))
    assert pace.bar(8) == ("█" * 8, "")


def test_durations_read_as_people_say_them():
    assert [duration(s) for s in (0.2, 59.4, 60, 150, 3600, 7500)] == [
        "1 s", "59 s", "1 min", "2 min", "1 h", "2 h 5 min",
    ]  # fmt: skip
