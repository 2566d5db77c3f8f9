"""Frames that share their lines."""

from atm_tui.pictures.frames import Frame, draw_frames
from atm_tui.pictures.glyphs import UNICODE
from atm_tui.pictures.picture import Picture, as_text
from atm_tui.pictures.sheet import Sheet


def drawn(*frames: Frame) -> list[str]:
    sheet = Sheet(9)
    draw_frames(sheet, frames, UNICODE)
    return as_text(Picture(tuple(sheet.lines()))).splitlines()


def test_four_frames_meet_in_a_cross() -> None:
    four = [Frame(x, y, x + 4, y + 2) for x in (0, 4) for y in (0, 2)]
    assert drawn(*four) == ["┌───┬───┐", "│   │   │", "├───┼───┤", "│   │   │", "└───┴───┘"]


def test_a_line_that_ends_on_another_joins_it() -> None:
    frames = (Frame(0, 0, 4, 4), Frame(4, 0, 8, 2), Frame(4, 2, 8, 4))
    assert drawn(*frames) == ["┌───┬───┐", "│   │   │", "│   ├───┤", "│   │   │", "└───┴───┘"]


def test_what_is_inside_is_without_the_lines() -> None:
    frame = Frame(2, 1, 7, 4)
    assert (frame.width, frame.height) == (4, 2)
