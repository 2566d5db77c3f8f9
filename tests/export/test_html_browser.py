"""The HTML pages in a real browser: printed on A4 and letter, and on a screen as narrow as a phone's."""

import html as escaping
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from filled import TODAY, filled

from atm_tui.document import Document
from atm_tui.example import example
from atm_tui.export.html import html
from atm_tui.export.html.blank import blank
from atm_tui.export.html.wall import wall
from atm_tui.export.order import MEETING, PERSON, Order
from atm_tui.export.seen import seen
from atm_tui.model.plan import Plan
from atm_tui.model.start import Participant
from atm_tui.planio import complete, plan_of

ALL = Order(TODAY)
BROWSER = shutil.which("chromium") or ""
READER = shutil.which("pdftotext") or ""
PHONE = 360
"""Pixels across the screen of a small phone."""

pytestmark = pytest.mark.skipif(
    not (BROWSER and READER), reason="chromium or pdftotext is not installed here"
)

MEASURE = """<iframe id="phone" style="width:{width}px;height:800px;border:0" srcdoc="{page}"></iframe>
<script>document.getElementById("phone").onload = (event) => {{
  document.title = "wide " + event.target.contentDocument.documentElement.scrollWidth;
}};</script>"""


def browse(place: Path, page: str, *arguments: str) -> str:
    """What the browser says of a page."""
    file = place / "page.html"
    file.write_text(page, encoding="utf-8")
    command = [
        BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
        f"--user-data-dir={place / 'browser'}", *arguments, file.as_uri(),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, timeout=120, check=True)
    return done.stdout.decode()


def printed(place: Path, page: str) -> list[str]:
    """The words of each page of paper."""
    paper = place / "paper.pdf"
    browse(place, page, "--no-pdf-header-footer", f"--print-to-pdf={paper}")
    done = subprocess.run([READER, "-layout", str(paper), "-"], capture_output=True, timeout=60, check=True)
    return done.stdout.decode().removesuffix("\f").split("\f")


def even(text: str) -> str:
    return "".join(text.split())


def kijito() -> Plan:
    return Document(plan_of(example())).plan


def test_every_record_of_the_example_is_printed(tmp_path: Path) -> None:
    plan = kijito()
    pages = printed(tmp_path, html(plan, ALL))
    assert 25 < len(pages) < 55
    for number, page in enumerate(pages, 1):
        assert page.rstrip().endswith(f"{number} / {len(pages)}")
        assert len(even(page)) > 80  # no page with hardly anything on it
    paper = even("".join(pages))
    codes = [row.code for row in seen(plan, ALL) if row.code and not row.blank]
    assert [code for code in codes if code not in paper] == []
    assert "CCBY-SA3.0." in paper


@pytest.mark.parametrize("size", ["A4 landscape", "letter landscape"])
@pytest.mark.parametrize("make", [wall, blank])
def test_each_sheet_is_one_page(make: Callable[[Plan, Order], str], size: str, tmp_path: Path) -> None:
    text = make(kijito(), ALL).replace("size: landscape", f"size: {size}")
    titles = [re.sub("<.*?>", "", title) for title in re.findall(r"<section .*?<h[12]>(.*?)</h[12]>", text)]
    pages = printed(tmp_path, text)
    assert len(titles) == len(pages)
    for title, page in zip(titles, pages, strict=True):
        assert even(escaping.unescape(title)) in even(page)


def test_a_sheet_of_long_words_is_whole(tmp_path: Path) -> None:
    text = wall(filled(lambda: "Hadithi ndefu sana " * 40), ALL)
    assert len(printed(tmp_path, text)) == text.count('class="poster')


def test_heads_of_tables_are_repeated(tmp_path: Path) -> None:
    plan = Plan()
    complete(plan)
    for number in range(120):
        row = Participant(id=f"p{number}", code=f"W{number}", display_name=f"n{number}.", role="weaver")
        plan.put("participant", row.id, row)
    pages = [page for page in printed(tmp_path, html(plan, Order(TODAY, tool="start"))) if ". " in page]
    assert len(pages) > 3
    assert all(re.search(r"Code +Name +Role", page) for page in pages)


@pytest.mark.parametrize("make", [html, wall, blank])
def test_nothing_is_wider_than_a_phone(make: Callable[[Plan, Order], str], tmp_path: Path) -> None:
    page = escaping.escape(make(kijito(), ALL))
    shown = browse(tmp_path, MEASURE.format(width=PHONE, page=page), "--dump-dom")
    found = re.search(r"<title>wide (\d+)</title>", shown)
    assert found
    assert int(found[1]) <= PHONE


def test_a_paper_for_one_is_one_page_and_minutes_are_few(tmp_path: Path) -> None:
    for order, most in ((Order(TODAY, audience=PERSON, who="W05"), 1), (Order(TODAY, audience=MEETING), 3)):
        assert len(printed(tmp_path, html(kijito(), order))) <= most
