import Testing
import TrialEvidence

@testable import TrialImport

@Suite("Exports")
struct ExportTests {
    private func text(_ format: some ExportFormat, _ ending: String) throws -> String {
        let files = try format.export(ExportSupport.dataset()).files
        let file = try #require(files.first { $0.key.hasSuffix(ending) })
        return String(decoding: file.value, as: UTF8.self)
    }

    private func notHeld(_ format: some ExportFormat) throws -> [String] {
        try format.export(ExportSupport.dataset()).notHeld.map { "\($0.place): \($0.reason)" }
    }

    @Test("formats differ in their names and are found by them")
    func registry() {
        let names = ExportFormatRegistry.standard.formats.map(\.name)
        #expect(names == ["wide", "long", "ris", "revman-web", "data-package"])
        #expect(ExportFormatRegistry.standard.format(named: "ris")?.name == "ris")
        #expect(ImportFormatRegistry.standard.format(named: "workbook") != nil)
    }

    @Test("further formats are found by their names, and one of a known name takes its place")
    func furtherFormats() throws {
        struct Empty: ExportFormat, ImportFormat {
            var name = "empty"
            let summary = "Nothing."
            let fileExtensions = ["nil"]
            func export(_ dataset: Dataset) throws -> ExportedFiles { throw CancellationError() }
            func read(
                _ bytes: [UInt8], file: String, into dataset: Dataset
            ) throws(EvidenceError) -> ImportedEvidence { ImportedEvidence(file: file) }
        }
        let exports = ExportFormatRegistry.standard.adding(Empty())
        #expect(exports.format(named: "empty") is Empty)
        #expect(exports.adding(Empty(name: "wide")).formats.map(\.name) == exports.formats.map(\.name))
        let imports = ImportFormatRegistry.standard.adding(Empty())
        #expect(imports.formats(forFile: "a.NIL").map(\.name) == ["empty"])
        #expect(imports.adding(Empty()).formats.count == imports.formats.count)
    }

    @Test("arms stand side by side, a left-over arm alone, and no control twice")
    func wideRows() throws {
        let lines = try text(WideExport(), "-wide.csv").split(separator: "\n").map(String.init)
        #expect(lines.count == 5)
        #expect(lines[1].hasPrefix("Alpha2020,Alpha,2020,MSC,PBO,relapse,all,6,,events,2,20,,,,,5,21,"))
        #expect(lines[2].hasPrefix("Beta2021,,,LOW,PBO,edss_change"))
        #expect(lines[3].hasPrefix("Beta2021,,,HIGH,,edss_change"))
        #expect(lines[4].contains(",RateRatio,0.5,0.25,1,95,<0.05,"))
    }

    @Test("texts that a spreadsheet would run are guarded in tables, and numbers are not")
    func formulas() throws {
        let wide = try text(WideExport(), "-wide.csv")
        #expect(wide.contains(",'@note,") && wide.contains(",'-1+1") && wide.contains(",-0.25,"))
        let long = try text(LongExport(), "-long.csv")
        #expect(long.contains(",'@note,") && long.contains(",-0.25,"))
        let package = try text(RevManWebExport(), "study-information.csv")
        #expect(!package.contains(",=HYPERLINK") && !package.contains(",@"))
    }

    @Test("what each format cannot hold is listed and counted")
    func unheld() throws {
        let wide = try notHeld(WideExport())
        #expect(wide.contains("studies.csv, column title: 1 cell") && wide.contains("datapackage.json: title"))
        var dataset = ExportSupport.dataset()
        var row = dataset.outcomes[0]
        row.statistic = .medianIQR
        dataset.outcomes.append(row)
        dataset.flow = [FlowCount(box: "duplicates", count: 1)]
        let listed = try WideExport().export(dataset).notHeld
        #expect(listed.contains { $0.code == "row-not-held" && $0.reason.contains("median_iqr") })
        #expect(listed.contains { $0.place == "flow.csv" && $0.reason == "1 row" })
        #expect(try notHeld(RISExport()).contains("Alpha2020: notes"))
        #expect(try notHeld(RISExport()).contains("outcomes.csv: 6 rows"))
    }

    @Test("RevMan Web: byte order marks, one analysis an outcome, zeros where the data type does not count")
    func revMan() throws {
        let files = try RevManWebExport().export(ExportSupport.dataset()).files
        #expect(files.count == 3 && files.values.allSatisfy { $0.starts(with: [0xEF, 0xBB, 0xBF]) })
        let rows = try text(RevManWebExport(), "data-rows.csv").split(separator: "\n").map(String.init)
        #expect(rows.count == 4)
        #expect(
            rows[1].hasPrefix(
                "1,1,\"relapse, 6 months\",,SUBGROUP_AND_OVERALL,Alpha2020,2020,0.0,0.0,0.0,0.0,2,20,0.0,0.0,5,21,0.0,0.0,,,,,"
            ))
        #expect(rows[2].contains(",Beta2021,,0.0,0.0,-0.25,0.5,0,9,0.1,0.7,0,10,"))
        // ln 0.5 and ln 4 / (2 · 1.959964).
        #expect(rows[3].contains(",-0.6931471805599453,0.3536"))
        let settings = try text(RevManWebExport(), "settings.csv").split(separator: "\n").map(String.init)
        #expect(settings.count == 4)
        #expect(
            settings[1].contains("Dichotomous,true,relapse") && settings[2].contains("Continuous,false,edss_change"))
        #expect(settings[3].contains("Contrast level,true,gel_count") && settings[3].contains("Rate Ratio"))
        var dataset = ExportSupport.dataset()
        dataset.outcomes[5].effectMeasure = .adjustedBeta
        let unknown = try RevManWebExport().export(dataset).notHeld
        #expect(unknown.contains { $0.code == "row-not-held" && $0.reason.contains("a measure of RevMan's") })
        let listed = try RevManWebExport().export(ExportSupport.dataset()).notHeld
        #expect(listed.contains { $0.code == "row-not-held" && $0.place.contains("Beta2021 HIGH") })
        // The ratio 0.5 lies in the middle of its limits 0.25 and 1, so that its standard error says it all.
        #expect(!listed.contains { $0.reason.contains("ci_") })
        dataset = ExportSupport.dataset()
        dataset.outcomes[5].ciLow = 0.3
        dataset.outcomes[5].ciLevel = 90
        let moved = try RevManWebExport().export(dataset).notHeld.filter { $0.reason.contains("ci_") }
        #expect(moved.map(\.reason) == ["ci_low, ci_high, ci_level"])
    }

    @Test("a dataset with errors is not packed")
    func damaged() {
        var dataset = ExportSupport.dataset()
        dataset.arms = []
        #expect(throws: EvidenceError.self) { try DataPackageExport().export(dataset) }
    }
}
