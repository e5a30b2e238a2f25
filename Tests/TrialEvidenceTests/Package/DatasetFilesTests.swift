import Testing
import TrialEvidence

@Suite("The files of a dataset")
struct DatasetFilesTests {
    @Test("a dataset written and read again is the same, and written again gives the same bytes")
    func roundTrip() throws {
        let dataset = try DatasetReader().read(SmallDataset.files())
        let written = DatasetFiles(encoding: dataset)
        let again = try DatasetReader().read(written)
        #expect(again == dataset)
        #expect(DatasetFiles(encoding: again) == written)
    }

    @Test("the optional tables are read")
    func optionalTables() throws {
        let contrasts = """
            study_id,arm_id,comparator_arm_id,outcome,statistic,effect,effect_measure,ci_low,ci_high,ci_level,confidence
            Alpha2020,MSC,PBO,edss_change,difference_ci,-0.5,MeanDifference,-0.9,-0.1,95,primary

            """
        let files = SmallDataset.files(more: [
            "contrasts.csv": contrasts,
            "risk_of_bias.csv": "study_id,tool,domain,judgement\nAlpha2020,rob2,D1,some-concerns\n",
            "flow.csv": "box,n\nrecords_screened,120\n",
            "published-syntheses.csv": "review_id,outcome,measure,estimate,p_value\nZhou2019,neda,RR,1.2,<0.05\n",
        ])
        let dataset = try DatasetReader().read(files)
        #expect(dataset.contrasts.map(\.effect) == [-0.5])
        #expect(dataset.comparisons.count == 2)
        #expect(dataset.riskOfBias.map(\.judgement) == [.someConcerns])
        #expect(dataset.flow.map(\.count) == [120])
        #expect(dataset.publishedSyntheses.map(\.pValue) == [PValue(0.05, isBelow: true)])
        #expect(try DatasetReader().read(DatasetFiles(encoding: dataset)) == dataset)
    }

    @Test("a missing table, a missing descriptor and a broken descriptor are named")
    func broken() {
        var files = SmallDataset.files()
        files.files["arms.csv"] = nil
        let missing = DatasetReader().validate(files)
        #expect(missing.errors.first?.code == .missingFile)
        #expect(missing.errors.first?.file == "arms.csv")

        files.files["datapackage.json"] = nil
        #expect(DatasetReader().validate(files).errors.map(\.code) == [.notADataset])
        files.files["datapackage.json"] = Array("{".utf8)
        #expect(DatasetReader().validate(files).errors.map(\.code) == [.badDescriptor])
        files.files["datapackage.json"] = Array("{\"resources\": []}".utf8)
        let nameless = DatasetReader().validate(files).errors
        #expect(nameless.map(\.code) == [.badDescriptor])
        #expect(nameless.first?.message.contains("\"name\" is missing") == true)
    }

    @Test("a resource that leads out of the folder is refused, an unknown one is only named")
    func resources() {
        var files = SmallDataset.files()
        let text = String(decoding: files.files["datapackage.json"] ?? [], as: UTF8.self)
        let escaping = SmallDataset.replacing("\"arms.csv\"", by: "\"../arms.csv\"", in: text)
        files.files["datapackage.json"] = Array(escaping.utf8)
        #expect(DatasetReader().validate(files).errors.map(\.code) == [.badDescriptor])
        let unknown = SmallDataset.replacing(
            "\"resources\" : [", by: "\"resources\" : [{\"name\": \"armz\", \"path\": \"armz.csv\"},", in: text)
        files.files["datapackage.json"] = Array(unknown.utf8)
        let report = DatasetReader().validate(files)
        #expect(report.errors.isEmpty)
        #expect(report.warnings.map(\.code) == [.unknownResource])
        #expect(report.warnings.first?.message.contains("did you mean \"arms\"?") == true)
    }

    @Test("a header that the descriptor does not describe is an error, and refreshing mends it without losing a word")
    func staleDescriptor() throws {
        var files = SmallDataset.files()
        let descriptor = String(decoding: files.files["datapackage.json"] ?? [], as: UTF8.self)
        let signed = SmallDataset.replacing(
            "\"name\" : \"small\"", by: "\"contributors\" : [{\"title\": \"A. Reader\"}], \"name\" : \"small\"",
            in: descriptor)
        files.files["datapackage.json"] = Array(signed.utf8)
        files.files["flow.csv"] = Array("box,n\nrecords_screened,120\n".utf8)
        let arms = SmallDataset.replacing(",combines", by: ",combines,label", in: SmallDataset.arms)
        let rows = arms.split(separator: "\n").enumerated().map { $0 == 0 ? "\($1)\n" : "\($1),\n" }
        files.files["arms.csv"] = Array(rows.joined().utf8)
        let stale = DatasetReader().validate(files).errors
        #expect(stale.map(\.code) == [.badDescriptor, .badDescriptor])
        #expect(stale.map(\.file) == ["arms.csv", "flow.csv"])
        #expect(stale.first?.message.contains("(label)") == true)

        try files.refreshDescriptor()
        #expect(DatasetReader().validate(files).diagnostics == [])
        let refreshed = String(decoding: files.files["datapackage.json"] ?? [], as: UTF8.self)
        #expect(refreshed.firstRange(of: "A. Reader") != nil)
    }

    @Test("a folder that is not there is named")
    func noFolder() {
        let error = #expect(throws: EvidenceError.self) { try DatasetFolder("no-such-folder").read() }
        #expect(error?.code == .missingFile)
        #expect(error?.diagnostics.first?.file == "no-such-folder")
    }

    @Test("the canonical text ignores quoting, line endings, number spelling, column order and empty columns")
    func canonicalText() throws {
        let text = try DatasetReader().read(SmallDataset.files()).canonicalText
        var arms = ["study_id,n,arm_id,role,route,dose_million_cells_per_kg,period,unit,combines,label"]
        arms.append("\"Alpha2020\",10.0,MSC,treatment,intravenous,1.0-2,1,patient,,")
        arms.append("Alpha2020,10,PBO,control,intravenous,,1,,,")
        arms.append("Alpha2020,20,ALL,comparator,,,,patient,MSC; PBO,\"\"")
        arms.append("Beta2021,12,MSC,treatment,intrathecal,1.50,,patient,,")
        let respelled = SmallDataset.files(arms: "\u{FEFF}" + arms.joined(separator: "\r\n"))
        #expect(try DatasetReader().read(respelled).canonicalText == text)

        let changed = SmallDataset.replacing("1.5,12", by: "1.6,12", in: SmallDataset.arms)
        #expect(try DatasetReader().read(SmallDataset.files(arms: changed)).canonicalText != text)
    }
}
