import Foundation
import Testing
import TrialArchives
import TrialEvidence
import TrialTestSupport

@testable import TrialImport

@Suite("The workbook to type trials into")
struct EvidenceTemplateTests {
    private static let study = "Gum, Tree [b] & \"co\" 2024"

    /// A filled template of the teaching review, with a further trial.
    private func filled(events: String = "9", arm: String = "old") throws -> TypedTemplate {
        var template = try empty()
        template.type(
            ["study_id": Self.study, "year": "2024", "design": "parallel-rct", "n_randomised": "60"], into: "studies")
        template.type(["study_id": Self.study, "arm_id": "new", "role": "treatment", "n": "30"], into: "arms")
        template.type(["study_id": Self.study, "arm_id": "old", "role": "control", "n": "30"], into: "arms")
        for (arm, events) in [("new", "4"), (arm, events)] {
            template.type(
                [
                    "study_id": Self.study, "arm_id": arm, "outcome": "relapse", "timepoint_months": "12",
                    "statistic": "events", "n": "30", "events": events, "confidence": "primary",
                ], into: "outcomes")
        }
        return template
    }

    private func empty() throws -> TypedTemplate {
        let bytes = try EvidenceTemplate.workbook(for: try Self.lesson())
        return TypedTemplate(try ZipArchive.read(bytes, path: "t.xlsx", limits: ZipLimits()))
    }

    private static func lesson() throws -> Dataset {
        try DatasetReader().read(try NewDataset(exampleAt: "lesson").files)
    }

    private func read(_ template: TypedTemplate) throws -> ImportedEvidence {
        try EvidenceTemplate().read(try ZipArchive.write(template.parts), file: "t.xlsx", into: try Self.lesson())
    }

    private func faults(_ template: TypedTemplate) throws -> [String] {
        do {
            _ = try read(template)
            return []
        } catch let error as EvidenceError {
            return error.diagnostics.map(\.description)
        }
    }

    @Test("has one sheet a table with the table's columns, and the same bytes for the same dataset")
    func sheets() throws {
        let bytes = try EvidenceTemplate.workbook(for: try Self.lesson())
        #expect(try bytes == EvidenceTemplate.workbook(for: try Self.lesson()))
        let parts = try WorkbookParts(bytes, file: "t.xlsx")
        #expect(parts.listings.map(\.name) == ["help"] + EvidenceTemplate.tables.map(\.resource) + ["lists"])
        #expect(parts.listings.filter(\.isHidden).map(\.name) == ["lists"])
        for listing in parts.listings {
            guard let table = DatasetTable(rawValue: listing.name) else { continue }
            let header = try #require(try Worksheet.read(listing, of: parts).rows.first)
            #expect(header.cells.sorted { $0.key < $1.key }.map(\.value) == table.columns.map(\.name))
        }
        let help = try Worksheet.read(parts.listings[0], of: parts).rows.flatMap(\.cells.values)
        for column in EvidenceTemplate.tables.flatMap(\.columns) {
            #expect(help.contains(column.name) && help.contains(column.summary), "\(column.name) is not explained")
        }
    }

    @Test("gives back what is typed, and the merge takes it once")
    func roundTrip() throws {
        let evidence = try read(try filled())
        #expect(evidence.studies.map(\.id) == [Self.study] && evidence.arms.count == 2)
        #expect(evidence.outcomes.map(\.events) == [4, 9])
        #expect(evidence.readings.allSatisfy(\.isBalanced) && evidence.notTaken.isEmpty)
        let files = try NewDataset(exampleAt: "lesson").files
        let merged = try DatasetMerge(of: [evidence], into: try Self.lesson()).merged(into: files)
        let after = try DatasetReader().read(merged)
        #expect(after.studies.count == 7 && after.arm(ArmKey(studyID: Self.study, armID: "old"))?.n == 30)
        #expect(try DatasetMerge(of: [evidence], into: after).proposal().isEmpty)
    }

    @Test("every kind of table comes back: scales, definitions, judgements, flow, trials to come")
    func everyTable() throws {
        var template = try filled()
        template.type(
            ["study_id": Self.study, "tool": "rob2", "domain": "D1", "judgement": "low"], into: "risk_of_bias")
        template.type(["box": "records_screened", "n": "12"], into: "flow")
        template.type(
            ["outcome": "disability_change", "minimum": "-10", "maximum": "10", "step": "0.5"], into: "scales")
        template.type(["definition": "any", "title": "Any relapse"], into: "definitions")
        template.type(["registry_id": "NCT00000000", "intervention": "A drug"], into: "ongoing-trials")
        template.type(
            [
                "study_id": "Alder2011", "arm_id": "new", "outcome": "relapse", "timepoint_months": "24",
                "statistic": "events", "n": "40", "events": "7", "confidence": "primary", "definition": "any",
            ], into: "outcomes")
        let evidence = try read(template)
        let files = try NewDataset(exampleAt: "lesson").files
        let merged = try DatasetMerge(of: [evidence], into: try Self.lesson()).merged(into: files)
        let after = try DatasetReader().read(merged)
        #expect(after.riskOfBias.count == 1 && after.flow.map(\.count) == [12] && after.scales.map(\.step) == [0.5])
        #expect(after.definitions.map(\.title) == ["Any relapse"] && after.ongoingTrials.count == 1)
        #expect(after.outcomes.last?.definition == "any")
    }

    @Test("columns that the dataset declares are typed, merged, and changed only when that is accepted")
    func declared() throws {
        var dataset = try Self.lesson()
        dataset.declaredColumns = [
            .studies: [DeclaredColumn("blinded, by whom", .string, title: "Blinding")],
            .arms: [
                DeclaredColumn("dose [mg]", .number, title: "Daily dose", unit: "mg"),
                DeclaredColumn("oral", .boolean, title: "By mouth"),
            ],
        ]
        dataset.arms[0].declared = ["dose [mg]": .number(20)]
        let files = DatasetFiles(encoding: dataset)
        dataset = try DatasetReader().read(files)
        let bytes = try EvidenceTemplate.workbook(for: dataset)
        var template = TypedTemplate(try ZipArchive.read(bytes, path: "t.xlsx", limits: ZipLimits()))
        template.type(["study_id": "New2024", "design": "parallel-rct", "blinded, by whom": "all"], into: "studies")
        template.type(
            ["study_id": "New2024", "arm_id": "a", "role": "treatment", "dose [mg]": "12.5", "oral": "true"],
            into: "arms")
        template.type(
            [
                "study_id": dataset.arms[0].studyID, "arm_id": dataset.arms[0].id, "role": "treatment",
                "dose [mg]": "40",
            ], into: "arms")
        let evidence = try EvidenceTemplate().read(
            try ZipArchive.write(template.parts), file: "t.xlsx", into: dataset)
        let merge = DatasetMerge(of: [evidence], into: dataset)
        #expect(try merge.proposal().changes.map(\.new) == ["40"])
        #expect(throws: ImportError.self) { _ = try merge.merged(into: files) }
        let after = try DatasetReader().read(try merge.merged(into: files, accept: true))
        #expect(after.declaredColumns == dataset.declaredColumns)
        #expect(after.study("New2024")?.declared == ["blinded, by whom": .text("all")])
        #expect(after.arms.last?.declared == ["dose [mg]": .number(12.5), "oral": .truth(true)])
        #expect(after.arms[0].declared == ["dose [mg]": .number(40)])
        var wrong = TypedTemplate(try ZipArchive.read(bytes, path: "t.xlsx", limits: ZipLimits()))
        wrong.type(["study_id": "Elm2021", "arm_id": "b", "role": "treatment", "dose [mg]": "much"], into: "arms")
        let error = #expect(throws: EvidenceError.self) {
            _ = try EvidenceTemplate().read(try ZipArchive.write(wrong.parts), file: "t.xlsx", into: dataset)
        }
        #expect(error?.diagnostics.first?.message.hasPrefix("cell O2: \"much\"") == true, "\(error?.description ?? "")")
    }

    @Test("each fault is told with its sheet and cell, all at once")
    func faults() throws {
        #expect(try faults(try filled()) == [])
        let column = try #require(OutcomeRow.columns.firstIndex { $0.name == "events" })
        #expect(
            try faults(try filled(events: "nine")).first?.contains(
                "sheet outcomes:3: error: column events: cell \(Worksheet.letters(column))3: \"nine\"") == true)
        #expect(
            try faults(try filled(events: "40")).first?.contains("cell \(Worksheet.letters(column))3: 40 of 30") == true
        )
        let unknown = try faults(try filled(events: "x", arm: "elder"))
        #expect(unknown.count == 1, "a row that cannot be read breaks no further rule")
        #expect(
            try faults(try filled(arm: "elder")).first?.contains("sheet outcomes:3: error: column arm_id: cell B3")
                == true)
        var twice = try filled()
        twice.type(["study_id": Self.study, "arm_id": "new", "role": "treatment"], into: "arms")
        twice.type(["colour": "red", "study_id": "Elm2021", "arm_id": "third", "role": "comparator"], into: "arms")
        let both = try faults(twice)
        #expect(both.contains { $0.contains("sheet arms:1: error: column colour: cell O1") })
        #expect(both.contains { $0.contains("sheet arms:4: error: column arm_id: cell B4") && $0.contains("line 2") })
        #expect(try faults(try empty()).first?.contains("no sheet has a row") == true)
    }

    @Test("a column's choices are its codes, the names of other tables, or words that repeat")
    func vocabulary() throws {
        let lesson = try Self.lesson()
        func choices(_ name: String, _ table: DatasetTable) throws -> ColumnVocabulary? {
            ColumnVocabulary(of: try #require(table.columns.first { $0.name == name }), in: table, of: lesson)
        }
        #expect(try choices("design", .studies)?.isClosed == true)
        #expect(try choices("study_id", .studies) == nil, "a new study has a new name")
        #expect(try choices("study_id", .arms)?.values.count == 6)
        #expect(try choices("arm_id", .outcomes)?.values == ["new", "old"])
        #expect(
            try choices("outcome", .outcomes)?.values
                == ["relapse", "serious_event", "disability_change"].sorted {
                    lesson.outcomes.firstIndex(outcome: $0) < lesson.outcomes.firstIndex(outcome: $1)
                })
        #expect(try choices("tool", .riskOfBias)?.values.contains("rob2") == true)
        #expect(try choices("title", .studies) == nil && (try choices("n", .arms)) == nil)
    }
}

extension [OutcomeRow] {
    fileprivate func firstIndex(outcome: String) -> Int { firstIndex { $0.outcome == outcome } ?? count }
}
