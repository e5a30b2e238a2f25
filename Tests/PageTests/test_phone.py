"""The page on a phone and on paper: short enough to read, the forest in sight, nothing squeezed to a word a line."""

import pytest
from conftest import run

PHONE = {"width": 390, "height": 844}


def height(here) -> int:
    return here.page.evaluate("document.documentElement.scrollHeight")


def test_a_phone_shows_the_page_in_few_screens(report, visit):
    here = visit(report.page, viewport=PHONE)
    assert here.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    per_question = height(here) / len(report.document["analyses"])
    # It was 8,800 a question.
    assert per_question < 5_500, f"{height(here)} pixels"
    here.picture("phone-folded")


def test_the_forest_is_in_sight_on_a_phone(report, visit):
    here = visit(report.page, viewport=PHONE)
    for analysis in report.document["analyses"]:
        section = here.page.locator(f"#analysis-{analysis['id']}")
        figure = section.locator("figure.has-narrow").first
        narrow, wide = figure.locator(".narrow svg"), figure.locator(".wide svg")
        assert narrow.is_visible() and not wide.is_visible()
        box = narrow.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]
        # Letters are as large as on a wide screen, and the first study stands no more than three screens down.
        assert box["width"] >= 300
        label = next(row["label"] for row in analysis["rows"])
        first = narrow.locator("text", has_text=label.split()[0]).first.bounding_box()
        top = section.locator("h2").first.bounding_box()["y"]
        assert first["y"] - top < 3 * PHONE["height"]
        assert any("(" in text for text in narrow.locator("text").all_text_contents())
        marks = narrow.locator(".fill-estimate, .fill-pooled").count()
        assert marks >= len(analysis["rows"])


def test_a_wide_screen_shows_the_wide_forest_and_every_table(report, visit):
    here = visit(report.page)
    assert not here.page.locator(".narrow").first.is_visible()
    for table in here.page.locator("main table").all():
        assert table.is_visible() or table.evaluate("e => e.closest('.explore') !== null")
    assert not here.page.locator(".fold > summary").first.is_visible()


def test_folded_tables_open_by_tap(report, visit):
    here = visit(report.page, viewport=PHONE)
    fold = here.page.locator("details.fold").first
    assert not fold.locator("table").is_visible()
    fold.locator("summary").click()
    assert fold.locator("table").is_visible()


@pytest.mark.parametrize("size", [PHONE, {"width": 320, "height": 640}], ids=["phone", "narrow"])
def test_no_reason_stands_a_word_a_line(report, visit, size):
    here = visit(report.page, viewport=size)
    here.open_everything()
    widths = here.page.evaluate(
        """[...document.querySelectorAll('main table td')].filter(
            cell => cell.textContent.trim().length > 60 && cell.getBoundingClientRect().width > 0
        ).map(cell => cell.getBoundingClientRect().width / parseFloat(getComputedStyle(cell).fontSize))"""
    )
    assert len(widths) > 20
    # A letter is about half as wide as its font is large: 30 letters a line.
    assert min(widths) >= 15


def test_paper_shows_everything_and_no_long_address(report, visit):
    here = visit(report.page)
    here.page.emulate_media(media="print")
    hidden = here.page.evaluate(
        """[...document.querySelectorAll('main details:not(.explore):not(.in-words)')].filter(
            e => { const inside = e.querySelector('table, ul, svg'); return inside && inside.getBoundingClientRect().height === 0; }
        ).length"""
    )
    assert hidden == 0
    assert here.page.evaluate(
        "[...document.querySelectorAll('main table a')].filter(a => a.textContent.includes('://')).length"
    ) == 0
    here.page.set_viewport_size({"width": 700, "height": 1000})
    wide = here.page.evaluate(
        "[...document.querySelectorAll('main table')].filter(e => e.getBoundingClientRect().right > innerWidth + 1).length"
    )
    assert wide == 0
    assert here.page.pdf(format="A4").startswith(b"%PDF-")
