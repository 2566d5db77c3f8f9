"""The pictures of the worked example, as they were looked at one by one."""

from datetime import timedelta

import pytest
from filled import TODAY
from golden import FOLDER, compare

from atm_tui.example import example
from atm_tui.model.plan import Plan
from atm_tui.model.river import River
from atm_tui.pictures import ASCII, PICTURES, UNICODE, as_text, draw
from atm_tui.planio import plan_of

NAMES = [
    name
    for kind in PICTURES.values()
    for name in ([f"{kind.name}:{view}" for view, _ in kind.views] or [kind.name])
]
GLYPHS = {"ascii": ASCII, "unicode": UNICODE}
ODD = ("road", "trouble", "allies-march", "indicators-odd")
"""Pictures of other plans than the worked example; each is drawn by a test of its own."""
SIZES = [(60, 20), (80, 24), (132, 43)]
EACH_SIZE = pytest.mark.parametrize(("width", "height"), SIZES, ids=str)
EACH_SET = pytest.mark.parametrize("signs", GLYPHS)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return plan_of(example())


@EACH_SET
@EACH_SIZE
@pytest.mark.parametrize("name", NAMES)
def test_the_picture_of_the_example(plan: Plan, name: str, width: int, height: int, signs: str) -> None:
    picture = draw(plan, name, width=width, height=height, glyphs=GLYPHS[signs], today=TODAY)
    compare(f"{name.replace(':', '-')}-{width}-{signs}", as_text(picture))


@EACH_SET
def test_the_same_way_as_a_road(plan: Plan, signs: str) -> None:
    road = plan.now()
    road.put("river", "river", plan.one(River).with_values({"metaphor": "road"}))
    compare(f"road-80-{signs}", as_text(draw(road, "river", glyphs=GLYPHS[signs], today=TODAY)))


@EACH_SET
def test_a_river_in_trouble(plan: Plan, signs: str) -> None:
    """No bridge, a bridge without an action, a milestone that is late, things that lie nowhere."""
    river = plan.now()
    for table, code, values in (
        ("bridge", "BR3", {"crosses": "gone"}),
        ("bridge", "BR4", {"actions": []}),
        ("milestone", "MS6", {"due": TODAY - timedelta(1)}),
        ("milestone", "MS7", {"due": None}),
        ("tributary", "TR5", {"stretch": ""}),
        ("rapid", "RP7", {"stretch": "", "harm": "", "likelihood": ""}),
        ("pair", "TF2", {"future": ""}),
    ):
        row = next(row for row in plan.rows(table) if row.code == code)
        river.put(table, row.id, row.with_values(values))
    compare(f"trouble-80-{signs}", as_text(draw(river, "river", glyphs=GLYPHS[signs], today=TODAY)))


def test_no_kept_picture_is_left_over() -> None:
    kept = {path.stem for path in FOLDER.glob("*.txt")}
    sizes = [width for width, _ in SIZES]
    wanted = {
        f"{name.replace(':', '-')}-{width}-{one}" for name in NAMES for width in sizes for one in GLYPHS
    }
    assert kept == wanted | {f"{name}-80-{one}" for name in ODD for one in GLYPHS}
