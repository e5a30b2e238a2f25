"""What the tests of the page share: the built programs, a report of the shipped plan, a browser."""

import copy
import functools
import json
import os
import pathlib
import subprocess

import pytest
import yaml
from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]
PLAN = ROOT / "Datasets/msc-ms-trials/plan.yaml"
PICTURES = os.environ.get("TRIALPOOL_PICTURES")


@functools.cache
def programs() -> pathlib.Path:
    """The folder of the built programs: TRIALPOOL_PROGRAMS, else where SwiftPM puts them."""
    given = os.environ.get("TRIALPOOL_PROGRAMS")
    if given:
        return pathlib.Path(given)
    path = subprocess.run(
        ["swift", "build", "--show-bin-path"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    return pathlib.Path(path.strip())


def run(program: str, *arguments) -> None:
    outcome = subprocess.run(
        [programs() / program, *map(str, arguments)], capture_output=True, text=True
    )
    assert outcome.returncode == 0, outcome.stderr


class Report:
    """The shipped plan, answered and shown; and the same plan with one analysis changed, answered by the engine."""

    def __init__(self, folder: pathlib.Path):
        self.folder = folder
        self.results = folder / "results.json"
        run("trialpool-analyze", "run", PLAN, "-o", self.results, "--quiet")
        self.document = json.loads(self.results.read_text())
        self.page = self.show(self.results, "report")

    def show(self, results: pathlib.Path, name: str) -> pathlib.Path:
        """The page of a result file."""
        path = self.folder / f"{name}.html"
        run("trialpool-report", "page", results, "-o", path, "--quiet")
        return path

    def analysis(self, identifier: str) -> dict:
        return next(a for a in self.document["analyses"] if a["id"] == identifier)

    def recomputed(self, identifier: str, change) -> dict:
        """The answer to one analysis after `change` edited its entry in the plan: the engine's own way, not the page's."""
        plan = yaml.safe_load(PLAN.read_text())
        plan["dataset"] = str(PLAN.parent)
        plan["datasets"] = {name: str((PLAN.parent / path).resolve()) for name, path in plan["datasets"].items()}
        entry = copy.deepcopy(next(a for a in plan["analyses"] if a["id"] == identifier))
        entry.pop("sensitivity", None)
        change(entry)
        plan["analyses"] = [entry]
        path = self.folder / "changed.yaml"
        path.write_text(yaml.safe_dump(plan, allow_unicode=True, sort_keys=False))
        self.changed = self.folder / "changed.json"
        run("trialpool-analyze", "run", path, "-o", self.changed, "--quiet")
        return json.loads(self.changed.read_text())["analyses"][0]

    def page_of_changed(self) -> pathlib.Path:
        """The page of the last changed plan."""
        return self.show(self.changed, "changed")


@pytest.fixture(scope="session")
def report(tmp_path_factory) -> Report:
    return Report(tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="session")
def browser():
    executable = os.environ.get("TRIALPOOL_CHROMIUM", "/usr/bin/chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield browser
        browser.close()


class Visit:
    """A page in the browser with everything that it tried."""

    def __init__(self, browser, path: pathlib.Path, fragment: str = "", **options):
        options.setdefault("viewport", {"width": 1280, "height": 900})
        self.context = browser.new_context(**options)
        self.page = self.context.new_page()
        self.errors, self.requests, self.dialogs = [], [], []
        self.page.on("console", lambda message: self.errors.append(message.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))
        self.page.goto(path.as_uri() + fragment)
        self.page.wait_for_load_state("load")

    def explorer(self, identifier: str):
        """The choices of an analysis, opened."""
        details = self.page.locator(f"details[data-explore='analysis-{identifier}']")
        if details.get_attribute("open") is None:
            details.locator("summary").click()
        return details

    def open_everything(self):
        self.page.evaluate("document.querySelectorAll('details').forEach(function (d) { d.open = true; })")
        self.page.wait_for_timeout(300)

    def picture(self, name: str):
        if PICTURES:
            self.page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)


@pytest.fixture
def visit(browser):
    visits = []

    def open_page(path, fragment="", **options):
        visits.append(Visit(browser, path, fragment, **options))
        return visits[-1]

    yield open_page
    for each in visits:
        each.context.close()
