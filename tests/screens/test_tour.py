"""The tour: whoever does at each stop what it says comes to its end, and nothing is left of it."""

import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest
from screenkit import SIZES, WIDE, Hand, OpenApp

from atm_tui import settings
from atm_tui.example import example
from atm_tui.store.planfile import save
from atm_tui.tour import stops
from atm_tui.tourapp import DATA, SKIP, KioskTour, TourApp, _elsewhere
from atm_tui.widgets.cells import wrap
from atm_tui.widgets.frame import Lines

_NOW = re.compile(r"\b[Nn]ow (?:type '(\w+)', then )?(Enter|Esc|F\d+|Ctrl\+[A-Z])\b")
_KEYS = {"Enter": "enter", "Esc": "escape"}


@asynccontextmanager
async def touring(size: tuple[int, int] = WIDE, kind: type[TourApp] = TourApp) -> AsyncIterator[Hand]:
    """Somebody on the tour, as ``run_tour`` has it run."""
    with _elsewhere() as place:
        path = place / "atm-tui" / "tour.json"
        save(path, example())
        app = kind(path)
        async with app.run_test(size=size) as pilot:
            hand = Hand(app, pilot, path)
            try:
                await hand.until(lambda: app.begun, "the first page")
                await hand.rest()
                yield hand
            finally:
                app._close_desk()


def gone_on(app: TourApp, at: int) -> bool:
    """Whether the tour is beyond this stop."""
    return app._at > at


def said(hand: Hand) -> str:
    """What the tour says on the page on top."""
    return hand.page.query_one("#tour", Lines).text


def keys(words: str) -> list[str]:
    """The keys that a stop says are to be pressed now; what stands behind them says what they do."""
    typed, key = _NOW.findall(words)[0]
    return [*typed, _KEYS.get(key, key.lower())]


@pytest.mark.parametrize("talks", ["always", "never"])
@pytest.mark.parametrize("size", SIZES)
async def test_whoever_presses_what_each_stop_says_comes_to_the_end(
    size: tuple[int, int], talks: str, settings_file: Path
) -> None:
    settings_file.write_text(f'talk_first = "{talks}"\n', encoding="utf-8")
    settings.forget()
    async with touring(size) as hand:
        assert isinstance(hand.app, TourApp)
        seen = []
        while not hand.app.stop.last:
            at = hand.app._at
            words = said(hand)
            assert words.startswith(f"Tour {at + 1}/{len(stops())}: ")
            assert len(wrap(words, size[0])) <= 2, words
            await hand.sees(words)
            await hand.press(*keys(words))
            await hand.until(partial(gone_on, hand.app, at), f"what comes after: {words}")
            seen.append(at)
        assert len(seen) >= len(stops()) - 2
        await hand.sees("F10 ends the tour.")
        assert len(wrap(said(hand), size[0])) <= 2
        await hand.press("f10")
        await hand.until(lambda: hand.app._exit)
        assert hand.app.return_code == 0


async def test_each_stop_can_be_skipped_and_the_tour_ends_at_once_from_anywhere() -> None:
    async with touring() as hand:
        await hand.sees(f"({SKIP.key} skips a stop.)")
        await hand.press(*[SKIP.keys] * (len(stops()) + 2))
        await hand.sees("That was all.")
        await hand.press("f5", "f2", "f10")
        await hand.until(lambda: hand.app._exit)


async def test_the_tour_for_all_is_shown_to_an_account_that_people_share_too() -> None:
    async with touring(kind=KioskTour) as hand:
        await hand.sees("Tour 1/")
        await hand.press("enter")
        await hand.sees("Tour 2/")


def test_nothing_of_it_goes_into_the_data_folder(data: Path) -> None:
    before = os.environ[DATA]
    with _elsewhere() as place:
        assert os.environ[DATA] == str(place)
    assert os.environ[DATA] == before
    assert not place.exists()


async def test_without_a_tour_no_page_has_its_lines(worked: OpenApp) -> None:
    async with worked() as hand:
        assert not hand.page.query("#tour")
