import Testing
import TrialEvidence

/// Further columns of studies.csv and arms.csv that a dataset declares in its descriptor.
struct DeclaredColumnTests {
    /// The small dataset with a number, a truth and a text of odd names.
    static func dataset() throws -> Dataset {
        var dataset = try DatasetReader().read(SmallDataset.files())
        dataset.declaredColumns = [
            .studies: [
                DeclaredColumn("industry funding, (any)", .boolean, title: "Industry funding"),
                DeclaredColumn("region", .string, title: "Region"), DeclaredColumn("visits", .integer, title: "Visits"),
            ],
            .arms: [DeclaredColumn("dose", .number, title: "Daily dose", unit: "mg")],
        ]
        dataset.studies[0].declared = ["industry funding, (any)": .truth(true), "region": .text("North, \"far\"")]
        dataset.studies[1].declared = ["industry funding, (any)": .truth(false), "visits": .number(7)]
        dataset.arms[0].declared = ["dose": .number(2.5)]
        return dataset
    }

    @Test("they come back with their types, titles and units, and are part of the identity")
    func roundTrip() throws {
        let dataset = try Self.dataset()
        let files = DatasetFiles(encoding: dataset)
        let back = try DatasetReader().read(files)
        #expect(back.declaredColumns == dataset.declaredColumns)
        #expect(back.studies.map(\.declared) == dataset.studies.map(\.declared))
        #expect(back.arms.map(\.declared) == dataset.arms.map(\.declared))
        #expect(DatasetFiles(encoding: back) == files)
        #expect(files.declaredColumns(of: .arms) == dataset.declaredColumns[.arms])
        #expect(back.canonicalText == dataset.canonicalText)
        let plain = try DatasetReader().read(SmallDataset.files()).canonicalText
        #expect(dataset.canonicalText != plain)
        var retitled = dataset
        retitled.declaredColumns[.arms]?[0].unit = "g"
        #expect(retitled.canonicalText != dataset.canonicalText)
        var reordered = dataset
        reordered.declaredColumns[.studies]?.reverse()
        #expect(reordered.canonicalText == dataset.canonicalText)
    }

    @Test("a column that is not declared is an error that says how to declare it")
    func undeclared() throws {
        let rows = SmallDataset.arms.split(separator: "\n").enumerated().map { $0 == 0 ? "\($1),dose\n" : "\($1),5\n" }
        let errors = DatasetReader().validate(SmallDataset.files(arms: rows.joined())).errors
        let unknown = try #require(errors.first { $0.code == .unknownColumn })
        #expect(unknown.file == "arms.csv" && unknown.column == "dose" && unknown.line == 1)
        #expect(unknown.message.contains("declare it with type and title in datapackage.json"))
        // Elsewhere nothing can be declared.
        let flow = DatasetReader().validate(
            SmallDataset.files(more: ["flow.csv": "box,n,dose\nrecords_screened,1,2\n"]))
        #expect(flow.errors.first { $0.code == .unknownColumn }?.message.contains("declare") == false)
    }

    @Test(
        "a wrong cell is named by file, line and column",
        arguments: [
            ("2.5", "two", DiagnosticCode.notANumber, "arms.csv", "dose"),
            ("true", "maybe", .unknownCode, "studies.csv", "industry funding, (any)"),
            (",7\n", ",7.5\n", .notAnInteger, "studies.csv", "visits"),
        ])
    func wrongCells(_ old: String, _ new: String, _ code: DiagnosticCode, _ file: String, _ column: String) throws {
        var files = DatasetFiles(encoding: try Self.dataset())
        let text = String(decoding: try #require(files.files[file]), as: UTF8.self)
        files.files[file] = Array(SmallDataset.replacing(old, by: new, in: text).utf8)
        let errors = DatasetReader().validate(files).errors
        #expect(errors.count == 1)
        #expect(errors.first?.code == code && errors.first?.file == file && errors.first?.column == column)
        #expect((errors.first?.line ?? 0) > 1)
    }

    @Test("a declaration of another type, or of one name twice, is an error of the descriptor")
    func wrongDeclarations() throws {
        var files = DatasetFiles(encoding: try Self.dataset())
        let text = String(decoding: try #require(files.files[DatasetFiles.descriptor]), as: UTF8.self)
        files.files[DatasetFiles.descriptor] = Array(
            SmallDataset.replacing("\"type\" : \"boolean\"", by: "\"type\" : \"date\"", in: text).utf8)
        let found = DatasetReader().validate(files).errors
        #expect(found.contains { $0.code == .badDescriptor && $0.message.contains("\"date\"") })
        var twice = try Self.dataset()
        twice.declaredColumns[.arms] = [DeclaredColumn("region", .string, title: "Region")]
        let errors = DatasetReader().validate(DatasetFiles(encoding: twice)).errors
        #expect(errors.contains { $0.code == .badDescriptor && $0.message.contains("studies.csv too") })
    }

    @Test("bringing the descriptor up to the headers keeps what it declares")
    func refreshed() throws {
        var files = DatasetFiles(encoding: try Self.dataset())
        files.files["flow.csv"] = Array("box,n\nrecords_screened,120\n".utf8)
        try files.refreshDescriptor()
        #expect(try DatasetReader().read(files).declaredColumns == (try Self.dataset()).declaredColumns)
    }

    @Test("at most five names are near, nearest first")
    func candidates() {
        let known = ["dose", "doses", "does", "rose", "nose", "hose", "country"]
        #expect(NearestName.candidates(known, to: "dose").first == "dose")
        #expect(NearestName.candidates(known, to: "dose").count == 5)
        #expect(NearestName.candidates(["country", "funding"], to: "contry") == ["country"])
        #expect(NearestName.candidates(["a", "b"], to: "zzzzzzzz").count == 2)
    }
}
