import Foundation
import Testing
import TrialArchives
import TrialTestSupport

/// The template as a spreadsheet program reads and writes it.
struct TemplateProgramTests {
    private static let hasLibreOffice = (try? BuiltProgram.shell(["sh", "-c", "command -v soffice"]).status) == 0

    private static let strangers = "\(BuiltProgram.root)/Tests/Strangers"
    static let datasets = PlanProposalTests.datasets

    private static func parts(_ path: String) throws -> [String: [UInt8]] {
        try ZipArchive.read(try FileBytes.read(path), path: path, limits: ZipLimits())
    }

    /// Fills the template of a dataset with one trial of two arms.
    static func fill(_ path: String, study: String) throws {
        var template = TypedTemplate(try parts(path))
        template.type(["study_id": study, "year": "2024", "design": "parallel-rct"], into: "studies")
        for (arm, role) in [("first", "treatment"), ("second", "control")] {
            template.type(["study_id": study, "arm_id": arm, "role": role, "n": "30"], into: "arms")
            template.type(
                [
                    "study_id": study, "arm_id": arm, "outcome": "made_event", "timepoint_months": "12",
                    "statistic": "events", "n": "30", "events": "7", "source_location": "Table 2",
                    "confidence": "primary",
                ], into: "outcomes")
        }
        try AtomicFile.write(try ZipArchive.write(template.parts), to: path)
    }

    /// Converts with LibreOffice, under a profile of the test's own.
    private func convert(_ file: String, to kind: String, in folder: String) throws {
        let outcome = try BuiltProgram.shell([
            "soffice", "-env:UserInstallation=file://\(folder)/profile", "--headless", "--convert-to", kind, "--outdir",
            "\(folder)/converted", "\(folder)/\(file)",
        ])
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    @Test("every dataset has a template that is read back into it", arguments: datasets)
    func strangers(dataset: String) throws {
        try BuiltProgram.withFolder { folder in
            let file = "\(folder)/trials, to type.xlsx"
            let written = try BuiltProgram.run("trialpool-import", ["template", dataset, "-o", file])
            #expect(
                written.status == 0 && written.output.contains("a sheet for each of studies, arms"), "\(written.errors)"
            )
            let empty = try BuiltProgram.run("trialpool-import", ["template", file, "--into", dataset, "--dry-run"])
            #expect(empty.status == 1 && empty.errors.contains("no sheet has a row"))
            try Self.fill(file, study: "Made, et al. [x] 2024")
            let dry = try BuiltProgram.run("trialpool-import", ["template", file, "--into", dataset, "--dry-run"])
            #expect(dry.status == 0 && dry.output.contains("5 to add"), "\(dry.errors)")
            #expect(dry.output.contains("sheet outcomes:3"))
        }
    }

    @Test(
        "LibreOffice opens it with every list, and what it saves is read back",
        .enabled(if: hasLibreOffice, "LibreOffice is not installed"))
    func libreOffice() throws {
        try BuiltProgram.withFolder { folder in
            #expect(
                try BuiltProgram.run("trialpool-import", ["new", "\(folder)/lesson", "--example", "-q"]).status == 0)
            let file = "\(folder)/trials.xlsx"
            #expect(try BuiltProgram.run("trialpool-import", ["template", "\(folder)/lesson", "-o", file]).status == 0)
            try Self.fill(file, study: "Made, et al. [x] 2024")
            try convert("trials.xlsx", to: "fods", in: folder)
            let sheets = try String(contentsOfFile: "\(folder)/converted/trials.fods", encoding: .utf8)
            let lists = sheets.ranges(of: "cell-content-is-in-list(").count
            #expect(lists >= 20, "\(lists) lists")
            #expect(sheets.contains("cell-content-is-whole-number()") && sheets.contains("The year of publication."))
            #expect(!sheets.contains("#REF!") && !sheets.contains("Err:5"))
            // The names that are typed into one sheet are offered in the others: the list's formulas found them.
            let names = sheets.split(separator: "table:name=\"lists\"").last ?? ""
            #expect(names.contains("<text:p>Made, et al. [x] 2024</text:p>"))
            try convert("trials.xlsx", to: "xlsx", in: folder)
            let read = try BuiltProgram.run(
                "trialpool-import", ["template", "\(folder)/converted/trials.xlsx", "--into", "\(folder)/lesson"])
            #expect(read.status == 0 && read.output.contains("5 added"), "\(read.errors)")
            let again = try BuiltProgram.run("trialpool-import", ["template", file, "--into", "\(folder)/lesson"])
            #expect(again.output.contains("0 added, 0 cells filled, 0 changed, 5 rows as they are"), "\(again.output)")
        }
    }

    @Test("what cannot be is said: an output that is no workbook, two datasets, a missing one")
    func usage() throws {
        try BuiltProgram.withFolder { folder in
            let dataset = BuiltProgram.dataset
            for arguments in [[dataset, "-o", "\(folder)/t.csv"], [dataset, dataset, "-o", "\(folder)/t.xlsx"]] {
                let outcome = try BuiltProgram.run("trialpool-import", ["template"] + arguments)
                #expect(outcome.status == 2 && outcome.output.isEmpty, "\(outcome.errors)")
            }
            let missing = try BuiltProgram.run(
                "trialpool-import", ["template", "\(folder)/none", "-o", "\(folder)/t.xlsx"])
            #expect(missing.status == 1 && missing.errors.contains("none"), "\(missing.errors)")
            let other = try BuiltProgram.run(
                "trialpool-import", ["template", BuiltProgram.plan, "--into", dataset, "--dry-run"])
            #expect(other.status == 1 && !other.errors.contains("\n\n"), "\(other.errors)")
        }
    }
}
