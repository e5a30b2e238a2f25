import Foundation
import Testing
import TrialArchives
import TrialResults
import TrialStatistics

@testable import TrialReporting

/// A kind that only these tests know.
private struct ScoreAnswer: AnalysisAnswer {
    var score: Double
    var missing = false

    var isAnswered: Bool { !missing }
    var warnings: [MethodWarning] { [MethodWarning(code: "score", message: "A score is no effect.")] }
    var headline: Headline? {
        guard !missing else { return nil }
        var headline = Headline(
            .effect(NaturalEffect(estimate: score, lower: score / 2, upper: 2 * score)), level: 0.9, rows: 3)
        headline.components = [.init(name: "study", variance: 0.25), .init(name: "arm", variance: 0.5)]
        headline.iSquared = 40
        return headline
    }
}

/// Its own report: a sentence, a table, a file.
private struct ScoreReport: KindReport {
    let kinds = ["score"]

    func finding(_ telling: Telling<ScoreAnswer>) -> ReportFinding {
        ReportFinding("The score is \(telling.format.number(telling.answer.score)).")
    }

    func details(_ telling: Telling<ScoreAnswer>) -> [ReportSection] {
        let table = TextTable(caption: "Scores", columns: [.init("Part"), .init("Score")], rows: [["all", "0.80"]])
        return [ReportSection("scores", .everywhere("Parts of the score"), [.table(table)])]
    }

    /// The rows in two clusters, with one diamond.
    func forest(_ record: AnalysisRecord, _ answer: ScoreAnswer) -> ForestSource {
        var source = ForestSource(record)
        source.blocks = [
            .init("Cluster A", Array(record.rows.prefix(2))), .init("Cluster B", Array(record.rows.dropFirst(2))),
        ]
        if let headline = answer.headline, let effect = headline.effect {
            var total = ForestSource.Total("all", effect, rows: headline.rows, level: headline.level)
            total.lines = { _, format in ["Between clusters: τ² \(format.tauSquared(0.25))."] }
            source.total = total
        }
        return source
    }

    func tables(_ telling: Telling<ScoreAnswer>) -> [NamedTable] {
        [NamedTable("score", CSVTable(header: ["score"], rows: [[.number(telling.answer.score)]]))]
    }
}

@Suite struct OutsideKindTests {
    private static let own = ReportLook(kinds: .standard.adding(ScoreReport()))

    private func record(_ answer: ScoreAnswer = ScoreAnswer(score: 0.8)) -> AnalysisRecord {
        var builder = ResultBuilder(id: "outside", rows: 3)
        builder.excluded = [ExcludedRow(study: "Twin 2021", code: "overlap", reason: "Overlaps Study 1.")]
        builder.method.level = 0.9
        return builder.analysis(Answer(kind: "score", answer))
    }

    private func forms(_ record: AnalysisRecord, _ look: ReportLook) throws -> [ReportForm] {
        let report = try ToldReport(ResultBuilder().document([record]), look: look)
        return [try .page(report)] + (try ReportForm.documents(report))
    }

    private func files(_ record: AnalysisRecord, _ look: ReportLook) throws -> [String: String] {
        try TableFolder(ResultBuilder().document([record]), kinds: look.kinds).files().mapValues {
            String(decoding: $0, as: UTF8.self)
        }
    }

    @Test("without a report of its own it is told by its headline, its rows and what was not used")
    func generic() throws {
        for form in try forms(record(), ReportLook()) {
            for text in [
                "From 3 studies, with 90% limits: risk ratio 0.80 (0.40 to 1.60).", "A score is no effect.",
                "Study 1 2010", "Overlaps Study 1. [overlap]", "1 row was not used: overlap (1).", "Table 3",
            ] {
                #expect(form.contains(text), "\(form.name) lacks '\(text)'")
            }
        }
        let files = try files(record(), ReportLook())
        #expect(files["summary.csv"]?.contains(",RR,3,0.8,0.4,1.6,,,0.9,,40,") == true)
        #expect(files["studies-outside.csv"]?.split(separator: "\n").count == 4)
        #expect(files["excluded.csv"]?.contains("Overlaps Study 1.") == true)
        #expect(files["score-outside.csv"] == nil)
    }

    @Test("its forest plot has every row and no diamond")
    func forest() throws {
        let scene = try #require(ForestPlot().scene(for: record(), style: JournalStyle()))
        #expect(scene.texts.map(\.content).contains("Study 3 2012"))
        let diamonds = scene.marks.count { if case .polygon(_, .pooled) = $0 { true } else { false } }
        #expect(diamonds == 0)
        #expect(scene.description.contains("90% confidence intervals"))
    }

    @Test("its own report is used where it is registered")
    func registered() throws {
        for form in try forms(record(), Self.own) {
            for text in ["The score is 0.80.", "Parts of the score", "Scores", "Study 1 2010"] {
                #expect(form.contains(text), "\(form.name) lacks '\(text)'")
            }
            #expect(!form.contains("From 3 rows"))
        }
        #expect(try files(record(), Self.own)["score-outside.csv"] == "score\n0.8\n")
    }

    @Test(
        "its own forest plot has rows in clusters and one diamond", arguments: StyleRegistry.standard.styles.map(\.code)
    )
    func clusters(_ code: String) throws {
        let style = try StyleRegistry.standard.style(code)
        let input = FigureInput(record(), kinds: Self.own.kinds)
        let scene = try #require(ForestPlot().scene(for: input, style: style))
        TextLaw.check(scene, style: style)
        let texts = scene.texts.map(\.content)
        let order = ["Cluster A", "Study 2 2011", "Cluster B", "Study 3 2012"].map { text in
            scene.texts.first { $0.content == text }?.place.y ?? .nan
        }
        #expect(order == order.sorted())
        #expect(texts.contains("Between clusters: τ² 0.250."))
        let diamonds = scene.marks.count { if case .polygon(_, .pooled) = $0 { true } else { false } }
        #expect(diamonds == 1)
    }

    @Test("a report that does not know the type of an answer leaves it to the generic one")
    func wrongType() throws {
        let wrong = ResultBuilder().analysis(Answer(kind: "pairwise", ScoreAnswer(score: 0.5)))
        for form in try forms(wrong, ReportLook()) { #expect(form.contains("risk ratio 0.50 (0.25 to 1.00)")) }
    }

    @Test("among the further answers of a pooled effect it has a section, with and without a report of its own")
    func further() throws {
        var record = ResultBuilder().analysis()
        record.further = [Answer(kind: "score", ScoreAnswer(score: 0.8))]
        for form in try forms(record, ReportLook()) {
            #expect(form.contains("From 3 rows, with 90% limits"))
            #expect(form.contains("A score is no effect."))
        }
        for form in try forms(record, Self.own) {
            for text in ["The score is 0.80.", "Scores"] {
                #expect(form.contains(text), "\(form.name) lacks '\(text)'")
            }
        }
        #expect(try files(record, Self.own)["score-worsened.csv"] == "score\n0.8\n")
    }

    @Test("no answer is said, and what changed between two answers is told")
    func unanswered() throws {
        for form in try forms(record(ScoreAnswer(score: 0, missing: true)), ReportLook()) {
            #expect(form.contains("This question has no answer."))
        }
        let changes = try ResultChanges(
            ResultBuilder().document([record()]), ResultBuilder().document([record(ScoreAnswer(score: 0.9))])
        ).changes.map { "\($0.kind.rawValue): \($0.sentence)" }
        #expect(
            changes == [
                "pooled: answer: 0.80 (0.40 to 1.60) → 0.90 (0.45 to 1.80)",
                "further: numbers of the answer: 1 field differs",
            ])
    }

    @Test("a result file with it is read where its type is known, and told")
    func decoded() throws {
        let coding = ResultCoding(answers: .standard.adding(ScoreAnswer.self, for: "score"))
        let document = try coding.decode(try coding.encode(ResultBuilder().document([record()])))
        #expect(try ReportPage(document, look: Self.own).html().contains("The score is 0.80."))
        #expect(throws: ResultFileError.self) { try ResultCoding().decode(try coding.encode(document)) }
    }
}
