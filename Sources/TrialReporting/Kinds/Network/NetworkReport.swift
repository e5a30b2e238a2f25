import TrialResults
import TrialStatistics

/// How a network is told: what was found against the reference, the whole league, how well direct and indirect evidence agree,
/// ranks with their uncertainty, and who went where.
public struct NetworkReport: KindReport {
    /// `network`.
    public let kinds = ["network"]

    /// Creates the report.
    public init() {}

    /// The comparisons of the studies, then what the network makes of them.
    public var figures: [any Figure] {
        [
            ForestPlot(), NetworkGraph(), NetworkForest(), NetworkSplitFigure(), LeagueFigure(), RankogramFigure(),
            NetHeatFigure(), NetworkFunnel(), ComponentForest(),
        ]
    }

    /// The finding against the reference, heterogeneity, inconsistency and a warning against ranks.
    public func finding(_ telling: Telling<NetworkAnswer>) -> ReportFinding {
        let words = NetworkWords(telling)
        return ReportFinding(words.plain, full: words.full)
    }

    /// What was found against the reference.
    public func brief(_ telling: Telling<NetworkAnswer>) -> String { NetworkWords(telling).brief }

    /// Treatments, league, disagreement, ranks, components, what can be known, confidence, who went where.
    public func details(_ telling: Telling<NetworkAnswer>) -> [ReportSection] {
        let (tables, words, scope) = (NetworkTables(telling), NetworkWords(telling), telling.scope)
        func figures(_ drawn: [any Figure]) -> [ReportBlock] {
            telling.isOwn ? drawn.compactMap { scope.drawing($0).map { .figure($0) } } : []
        }
        func section(_ slug: String, _ heading: String, _ blocks: [ReportBlock]) -> ReportSection {
            ReportSection(slug, .everywhere(heading), blocks)
        }
        let identified = telling.answer.identifiability.map { IdentifiabilityTelling($0, record: telling.record) }
        return [
            section(
                "network-treatments", "The network and its treatments",
                figures([NetworkGraph(), NetworkForest()]) + tables.treatments),
            section(
                "network-league", "Every treatment against every other one",
                figures([LeagueFigure(), NetworkSplitFigure()]) + tables.league + tables.contributions),
            section(
                "network-disagreement", "Heterogeneity and inconsistency",
                tables.disagreement + figures([NetHeatFigure(), NetworkFunnel()])),
            section(
                "network-ranks", "Ranks, with how sure they are",
                words.ranks + tables.ranks + figures([RankogramFigure()])),
            section(
                "network-components", "What the treatments are made of",
                tables.components + figures([ComponentForest()])),
            section(
                "network-identified", "What these data can tell, and which trial would settle it",
                (identified?.blocks ?? []) + [words.next].compactMap { $0.map { .paragraph($0) } }),
            section("network-confidence", "How sure one may be", tables.confidence),
            section("network-arms", "Who went where", [.table(tables.placements)]),
        ].filter { !$0.blocks.isEmpty }
    }

    /// The rows under the two nodes that they compare.
    public func forest(_ record: AnalysisRecord, _ answer: NetworkAnswer) -> ForestSource {
        var source = ForestSource(record)
        let shown = NetworkShown(answer, record, record.display)
        var left = record.rows
        var blocks: [ForestSource.Block] = []
        for edge in answer.edges {
            let ends = [edge.treatment, edge.comparator]
            let own = left.filter { row in
                row.label.hasSuffix(": \(ends[0]) v \(ends[1])") || row.label.hasSuffix(": \(ends[1]) v \(ends[0])")
            }
            guard !own.isEmpty else { continue }
            left.removeAll { row in own.contains { $0.label == row.label } }
            blocks.append(ForestSource.Block(shown.versus(ends[0], ends[1]), own))
        }
        if !left.isEmpty { blocks.append(ForestSource.Block(nil, left)) }
        source.blocks = blocks
        return source
    }

    /// Every pair, the designs, the ranks, contributions, components, what can be known and the arms, in full precision.
    public func tables(_ telling: Telling<NetworkAnswer>) -> [NamedTable] {
        NetworkFiles(telling.answer).tables
            + (telling.answer.identifiability.map { IdentifiabilityTelling($0, record: telling.record).files } ?? [])
    }

    /// Treatments, each pair against the reference, τ² and the test of inconsistency.
    ///
    /// - Throws: `ResultFileError` where an answer cannot be spelt.
    public func changes(
        from first: NetworkAnswer, to second: NetworkAnswer, display: MeasureDisplay
    ) throws -> [AnswerChange] {
        var changes = AnswerChanges(display: display)
        let measure = display.measure
        for part in second.parts {
            let old = first.parts.first { $0.treatments.contains(part.reference) }
            for name in part.treatments where name != part.reference {
                let pair = [old, part].map { $0?.estimate(name, against: part.reference, second.effects) }
                let words = pair.map { estimate in
                    estimate.map {
                        display.effect(NaturalEffect($0.estimate, $0.limits, natural: measure.natural))
                    }
                }
                changes.both(
                    "\(DisplayText.clean(name)) v \(DisplayText.clean(part.reference))",
                    (pair[0]?.estimate, pair[1]?.estimate), (words[0], words[1]))
            }
            let spread = [old?.tau2, part.tau2]
            changes.both(
                "τ²", (spread[0], spread[1]),
                (spread[0].map(display.format.tauSquared), spread[1].map(display.format.tauSquared)))
        }
        try changes.count("numbers of the network", first, second)
        return changes.list
    }
}
