import Foundation
import Testing
import TrialResults
import TrialStatistics

@testable import TrialReporting

@Suite struct ResultChangesTests {
    private let builder = ResultBuilder()

    /// The sentences of the changes, each with its kind in front.
    private func lines(_ first: ResultDocument, _ second: ResultDocument) throws -> [String] {
        try ResultChanges(first, second).changes.map { "\($0.kind.rawValue): \($0.sentence)" }
    }

    /// The builder's document with one text of its file form replaced.
    private func document(replacing old: String, with new: String) throws -> ResultDocument {
        let text = String(decoding: try ResultCoding().encode(builder.document()), as: UTF8.self)
        precondition(text.contains(old), "the document has no '\(old)'")
        return try ResultCoding().decode(Data(text.replacingOccurrences(of: old, with: new).utf8))
    }

    @Test("a result has no change from itself")
    func same() throws { #expect(try lines(builder.document(), builder.document()) == []) }

    @Test("numbers that do not exist on both sides, or differ by rounding alone, are no change")
    func notANumber() throws {
        let text = String(decoding: try ResultCoding().encode(builder.document()), as: UTF8.self)
        let estimate = try #require(text.firstMatch(of: /"estimate" : (-?[0-9.]+)/)).output.1
        let odd = try document(replacing: "\"estimate\" : \(estimate)", with: "\"estimate\" : \"NaN\"")
        #expect(try lines(odd, odd) == [])
        let rounded = try document(replacing: "\"estimate\" : \(estimate)", with: "\"estimate\" : \(estimate)1")
        #expect(try lines(builder.document(), rounded) == [])
        #expect(try !lines(builder.document(), odd).isEmpty)
    }

    @Test("plan, profile, engine and the identity of a dataset are told")
    func origin() throws {
        #expect(
            try lines(builder.document(), document(replacing: "trialpool-1", with: "revman-5"))
                == ["origin: method profile: trialpool-1 → revman-5"])
        #expect(
            try lines(builder.document(), document(replacing: "\"ab12\"", with: "\"ab13\""))
                == ["origin: plan (SHA-256): ab12 → ab13"])
        #expect(
            try lines(builder.document(), document(replacing: "\"cd34\"", with: "\"cd35\""))
                == ["dataset: dataset msc-ms-trials, content: cd34 → cd35"])
    }

    @Test("a new study, and what it does to the pooled effect")
    func newStudy() throws {
        var more = builder
        more.rows = 6
        let found = try lines(builder.document(), more.document())
        #expect(found.contains { $0.hasPrefix("study: Study 6 2015: new (") })
        #expect(found.contains("pooled: rows pooled: 5 → 6"))
        #expect(found.contains { $0.hasPrefix("pooled: pooled effect: ") })
        #expect(
            try lines(more.document(), builder.document()).contains { $0.hasPrefix("study: Study 6 2015: gone (was ") })
    }

    @Test("a corrected number names the study, the group and both values")
    func corrected() throws {
        var other = builder
        other.events = 7
        let found = try lines(builder.document(), other.document())
        #expect(found.contains("reported-number: Study 1 2010, MSC: events: 2 → 7"))
    }

    @Test("exclusions and warnings that came or went are told, not those that stayed")
    func exclusions() throws {
        var (first, second) = (builder, builder)
        let stayed = ExcludedRow(study: "A", code: "outside-window", reason: "Month 3.")
        first.excluded = [stayed, ExcludedRow(study: "B", code: "no-control", reason: "No control.")]
        second.excluded = [stayed, stayed]
        second.warnings = [MethodWarning(code: "few-studies", message: "Few.")]
        #expect(
            try lines(first.document(), second.document()) == [
                "exclusion: not used: gone (was B: No control. [no-control])",
                "exclusion: not used: new (A: Month 3. [outside-window])", "warning: warning: new (few-studies: Few.)",
            ])
    }

    @Test("analyses that only one report has are told")
    func analyses() throws {
        var other = builder
        other.id = "improved"
        let found = try lines(builder.document(), builder.document([builder.analysis(), other.analysis()]))
        #expect(found == ["analysis: analysis: new (Worsened disability at 6 months)"])
    }

    @Test("a field that no word covers is told by its path, so nothing differs in silence")
    func fallback() throws {
        let found = try lines(builder.document(), document(replacing: "\"Table 3\"", with: "\"Table 4\""))
        #expect(found.first == "other: analyses[0].rows[0].sources[0].location: \"Table 3\" → \"Table 4\"")
    }

    @Test("hostile names stay one line")
    func hostile() throws {
        var other = builder
        other.label = { _ in HostileText.joined }
        for line in try lines(builder.document(), other.document()) {
            #expect(!line.unicodeScalars.contains { $0.value < 32 || $0.value == 0x202E })
        }
    }
}

@Suite struct TableChangesTests {
    private func sentences(_ first: String, _ second: String) -> [String] {
        TableChanges(first, second, name: "outcomes.csv").changes.map(\.sentence)
    }

    private let table = "study,month,n,events\nA,6,20,4\nB,6,22,5\n\"C, D\",6,30,1\n"

    @Test("a corrected cell names its line, its row and its column")
    func cell() {
        #expect(
            sentences(table, table.replacing("22,5", with: "22,6")) == ["outcomes.csv, line 3 (B), events: 5 → 6"])
        #expect(
            sentences(table, table.replacing("30,1", with: "30,")) == ["outcomes.csv, line 4 (C, D), events: 1 → empty"]
        )
    }

    @Test("new and lost rows are told whole, and rows that only moved down are not told")
    func rows() {
        #expect(
            sentences(table, table.replacing("A,6", with: "Z,12,9,1\nA,6")) == ["outcomes.csv, line 2: new (Z,12,9,1)"])
        #expect(
            sentences(table, table.replacing("B,6,22,5\n", with: "")) == ["outcomes.csv, line 3: gone (was B,6,22,5)"])
        #expect(sentences(table, table) == [])
    }

    @Test("a changed heading is a row")
    func heading() {
        #expect(
            sentences(table, table.replacing("events", with: "cases")) == [
                "outcomes.csv, line 1: new (study,month,n,cases)",
                "outcomes.csv, line 1: gone (was study,month,n,events)",
            ])
    }
}
