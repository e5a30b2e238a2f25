import Testing
import TrialEvidence

@Suite("Scales and accepted findings")
struct ScaleRulesTests {
    private static let scales = """
        outcome,title,unit,minimum,maximum,step,worse,items,important,notes
        edss_change,"change, EDSS",,-10,10,0.5,higher,,1,by Kurtzke

        """
    private static let accepted = """
        check,study_id,subject,found,reason,accepted_by,date
        grim,Alpha2020;Beta2021,"a row, in words","mean 3.1, n 5",an adjusted mean,A. Reader,2026-11-23

        """

    private func report(_ table: String = "scales.csv", _ old: String = "", _ new: String = "") -> ValidationReport {
        var texts = ["scales.csv": Self.scales, "accepted-findings.csv": Self.accepted]
        if !old.isEmpty { texts[table] = SmallDataset.replacing(old, by: new, in: texts[table] ?? "") }
        return DatasetReader().validate(SmallDataset.files(more: texts))
    }

    @Test("both tables are read, and written again as they were")
    func roundTrip() throws {
        let dataset = try report().get()
        let scale = try #require(dataset.scale(of: "edss_change"))
        #expect(scale.minimum == -10 && scale.maximum == 10 && scale.step == 0.5 && scale.worse == .higher)
        #expect(scale.title == "change, EDSS" && scale.items == nil && scale.important == 1)
        let acceptance = try #require(dataset.acceptedFindings.first)
        #expect(acceptance.studies == ["Alpha2020", "Beta2021"] && acceptance.found == "mean 3.1, n 5")
        let written = DatasetFiles(encoding: dataset)
        #expect(try DatasetReader().read(written) == dataset)
        #expect(written.files["scales.csv"].map { String(decoding: $0, as: UTF8.self) } == Self.scales)
        #expect(written.files["accepted-findings.csv"].map { String(decoding: $0, as: UTF8.self) } == Self.accepted)
    }

    @Test("they belong to the content of the dataset, and without them it is what it was")
    func content() throws {
        let dataset = try report().get()
        var bare = dataset
        bare.scales = []
        bare.acceptedFindings = []
        #expect(bare.canonicalText == (try DatasetReader().read(SmallDataset.files())).canonicalText)
        #expect(dataset.canonicalText.contains("table scales\n"))
        #expect(dataset.canonicalText.contains("table accepted-findings\n"))
    }

    @Test(
        "faults of a scale are named",
        arguments: [
            ("-10,10", "10,-10", DiagnosticCode.badScale, "minimum"), (",0.5,", ",0,", .badScale, "step"),
            ("higher,,", "higher,0,", .badScale, "items"), ("higher,,", "highest,,", .unknownCode, "worse"),
            ("by Kurtzke\n", "by Kurtzke\nedss_change,,,,,,,,,\n", .duplicateKey, "outcome"),
        ])
    func scaleFaults(old: String, new: String, code: DiagnosticCode, column: String) {
        let errors = report("scales.csv", old, new).errors
        #expect(errors.map(\.code) == [code])
        #expect(errors.first?.column == column && errors.first?.file == "scales.csv")
    }

    @Test("a scale of no outcome is a warning with the nearest name")
    func unknownOutcome() {
        let report = report("scales.csv", "edss_change,", "edss_chnge,")
        #expect(report.errors == [])
        #expect(report.warnings.map(\.code) == [.unknownOutcome])
        #expect(report.warnings.first?.message.contains("did you mean \"edss_change\"?") == true)
    }

    @Test(
        "faults of an acceptance are named",
        arguments: [
            ("Alpha2020;", "Alfa2020;", DiagnosticCode.unknownStudy), ("an adjusted mean", "", .missingValue),
            ("2026-11-23", "23.11.2026", .badDate), ("2026-11-23", "2026-13-23", .badDate),
        ])
    func acceptanceFaults(old: String, new: String, code: DiagnosticCode) {
        #expect(report("accepted-findings.csv", old, new).errors.map(\.code) == [code])
    }

    @Test("a study taken alone keeps its acceptances and all scales")
    func restricted() throws {
        let alone = try report("accepted-findings.csv", "Alpha2020;Beta2021", "Alpha2020").get()
        #expect(alone.restricted(to: "Alpha2020").acceptedFindings.count == 1)
        #expect(alone.restricted(to: "Beta2021").acceptedFindings.isEmpty)
        #expect(alone.restricted(to: "Beta2021").scales.count == 1)
    }
}
