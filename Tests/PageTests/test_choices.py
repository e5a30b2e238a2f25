"""Leaving studies out and changing methods: every number on the page is the engine's own for that choice."""

import re

import pytest


def numbers(text: str) -> list[tuple[float, float]]:
    """The numbers of a text as people read them, each with half a unit of its last digit; percentages as shares."""
    found = []
    for number, percent in re.findall(r"([−-]?[\d,]+(?:\.\d+)?)(%?)", text):
        decimals = len(number.split(".")[1]) if "." in number else 0
        share = 0.01 if percent else 1
        value = float(number.replace("−", "-").replace(",", ""))
        found.append((value * share, 0.5000001 * 10**-decimals * share))
    return found


def assert_shows(text: str, expected: list[float]):
    shown = numbers(text)
    assert len(shown) == len(expected), text
    for (value, unit), number in zip(shown, expected):
        assert abs(value - number) <= unit, f"{text} does not show {number}"


def assert_is(details, analysis: dict):
    """The row of the reader's choice shows what the engine gave for an analysis."""
    row = details.locator("table.versus tbody tr").nth(1)
    cells = row.locator("td").all_inner_texts()
    natural, fit = analysis["answer"]["pooled"]["natural"], analysis["answer"]["pooled"]["fit"]
    assert_shows(cells[0], [natural["estimate"], natural["lower"], natural["upper"]])
    prediction = analysis["answer"]["pooled"].get("naturalPrediction")
    if prediction:
        assert_shows(cells[1], [prediction["lower"], prediction["upper"]])
    else:
        assert cells[1] == "–"
    if fit["studies"] > 1:
        assert_shows(cells[2].replace("< 0.0001", "0.0000"), [fit["heterogeneity"]["tau2"]])
        assert_shows(cells[3], [fit["heterogeneity"]["iSquared"] / 100])
    assert int(cells[5]) == fit["studies"]
    sentence = details.locator("[role=status]").inner_text()
    assert cells[0].split(" (")[0] in sentence


def studies_of(analysis: dict) -> list[str]:
    return analysis["answer"]["alternatives"]["studies"]


def test_as_planned(report, visit):
    here = visit(report.page)
    for analysis in report.document["analyses"]:
        if not analysis.get("alternatives") or len(analysis["answer"]["alternatives"]["arrangements"][0]["intervals"]) < 2:
            continue
        details = here.explorer(analysis["id"])
        assert_is(details, analysis)
        assert details.locator("[role=status]").inner_text().startswith("As planned")
    assert not here.errors


# Studies whose leaving changes nothing else: no report of the same participants waits behind them.
@pytest.mark.parametrize("identifier", ["edss-change-6-months", "gel-rate-ratio", "edss-improved", "serious-adverse-events"])
def test_one_study_out(report, visit, identifier):
    analysis = report.analysis(identifier)
    overlapping = " ".join(row["reason"] for row in analysis["excluded"] if row["code"] == "overlap")
    study = next(s for s in studies_of(analysis) if s not in overlapping)
    expected = report.recomputed(
        identifier, lambda entry: entry.setdefault("exclude", []).append({"study": study, "reason": "test"})
    )
    here = visit(report.page)
    details = here.explorer(identifier)
    before = details.locator("table.versus tbody tr").nth(1).inner_text()
    diamond = details.locator(".diamond").first.evaluate("e => e.parentNode.outerHTML")
    details.locator(".study input").nth(studies_of(analysis).index(study)).uncheck()
    assert details.locator("table.versus tbody tr").nth(1).inner_text() != before
    assert details.locator(".diamond").first.evaluate("e => e.parentNode.outerHTML") != diamond
    assert_is(details, expected)
    assert details.locator(".study.is-out").count() >= 1
    assert details.locator("[role=status]").inner_text().startswith("Your choice")
    details.get_by_role("button", name="Back to the plan").click()
    assert_is(details, analysis)
    assert not here.errors


def test_several_studies_out(report, visit):
    identifier = "edss-improved"
    analysis = report.analysis(identifier)
    overlapping = " ".join(row["reason"] for row in analysis["excluded"] if row["code"] == "overlap")
    out = [s for s in studies_of(analysis) if s not in overlapping][1:4]
    expected = report.recomputed(
        identifier,
        lambda entry: entry.setdefault("exclude", []).extend({"study": s, "reason": "test"} for s in out),
    )
    here = visit(report.page)
    details = here.explorer(identifier)
    for study in out:
        details.locator(".study input").nth(studies_of(analysis).index(study)).uncheck()
    assert_is(details, expected)


@pytest.mark.parametrize("code", ["normal", "hartung-knapp", "kenward-roger"])
def test_intervals(report, visit, code):
    identifier = "edss-improved"
    expected = report.recomputed(identifier, lambda entry: entry.update(interval=code))
    here = visit(report.page)
    details = here.explorer(identifier)
    details.locator(f"input[value='{code}']").check()
    assert_is(details, expected)


@pytest.mark.parametrize("identifier", ["edss-change-6-months", "treatment-failure-6-months"])
@pytest.mark.parametrize("rule", ["combine", "split-control"])
def test_multi_arm_rules(report, visit, identifier, rule):
    expected = report.recomputed(identifier, lambda entry: entry.update({"multi-arm": rule}))
    here = visit(report.page)
    details = here.explorer(identifier)
    details.locator(f"input[value='{rule}']").check()
    assert_is(details, expected)
    rows = details.locator(".forest-row.study .whisker").count()
    assert rows == len(expected["rows"])


def test_the_address_keeps_the_choice(report, visit):
    identifier = "edss-improved"
    here = visit(report.page)
    details = here.explorer(identifier)
    details.locator(".study input").nth(2).uncheck()
    details.locator("input[value='normal']").check()
    chosen = details.locator("table.versus").inner_text()
    fragment = here.page.evaluate("location.hash")
    assert fragment.startswith("#choices;")
    again = visit(report.page, fragment)
    details = again.page.locator(f"details[data-explore='analysis-{identifier}']")
    assert details.get_attribute("open") is not None
    assert details.locator("table.versus").inner_text() == chosen
    details.get_by_role("button", name="Back to the plan").click()
    assert again.page.evaluate("location.hash") == ""


@pytest.mark.parametrize(
    "fragment", ["#choices", "#choices;nobody:without=x", "#choices;analysis-edss-improved:without=%E0%A4%A:interval=constructor"]
)
def test_a_strange_address_does_no_harm(report, visit, fragment):
    here = visit(report.page, fragment)
    assert not here.errors
    assert_is(here.explorer("edss-improved"), report.analysis("edss-improved"))


def test_the_last_study_stays(report, visit):
    analysis = report.analysis("gel-rate-ratio")
    here = visit(report.page)
    details = here.explorer(analysis["id"])
    boxes = details.locator(".study input")
    for index in range(boxes.count() - 1):
        boxes.nth(index).uncheck()
    last = boxes.nth(boxes.count() - 1)
    assert last.is_disabled()
    assert "cannot be left out" in details.locator(f"#{last.get_attribute('aria-describedby')}").inner_text()
    for index in range(boxes.count()):
        assert boxes.nth(index).is_checked() == (index == boxes.count() - 1)


def test_unavailable_choices_say_why(report, visit):
    analysis = report.recomputed("edss-improved", lambda entry: entry.update(heterogeneity="DL"))
    here = visit(report.page_of_changed())
    details = here.explorer(analysis["id"])
    off = details.locator(".choice.is-off")
    # The choices are filled in once they are opened.
    off.first.wait_for()
    assert off.count() == len(analysis["answer"]["alternatives"]["unavailable"]) == 1
    for index in range(off.count()):
        assert off.nth(index).locator("input").is_disabled()
        assert off.nth(index).locator(".why").inner_text().endswith(".")


def test_the_keyboard_is_enough(report, visit):
    here = visit(report.page)
    page = here.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    summary = page.locator("details[data-explore='analysis-edss-improved'] > summary")
    for _ in range(400):
        page.keyboard.press("Tab")
        if summary.evaluate("e => e === document.activeElement"):
            break
    else:
        pytest.fail("Tab never reaches the choices")
    assert summary.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    # The choices are drawn when the browser says that they were opened, which is a moment later.
    page.wait_for_selector("details[data-explore='analysis-edss-improved'][open] .study input")
    details = here.explorer("edss-improved")
    page.keyboard.press("Tab")
    box = details.locator(".study input").first
    assert box.evaluate("e => e === document.activeElement")
    assert box.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    before = details.locator("[role=status]").inner_text()
    page.keyboard.press("Space")
    assert not details.locator(".study input").first.is_checked()
    assert details.locator("[role=status]").inner_text() != before
    assert details.locator(".study input").first.evaluate("e => e === document.activeElement"), "the focus was lost"
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert not details.locator(".study input").nth(1).is_checked()
    radio = details.locator("input[type=radio]").first
    radio.focus()
    page.keyboard.press("ArrowDown")
    assert details.locator("input[type=radio]").nth(1).is_checked()
    assert details.locator("input[type=radio]").nth(1).evaluate("e => e === document.activeElement")
