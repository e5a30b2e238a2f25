import Testing
import TrialResults
import TrialStatistics

@testable import TrialReporting

/// Networks and dose–response curves told: words follow from numbers, figures hold what they should, refusals are said.
@Suite struct NetworkReportTests {
    private let record = NetworkFixtures.network
    private var answer: NetworkAnswer { record.answer.value as! NetworkAnswer }

    private func telling(_ record: AnalysisRecord) throws -> Telling<NetworkAnswer> {
        Telling(try #require(record.answer.value as? NetworkAnswer), scope: TellingScope(record))
    }

    private func doses(_ record: AnalysisRecord) throws -> Telling<DoseResponseAnswer> {
        Telling(try #require(record.answer.value as? DoseResponseAnswer), scope: TellingScope(record))
    }

    @Test("the finding counts studies and treatments, names the parts and warns against ranks")
    func words() throws {
        let words = NetworkWords(try telling(record))
        for part in [
            "8 studies with", "compare 6 treatments", "They fall into 2 parts that no trial connects",
            "Against placebo",
            "design-by-treatment interaction", "waiting list v exercise",
        ] {
            #expect(words.full.contains(part), "\(words.full)")
        }
        guard case .paragraph(let text, _)? = words.ranks.first else {
            Issue.record("no warning against ranks")
            return
        }
        #expect(
            text.hasPrefix("A rank says nothing of how far apart treatments are") && text.contains("interval holds"))
        #expect(
            words.next
                == "A trial of placebo against exercise would join the two largest parts of the network; now nothing connects them."
        )
    }

    @Test("the league table has every pair of each part; the negative of an effect turns it round")
    func league() throws {
        let tables = NetworkTables(try telling(record))
        let rows = tables.league.compactMap { block -> Int? in
            if case .table(let table) = block { table.rows.count } else { nil }
        }
        #expect(rows == [6])
        let part = answer.parts[0]
        for pair in part.pairs {
            let turned = try #require(part.estimate(pair.comparator, against: pair.treatment, .random))
            #expect(turned.estimate == -pair.random.estimate && turned.limits.lower == -pair.random.limits.upper)
        }
        #expect(part.pair("placebo", "placebo") == nil && part.pair("placebo", "exercise") == nil)
    }

    @Test("the forest has a heading for each pair that trials compare")
    func forest() throws {
        let source = NetworkReport().forest(record, answer)
        #expect(source.blocks.count == answer.edges.count)
        #expect(source.blocks.map(\.rows.count).reduce(0, +) == record.rows.count)
    }

    @Test("the graph has a circle a treatment and a line a pair, coloured where the risk of bias was judged")
    func graph() throws {
        let scene = try #require(NetworkGraph().scene(for: record, style: JournalStyle()))
        #expect(scene.marks.count { if case .circle(_, _, .estimate, _) = $0 { true } else { false } } == 6)
        let edges = scene.marks.count { mark in
            if case .line(_, _, let ink, _, false) = mark { BiasLight.allCases.map(\.ink).contains(ink) } else { false }
        }
        // And one line in the key: the median judgement is the same everywhere.
        #expect(edges == answer.edges.count + 1)
        #expect(scene.texts.contains { $0.content.contains("Risk of bias") })
    }

    @Test("figures that have nothing to show are not drawn")
    func absent() throws {
        let two = try NetworkFixtures.record(
            "two", [("A", "drug", "placebo", 0.1, 0.2)], isFull: false)
        let style = JournalStyle()
        for figure in [
            LeagueFigure(), NetHeatFigure(), RankogramFigure(), NetworkFunnel(), ComponentForest(),
            NetworkSplitFigure(),
        ] as [any Figure] {
            #expect(figure.scene(for: two, style: style) == nil, "\(figure.code)")
            #expect(figure.scene(for: KindFixtures.pairwise, style: style) == nil, "\(figure.code)")
        }
        #expect(NetworkGraph().scene(for: two, style: style) != nil)
        let full = NetworkFixtures.network
        for figure in NetworkReport().figures {
            #expect(figure.scene(for: full, style: style) != nil, "\(figure.code)")
        }
    }

    @Test("no texts overlap in graphs of many treatments with long names", arguments: [2, 5, 9, 16, 28])
    func crowded(_ count: Int) throws {
        let names = (0..<count).map { k in
            ["drug", "a drug with a very long name, in two words", "µ-agent (slow)"][k % 3]
        }
        let record = NetworkFixtures.star("star-\(count)", names: names)
        for figure in NetworkReport().figures.dropFirst() {
            guard let scene = figure.scene(for: record, style: JournalStyle()) else { continue }
            TextLaw.check(scene, style: JournalStyle(), of: figure.code)
        }
    }

    @Test("CSV tables hold every pair, every rank and every arm")
    func files() throws {
        let tables = Dictionary(NetworkReport().tables(try telling(record)).map { ($0.name, $0.table) }) { a, _ in a }
        #expect(tables["network-league"]?.rows.count == 7)
        #expect(tables["network-ranks"]?.rows.count == 4 * 4 + 2 * 2)
        #expect(tables["network-arms"]?.rows.count == answer.placements.count)
        #expect(
            tables["network-components"] != nil && tables["identifiability"] != nil && tables["network-funnel"] != nil)
    }

    @Test("two networks are compared pair by pair")
    func changes() throws {
        let other = try NetworkFixtures.record(
            "network-full",
            NetworkFixtures.rows.map { ($0.0, $0.1, $0.2, $0.2 == "placebo" && $0.1 == "both" ? -2 : $0.3, $0.4) })
        let second = try #require(other.answer.value as? NetworkAnswer)
        let changes = try NetworkReport().changes(from: answer, to: second, display: record.display)
        #expect(changes.contains { $0.subject == "both v placebo" && $0.before != $0.after })
        #expect(try NetworkReport().changes(from: answer, to: answer, display: record.display).isEmpty)
    }

    @Test("judgements of people stand beside numbers")
    func confidence() throws {
        let tables = NetworkTables(try telling(record)).confidence
        guard case .table(let table)? = tables.first else {
            Issue.record("no table")
            return
        }
        #expect(table.rows.count == NetworkJudgement.Domain.allCases.count)
        #expect(
            table.rows.contains {
                $0[0] == "Imprecision" && $0[1] == "some concerns" && $0[2].contains("no difference")
            })
        #expect(table.rows.contains { $0[0] == "Within study bias" && $0[1] == "not judged" && $0[2].contains("%") })
    }

    @Test("a curve is told with its tests and what it rests on; a refusal with its reason")
    func doseWords() throws {
        let words = DoseResponseWords(try doses(NetworkFixtures.doses))
        for part in [
            "4 studies compare doses", "7 independent comparisons", "By a parabola", "at 40\u{A0}mg against 0\u{A0}mg",
        ] {
            #expect(words.full.contains(part), "\(words.full)")
        }
        #expect(words.rests.hasPrefix("3 of 4 trials compare doses above 0 with each other"))
        let refused = try doses(try NetworkFixtures.curve("refused", nil, "spline"))
        let told = DoseResponseWords(refused)
        #expect(told.plain.contains("There is no curve. The curve asks for more than the trials give."))
        #expect(DoseResponseTables(refused).coefficients == nil && DoseResponseTables(refused).trials?.rows.count == 7)
        #expect(
            DoseCurveFigure().scene(for: try NetworkFixtures.curve("refused", nil, "spline"), style: JournalStyle())
                != nil)
        let tables = DoseResponseReport().tables(try doses(NetworkFixtures.doses)).map(\.name)
        #expect(tables == ["dose-trials", "dose-predictions", "dose-curve", "identifiability"])
    }
}
