"""The bundle as others read it: their validators, and the same numbers in every form of the report."""

import csv
import hashlib
import html.parser
import importlib.resources
import json
import pathlib
import re
import shutil
import subprocess
import zipfile

import bagit
import docx
import frictionless
import pikepdf
import pytest
from conftest import PLAN, ROOT, run
from rdflib.plugins.shared.jsonld import context as jsonld_context
from rdflib.plugins.shared.jsonld import util as jsonld_util
from rocrate_validator import models, services
from rocrate_validator.utils import document_loader

SUMMARY = "Summary of all analyses"
# 1.2's own context lies behind the network; the one that ships with rocrate is a later edition with the same terms.
CONTEXT = json.loads(importlib.resources.files("rocrate").joinpath("data/ro-crate.jsonld").read_text())


@pytest.fixture(scope="session")
def bundle(report) -> pathlib.Path:
    """The folder of the bundle of the shipped plan; the archive is beside it."""
    folder = report.folder / "report"
    run(
        "trialpool-report", "bundle", report.results, "--plan", PLAN, "-o", report.folder / "report.zip",
        "--folder", folder, "--quiet", "--no-cache",
    )
    return folder


@pytest.fixture(scope="session")
def odd_bundle(tmp_path_factory) -> pathlib.Path:
    """The folder of the bundle of a small stranger, whose names have blanks, commas, brackets and signs of markup."""
    plan = ROOT / "Tests/Strangers/Odd names, (brackets) & blanks/plan.yaml"
    place = tmp_path_factory.mktemp("odd")
    run("trialpool-analyze", "run", plan, "-o", place / "results.json", "--no-cache", "--quiet")
    run(
        "trialpool-report", "bundle", place / "results.json", "--plan", plan, "-o", place / "report.zip",
        "--folder", place / "report", "--quiet", "--no-cache",
    )
    return place / "report"


# Forms of the report, each read by somebody else's reader or the simplest of our own.


def clean(text):
    """The text without the marks that say where a line may break and where it may not."""
    return text.replace("\u00a0", " ").replace("\u200b", "")


def plain(tables):
    return {
        clean(caption): [[[clean(cell) for cell in row] for row in table] for table in same]
        for caption, same in tables.items()
    }


def docx_tables(path):
    """The tables of a Word document by the caption above each."""
    tables, caption = {}, ""
    document = docx.Document(str(path))
    for element in document.element.body.iterchildren():
        if element.tag.endswith("}p"):
            text = docx.text.paragraph.Paragraph(element, document).text
            caption = text or caption
        elif element.tag.endswith("}tbl"):
            table = docx.table.Table(element, document)
            rows = [[cell.text for cell in row.cells] for row in table.rows]
            tables.setdefault(caption, []).append(rows)
    return plain(tables)


def markdown_tables(path):
    tables, caption, rows = {}, "", []
    for line in path.read_text().splitlines() + [""]:
        words = re.sub(r"\\(.)", r"\1", line)
        if line.startswith("| "):
            cells = re.split(r"(?<!\\) \| ", line[2:-2])
            rows.append([re.sub(r"\\(.)", r"\1", cell) for cell in cells])
        elif rows:
            tables.setdefault(caption, []).append([rows[0], *rows[2:]])
            rows = []
        if words.startswith("**") and words.endswith("**"):
            caption = words[2:-2]
    return plain(tables)


LATEX = [
    ("\\textsuperscript{2}", "²"), ("\\ensuremath{\\tau}", "τ"), ("\\ensuremath{\\chi}", "χ"), ("\\ensuremath{-}", "−"),
    ("\\ensuremath{\\times}", "×"), ("\\textless{}", "<"), ("\\textgreater{}", ">"), ("\\textquotesingle{}", "'"),
    ("\\textquotedbl{}", '"'), ("-{}", "-"), ("?{}", "?"), ("!{}", "!"), ("{[}", "["), ("{]}", "]"), ("{*}", "*"),
    ("\\allowbreak{}", ""), ("\\,", "\u2009"), ("~", "\u00a0"), ("\\&", "&"), ("\\%", "%"), ("\\#", "#"), ("\\_", "_"), ("\\{", "{"), ("\\}", "}"),
]


def latex_text(text):
    for name, mark in LATEX:
        text = text.replace(name, mark)
    return text.strip()


def latex_tables(path):
    tables = {}
    pattern = r"\\textbf\{(.*)\}\n\{\\footnotesize\n\\begin\{longtable\}.*\n\\toprule\n((?:.*\n)*?)\\bottomrule"
    for caption, body in re.findall(pattern, path.read_text()):
        lines = [line for line in body.splitlines() if line.endswith("\\\\")]
        rows = [[latex_text(cell) for cell in re.split(r"(?<!\\)&", line[:-2])] for line in lines]
        tables.setdefault(latex_text(caption), []).append(rows)
    return plain(tables)


class PageTables(html.parser.HTMLParser):
    """The tables of the page by their captions."""

    def __init__(self):
        super().__init__()
        self.tables, self.rows, self.text, self.caption = {}, None, None, ""

    def handle_starttag(self, tag, attributes):
        if tag == "table":
            self.rows = []
        elif tag == "tr" and self.rows is not None:
            self.rows.append([])
        elif tag in ("td", "th", "caption"):
            self.text = ""

    def handle_endtag(self, tag):
        if tag == "table" and self.rows is not None:
            self.tables.setdefault(self.caption, []).append(self.rows)
            self.rows = None
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].append(" ".join(self.text.split()))
        elif tag == "caption":
            self.caption = " ".join(self.text.split())

    def handle_data(self, data):
        if self.text is not None:
            self.text += data


def page_tables(path):
    reader = PageTables()
    reader.feed(path.read_text())
    return plain(reader.tables)


def number(text):
    """A printed number, and half a unit of its last digit."""
    text = text.replace("−", "-").replace(",", "").replace("\u2009", "")
    scale = 0.01 if text.endswith("%") else 1.0
    text = text.rstrip("%")
    if "×" in text:
        mantissa, power = text.split(" × 10")
        exponent = int(power.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")))
        return float(mantissa) * 10.0**exponent, 0.05 * 10.0**exponent
    decimals = len(text.split(".")[1]) if "." in text else 0
    return float(text) * scale, 0.5 * 10.0**-decimals * scale


def effect(text):
    """Estimate and limits of `0.20 (0.08 to 0.51)`."""
    match = re.fullmatch(r"(.+) \((.+) to (.+)\)", text)
    assert match, text
    return [number(part) for part in match.groups()]


def agree(printed, natural):
    for (value, half), key in zip(printed, ("estimate", "lower", "upper")):
        exact = float(natural[key])
        assert abs(value - exact) <= half * 1.0001 + 1e-12 * abs(exact), (printed, natural)


def test_pooled_estimates_are_the_same_everywhere(report, bundle):
    document = json.loads((bundle / "results.json").read_text())
    forms = {
        "docx": docx_tables(bundle / "report.docx"), "md": markdown_tables(bundle / "report.md"),
        "tex": latex_tables(bundle / "report.tex"), "page": page_tables(bundle / "index.html"),
    }
    summaries = {name: tables[SUMMARY][0][1:] for name, tables in forms.items()}
    with open(bundle / "tables/summary.csv", newline="") as file:
        table = list(csv.DictReader(file))
    for index, analysis in enumerate(document["analyses"]):
        pooled = analysis["answer"].get("pooled")
        # A question of rare events leads with the method that its rule picks, which stands in the panel.
        if pooled and not analysis.get("further"):
            natural = pooled["natural"]
            assert [float(table[index][key]) for key in ("estimate", "lower", "upper")] == [
                float(natural[key]) for key in ("estimate", "lower", "upper")
            ]
        for name, rows in summaries.items():
            # Kinds without one pooled effect have a test or nothing in its place.
            if pooled:
                agree(effect(rows[index][3]), table[index])
            assert rows[index] == summaries["md"][index], name


def test_study_rows_are_the_same_everywhere(bundle):
    document = json.loads((bundle / "results.json").read_text())
    forms = [docx_tables(bundle / "report.docx"), markdown_tables(bundle / "report.md"), latex_tables(bundle / "report.tex")]
    assert forms[0]["Study rows"] == forms[1]["Study rows"] == forms[2]["Study rows"]
    compared = 0
    # Several outcomes have a table of rows each, under its own name.
    analyses = [analysis for analysis in document["analyses"] if "outcomes" not in analysis["answer"]]
    assert len(analyses) == len(forms[0]["Study rows"])
    for analysis, rows in zip(analyses, forms[0]["Study rows"]):
        column = next(index for index, heading in enumerate(rows[0]) if "CI)" in heading)
        with open(bundle / f"tables/studies-{analysis['id']}.csv", newline="") as file:
            table = [row for row in csv.DictReader(file) if row["block"] == "analysis"]
        assert len(rows) - 1 == len(table) == len(analysis["rows"])
        for row, cells, study in zip(rows[1:], table, analysis["rows"]):
            # What was observed is shown where zero cells had an addition.
            shown = (study.get("correction") or {}).get("observed") or study["natural"]
            agree(effect(row[column]), shown)
            for key in ("estimate", "lower", "upper"):
                assert float(cells[key]) == float(shown[key])
            compared += 1
    assert compared > 20


def test_pdf_has_the_same_texts(bundle):
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext (poppler-utils) is not installed")
    text = subprocess.run(
        ["pdftotext", "-layout", bundle / "report.pdf", "-"], check=True, capture_output=True, text=True
    ).stdout
    tables = markdown_tables(bundle / "report.md")
    cells = [row[3] for row in tables[SUMMARY][0][1:]]
    for rows in tables["Study rows"]:
        column = next(index for index, heading in enumerate(rows[0]) if "CI)" in heading)
        cells += [row[column] for row in rows[1:]]
    assert len(cells) > 25
    for cell in cells:
        assert cell in text, cell


def test_pdf_says_what_it_is_and_nothing_of_the_hour(bundle):
    document = json.loads((bundle / "results.json").read_text())
    with pikepdf.open(bundle / "report.pdf") as pdf:
        assert str(pdf.docinfo["/Title"]) == document["plan"]["title"]
        assert str(pdf.docinfo["/CreationDate"]).startswith("20261123000000")
        assert "/ID" not in pdf.trailer
        with pdf.open_outline() as outline:
            titles = [clean(item.title) for item in outline.root[0].children]
        assert [analysis["title"] for analysis in document["analyses"]] == [
            title for title in titles if title in {analysis["title"] for analysis in document["analyses"]}
        ]
    for figure in (bundle / "figures").glob("*.pdf"):
        with pikepdf.open(figure) as pdf:
            assert len(pdf.pages) == 1


def test_word_document_is_whole(bundle):
    document = docx.Document(str(bundle / "report.docx"))
    headings = [clean(p.text) for p in document.paragraphs if p.style.name == "Heading 1"]
    titles = [analysis["title"] for analysis in json.loads((bundle / "results.json").read_text())["analyses"]]
    assert [title for title in headings if title in titles] == titles
    assert len(document.inline_shapes) >= len(titles)
    subprocess.run(
        ["soffice", "--headless", "--convert-to", "pdf", "--outdir", bundle.parent, bundle / "report.docx"],
        check=True, capture_output=True, timeout=300,
    )
    with pikepdf.open(bundle.parent / "report.pdf") as pdf:
        assert len(pdf.pages) > 3


def test_ro_crate_validates(bundle, odd_bundle, monkeypatch):
    """RO-Crate 1.2 by its own validator. Two checks fetch the context from the network; without it only they may fail."""
    document_loader.install_document_loader()
    original = jsonld_util.source_to_json

    def local(source, *arguments, **options):
        if isinstance(source, str) and source.startswith("https://w3id.org/ro/crate/"):
            return CONTEXT, None
        return original(source, *arguments, **options)

    monkeypatch.setattr(jsonld_util, "source_to_json", local)
    monkeypatch.setattr(jsonld_context, "source_to_json", local)

    def issues(crate):
        settings = services.ValidationSettings(
            rocrate_uri=str(crate), profile_identifier="ro-crate-1.2", requirement_severity=models.Severity.REQUIRED
        )
        found = services.validate(settings).get_issues()
        network = ("Unable to retrieve the JSON-LD context", "Max retries exceeded")
        return [issue for issue in found if not any(word in issue.message for word in network)]

    assert issues(bundle) == []
    assert issues(odd_bundle) == []
    # The validator takes its time with many files.
    broken = odd_bundle.parent / "broken-crate"
    shutil.copytree(odd_bundle, broken)
    crate = json.loads((broken / "ro-crate-metadata.json").read_text())
    root = next(entity for entity in crate["@graph"] if entity["@id"] == "./")
    del root["datePublished"]
    (broken / "ro-crate-metadata.json").write_text(json.dumps(crate))
    assert issues(broken), "a crate without its date must not pass"


def test_tables_and_datasets_are_data_packages(bundle, tmp_path):
    result = frictionless.validate(str(bundle / "tables/datapackage.json"))
    assert result.valid, result.flatten(["fieldName", "note"])
    for archive in sorted((bundle / "datasets").glob("*.zip")):
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(tmp_path / archive.stem)
        result = frictionless.validate(str(tmp_path / archive.stem / "datapackage.json"))
        assert result.valid, result.flatten(["fieldName", "note"])


def test_checksums_are_those_of_a_bag(bundle, tmp_path):
    """The manifest's lines are BagIt's. A bag keeps its payload under data/; the bundle keeps its page on top instead, so
    the test moves the files there and changes nothing else."""
    bag = tmp_path / "bag"
    names = [line.split("  ", 1)[1] for line in (bundle / "manifest-sha256.txt").read_text().splitlines()]
    for name in names:
        (bag / "data" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(bundle / name, bag / "data" / name)
    (bag / "bagit.txt").write_text("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    lines = (bundle / "manifest-sha256.txt").read_text().replace("  ", "  data/")
    (bag / "manifest-sha256.txt").write_text(lines)
    bagit.Bag(str(bag)).validate()
    (bag / "data/index.html").write_bytes(b"changed")
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(bag)).validate()


def test_archive_and_folder_hold_the_same(bundle):
    with zipfile.ZipFile(bundle.parent / "report.zip") as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            assert hashlib.sha256(archive.read(name)).digest() == hashlib.sha256((bundle / name).read_bytes()).digest()
        assert len(archive.namelist()) == sum(1 for path in bundle.rglob("*") if path.is_file())
