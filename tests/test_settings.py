"""The settings: whatever their file holds, there are some, and nobody is locked out."""

import os
import stat
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from atm_tui import settings, settingsfile
from atm_tui.clean import clean_line
from atm_tui.cli import main
from atm_tui.errors import AtmError, NotUnderstood
from atm_tui.keys import FIXED, GIVABLE, keys_now, read_key, said, settled
from atm_tui.model.typed import read_day, set_date_order
from atm_tui.screens.everypage import every_page
from atm_tui.settings import DESCRIBED, Settings
from atm_tui.widgets import keymap
from atm_tui.widgets.commands import IN_PLAN

IDS = sorted({one.id for page in every_page() for one in page})
NAMES = [one.name for one in DESCRIBED]


def toml(values: dict[str, str], keys: dict[str, str]) -> bytes:
    """A file as people write it, well or not."""
    lines = [f'{name} = "{value}"' for name, value in values.items()]
    return "\n".join([*lines, "[keys]", *(f'"{name}" = "{key}"' for name, key in keys.items())]).encode()


WORDS = st.text(st.characters(codec="utf-8", min_codepoint=32, exclude_characters='"\\\x7f'), max_size=12)
KEYS = st.one_of(st.sampled_from([said(key) for key in (*sorted(GIVABLE), *FIXED, "a", "tab")]), WORDS)
FILES = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=100).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.builds(
        toml,
        st.dictionaries(st.sampled_from([*NAMES, "other"]), WORDS, max_size=4),
        st.dictionaries(st.sampled_from(IDS), KEYS, max_size=12),
    ),
)


# What a file says ----------------------------------------------------------------------------
@given(FILES)
@example(b'[keys]\nundo="\xc2\x80"')
def test_whatever_the_file_holds_the_keys_that_lead_out_lead_out(data: bytes) -> None:
    held = settings.read(data)
    assert all(settings.taken(setting, getattr(held, setting.name)) for setting in DESCRIBED)
    assert all(clean_line(one) == one for one in held.troubles)
    pages = every_page()
    given_keys, why = settled(held.keys, pages)
    assert given_keys.keys() | why.keys() == held.keys.keys()
    for page in pages:
        found: dict[str, set[str]] = {}
        for one in page:
            for key in now(one.id, one.keys, given_keys).split(","):
                found.setdefault(key, set()).add(one.id)
        for one in page:
            for key in set(one.keys.split(",")) & set(FIXED):
                assert one.id in found[key]
        for key in set(given_keys.values()) & found.keys():  # what was given leads to one thing only
            assert len(found[key]) == 1, (key, found[key])


def now(name: str, declared: str, given_keys: dict[str, str]) -> str:
    """The keys of a command when these are given."""
    if name not in given_keys:
        return declared
    return keys_now(declared, given_keys[name], (key for other, key in given_keys.items() if other != name))


def test_a_value_that_is_not_understood_counts_as_none_and_the_others_hold() -> None:
    held = settings.read(b'dates = "us"\nfacilitator = "Zawadi"\nlink = 3\nfasilitator = "Z"\nkeys = 1\n')
    assert (held.dates, held.facilitator, held.link) == ("day first", "Zawadi", "as found")
    told = " ".join(held.troubles)
    assert '"day first", "month first"' in told
    for words in ("'us'", "'3'", "'fasilitator'", "keys is no table"):
        assert words in told


@pytest.mark.parametrize(
    ("data", "where"),
    [
        (b"a = \n", "line 1"),
        (b"\xff\xfe", "UTF-8"),
        (b"a = " + b"[" * 30_000, "brackets"),
        (b"a=" + b"9" * 9000, ""),
    ],
)
def test_a_file_that_is_no_toml_counts_as_none_and_says_where(data: bytes, where: str) -> None:
    held = settings.read(data)
    assert (held.talk_first, len(held.troubles)) == ("always", 1)
    assert where in held.troubles[0]


@pytest.mark.parametrize("kind", ["none", "folder", "pipe", "large", "locked", "dangling", "odd name"])
def test_what_is_no_file_of_ours_is_passed_over(
    kind: str, settings_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pipe that nobody writes would be read for ever."""
    settings_file.unlink()
    match kind:
        case "folder":
            settings_file.mkdir()
        case "pipe":
            os.mkfifo(settings_file)
        case "large":
            settings_file.write_bytes(b"#" * (settings.LARGEST + 1))
        case "locked":
            settings_file.write_bytes(b"")
            monkeypatch.setattr(Path, "read_bytes", refuse)
        case "dangling":
            settings_file.symlink_to("nowhere")
        case "odd name":
            monkeypatch.setenv(settings.PLACE, "x" * 5000)
    held = settings.current()
    assert held.talk_first == "always"
    assert len(held.troubles) == (0 if kind in ("none", "dangling") else 1)


def refuse(_: Path) -> bytes:
    raise PermissionError(13, "Permission denied")


def test_nothing_that_reads_toml_is_loaded_where_there_is_no_file(settings_file: Path) -> None:
    import subprocess  # noqa: PLC0415 - only here
    import sys  # noqa: PLC0415 - only here

    settings_file.unlink()
    script = "import sys; from atm_tui import settings; settings.current(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert not {"tomllib", "tomlkit", "pydantic", "textual"} & set(done.stdout.split())


# Writing them --------------------------------------------------------------------------------
def test_the_first_file_names_every_setting_with_its_choices(settings_file: Path) -> None:
    settings_file.unlink()
    settings.forget()
    assert settingsfile.keep("facilitator", 'Zawadi "Z" \\') == ""
    written = settings_file.read_text("utf-8")
    for one in DESCRIBED:
        assert f"\n{one.name} = " in written
        assert all(f'"{choice}"' in written for choice in one.choices)
    assert settings.read(settings_file.read_bytes()) == Settings(facilitator='Zawadi "Z" \\')
    assert stat.S_IMODE(settings_file.stat().st_mode) == 0o600
    assert [one.name for one in settings_file.parent.iterdir() if "settings" in one.name] == ["settings.toml"]


def test_comments_and_what_is_not_ours_stay_and_so_does_what_another_session_wrote(
    settings_file: Path,
) -> None:
    settings_file.write_text('# mine\nmore = [1, 2]  # why\n\n[keys]\n"move(-1)" = "F11" # up\n', "utf-8")
    assert settings.current().keys == {"move(-1)": "f11"}
    settings_file.write_text(settings_file.read_text("utf-8") + 'park = "Ctrl+U"\n[other]\nx = 1\n', "utf-8")
    settingsfile.keep("dates", "month first")
    settingsfile.keep_key("undo", "alt+left")
    settingsfile.keep_key("move(-1)", "")
    written = settings_file.read_text("utf-8")
    for words in ("# mine", "more = [1, 2]  # why", "[other]\nx = 1", 'park = "Ctrl+U"', 'undo = "Alt+Left"'):
        assert words in written
    held = settings.read(settings_file.read_bytes())
    assert (held.dates, held.keys) == ("month first", {"park": "ctrl+u", "undo": "alt+left"})


@given(FILES)
def test_a_change_is_kept_whatever_the_file_held_and_nothing_of_it_is_lost(data: bytes) -> None:
    place = settings.path()
    for one in place.parent.glob("settings.toml*"):
        one.unlink()
    place.write_bytes(data)
    settings.forget()
    before = settings.read(data)
    try:
        told = settingsfile.keep("talk_first", "never")
        settingsfile.keep_key("park", "ctrl+u")
    except AtmError:  # it has them in a form that cannot be changed from here
        assert place.read_bytes() == data or "talk_first" in place.read_text("utf-8")
        return
    after = settings.read(place.read_bytes())
    assert after.talk_first == "never"
    assert after.keys["park"] == "ctrl+u"
    if told:
        assert place.with_name("settings.toml.unread").read_bytes() == data
    else:
        assert after.facilitator == before.facilitator
        assert {**before.keys, "park": "ctrl+u"} == after.keys


def test_a_link_to_the_file_stays_a_link(settings_file: Path, tmp_path: Path) -> None:
    """Some keep all their settings in one folder, and link to it."""
    other = tmp_path / "other" / "mine.toml"
    other.parent.mkdir()
    settings_file.rename(other)
    settings_file.symlink_to(other)
    settingsfile.keep("dates", "month first")
    assert settings_file.is_symlink()
    assert settings.read(other.read_bytes()).dates == "month first"


def test_a_change_that_cannot_be_written_holds_until_the_end(settings_file: Path) -> None:
    settings_file.unlink()
    settings_file.mkdir()
    with pytest.raises(AtmError, match="This holds until you leave, but was not kept"):
        settingsfile.keep("dates", "month first")
    assert settings.current().dates == "month first"


# Keys ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("words", "key"),
    [("Ctrl+T", "ctrl+t"), ("ctrl-t", "ctrl+t"), ("CTRL T", "ctrl+t"), ("F9", "f9"), ("Ins", "insert"),
     ("control+up", "ctrl+up"), (" Alt+Left ", "alt+left")],
)  # fmt: skip
def test_a_key_is_read_as_people_write_it(words: str, key: str) -> None:
    assert read_key(words) == key


@pytest.mark.parametrize("key", sorted(GIVABLE))
def test_what_is_said_of_a_key_is_read_as_that_key(key: str) -> None:
    assert read_key(said(key)) == key


@pytest.mark.parametrize(
    ("words", "why"),
    [*((f"Ctrl+{one}", "does not arrive") for one in "ABHIJMQSZ["), ("Ctrl+Space", "does not arrive"),
     *((one, "always") for one in ("F1", "F2", "F10", "Ctrl+C", "Enter", "Esc", "return")),
     *((one, "needed for typing") for one in ("a", "7", "Tab", "Up", "Del", "Backspace", "Space")),
     *((one, "no key that arrives") for one in ("", "Crtl+P", "Alt+X", "F25", "Ctrl+Alt+T", "x" * 300))],
)  # fmt: skip
def test_a_key_that_cannot_be_given_says_why(words: str, why: str) -> None:
    with pytest.raises(NotUnderstood, match=why) as refused:
        read_key(words)
    assert len(str(refused.value)) < 120


def test_of_two_that_want_a_key_the_first_gets_it_and_a_swap_is_no_clash() -> None:
    given_keys, why = settled({"park": "ctrl+u", "undo": "ctrl+u", "next": "f6", "take_out": "f4"}, [IN_PLAN])
    assert given_keys == {"park": "ctrl+u", "next": "f6", "take_out": "f4"}
    assert why == {"undo": "Ctrl+U is the key of Park (park) on the same page"}
    assert now("next", "f4", given_keys) == "f6"
    assert now("park", "f7", given_keys) == "ctrl+u,f7"


def test_a_key_may_go_to_two_commands_that_are_never_on_one_page() -> None:
    """New plan on the home page, and new row in a table: nobody has both before her."""
    given_keys, why = settled({"new": "f11", "add": "f11"}, every_page())
    assert (given_keys, why) == ({"new": "f11", "add": "f11"}, {})


def test_a_command_that_is_not_there_is_told() -> None:
    assert settled({"prk": "f11"}, every_page()) == ({}, {"prk": "there is no such command"})


def test_a_text_names_keys_as_they_are_now_and_is_left_alone_as_long_as_none_was_given() -> None:
    text = "Ctrl+T takes it back, F12 comes back, F1 and F10 stay; F122 is none."
    assert keymap.worded(text, IN_PLAN) is text
    keymap.use({"undo": "f11", "reflect": "ctrl+u"}, [IN_PLAN])
    assert (
        keymap.worded(text, IN_PLAN) == "F11 takes it back, Ctrl+U comes back, F1 and F10 stay; F122 is none."
    )


# Where they hold -----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "day_first", "month_first"),
    [("3/4/2030", date(2030, 4, 3), date(2030, 3, 4)), ("3.4.30", date(2030, 4, 3), date(2030, 3, 4)),
     ("13/4/2030", date(2030, 4, 13), None), ("4-13-2030", None, date(2030, 4, 13)),
     ("5 apr 2030", date(2030, 4, 5), date(2030, 4, 5)), ("2030-04-03", date(2030, 4, 3), date(2030, 4, 3))],
)  # fmt: skip
def test_days_are_read_in_the_order_that_people_are_used_to(
    typed: str, day_first: date | None, month_first: date | None
) -> None:
    def read(**order: bool) -> date | None:
        try:
            return read_day(typed, date(2030, 1, 1), **order)
        except NotUnderstood:
            return None

    assert (read(month_first=False), read(month_first=True)) == (day_first, month_first)
    set_date_order(month_first=True)
    assert read() == month_first


def test_the_environment_wins_over_the_file_and_gets_back_what_was_put_into_it(settings_file: Path) -> None:
    settings_file.write_text('glyphs = "ascii"\ncolours = "16"\nlink = "quiet"\n', "utf-8")
    env = {"ATM_TUI_GLYPHS": "unicode", "NO_COLOR": "1"}
    settings.into(env)
    assert env == {"ATM_TUI_GLYPHS": "unicode", "NO_COLOR": "1", "ATM_TUI_LINK": "quiet"}
    assert settings.quiet(env)
    assert settings.said_by("glyphs", env) == "ATM_TUI_GLYPHS"
    settings.hold(link="as found")
    settings.into(env)
    assert env == {"ATM_TUI_GLYPHS": "unicode", "NO_COLOR": "1"}
    assert not settings.quiet(env)


def test_doctor_says_where_the_settings_are_and_what_in_them_is_passed_over(
    settings_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings_file.write_text('dates = "us"\n[keys]\npark = "F4"\nundo = "Ctrl+A"\n', "utf-8")
    assert main(["doctor", "--terminal"]) == 0
    out = capsys.readouterr().out
    for words in (f"Settings:  {settings_file}", "cannot be 'us'", "F4 is the key of Next", "Ctrl+A is kept"):
        assert words in out
