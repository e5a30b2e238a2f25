import TrialResults
import TrialStatistics

/// The tables of a network, as people read them.
struct NetworkTables {
    /// Up to how many pairs all are listed; above it only those that trials compare.
    private static let mostPairs = 66

    let shown: NetworkShown

    var answer: NetworkAnswer { shown.answer }
    var format: NumberFormat { shown.format }
    private var interval: String { "\(format.level(answer.level))\u{A0}CI" }

    init(_ telling: Telling<NetworkAnswer>) { shown = NetworkShown(telling) }

    private func caption(_ text: String, _ part: NetworkPart) -> String {
        answer.parts.count == 1 ? text : "\(text): \(part.treatments.joined(separator: ", "))"
    }

    // MARK: - Treatments

    /// One table a part: each treatment against the reference.
    var treatments: [ReportBlock] {
        answer.parts.map { part in
            .table(
                TextTable(
                    caption: caption("Treatments against \(part.reference)", part),
                    columns: [
                        .init("Treatment"), .init("Studies", .trailing), .init("Participants", .trailing),
                        .init(shown.display.effectHeading(level: answer.level), .trailing),
                        .init("In a new study", .trailing), .init("Direct evidence", .trailing),
                    ], rows: shown.ordered(part).map { treatment($0, part) }))
        }
    }

    private func treatment(_ name: String, _ part: NetworkPart) -> [String] {
        let node = answer.nodes.first { $0.name == name }
        let pair = part.pair(name, part.reference)
        let prediction = pair?.prediction.map { limits in
            pair?.treatment == name ? limits : ConfidenceLimits(lower: -limits.upper, upper: -limits.lower)
        }
        return [
            name, format.count(node?.studies.count ?? 0), node?.participants.map(format.count) ?? "–",
            name == part.reference ? "reference" : shown.words(shown.estimate(part, name, against: part.reference)),
            answer.effects == .random ? shown.words(prediction) : "–",
            pair.map { format.percent(100 * min(1, $0.split.directShare)) } ?? "–",
        ]
    }

    // MARK: - League

    /// One table a part: every pair with direct, indirect and network evidence.
    var league: [ReportBlock] {
        answer.parts.filter { $0.treatments.count > 2 || answer.parts.count == 1 }.map { part in
            let isWhole = part.pairs.count <= Self.mostPairs
            let pairs = isWhole ? part.pairs : part.pairs.filter { $0.split.studies > 0 }
            return .table(
                TextTable(
                    caption: caption(
                        "\(isWhole ? "Every pair" : "Pairs that trials compare"): \(shown.display.name) by direct, indirect and all evidence",
                        part),
                    columns: [
                        .init("Comparison"), .init("Studies", .trailing), .init("Direct (\(interval))", .trailing),
                        .init("Indirect (\(interval))", .trailing), .init("Network (\(interval))", .trailing),
                        .init("Disagreement", .trailing),
                    ],
                    rows: pairs.map { pair in
                        [
                            shown.versus(pair.treatment, pair.comparator), format.count(pair.split.studies),
                            shown.words(pair.split.direct), shown.words(pair.split.indirect),
                            shown.words(answer.effects == .common ? pair.common : pair.random),
                            pair.split.difference.map { format.pValue($0.pValue) } ?? "–",
                        ]
                    }))
        }
    }

    /// What each estimate against the reference is made of, the largest parts first.
    var contributions: [ReportBlock] {
        answer.parts.compactMap { part -> ReportBlock? in
            guard let table = part.contributions, part.treatments.count > 2 else { return nil }
            let rows = zip(part.pairs, table.shares).filter { pair, _ in
                pair.treatment == part.reference || pair.comparator == part.reference
            }.map { pair, shares -> [String] in
                let parts = zip(table.direct, shares).filter { $1 >= 0.01 }.sorted { ($1.1, $0.0[0]) < ($0.1, $1.0[0]) }
                let words = parts.prefix(4).map { "\(shown.versus($0.0[0], $0.0[1])) \(format.percent(100 * $0.1))" }
                let rest = parts.count > 4 ? "; \(format.count(parts.count - 4)) more" : ""
                return [
                    shown.versus(pair.treatment, pair.comparator), words.joined(separator: "; ") + rest,
                    pair.measures.map { format.number($0.meanPathLength) } ?? "–",
                ]
            }
            return .table(
                TextTable(
                    caption: caption("What each estimate against \(part.reference) is made of", part),
                    columns: [
                        .init("Comparison"), .init("Largest contributions of direct comparisons"),
                        .init("Mean path length", .trailing),
                    ], rows: rows))
        }
    }

    // MARK: - Disagreement

    /// Q of the whole, within designs and between them, then the designs.
    var disagreement: [ReportBlock] {
        answer.parts.flatMap { part -> [ReportBlock] in
            guard let parts = part.inconsistency else { return [] }
            let tests = [
                ("Whole network", part.heterogeneity), ("Within designs (heterogeneity)", parts.within),
                ("Between designs (inconsistency)", parts.between),
                ("Between designs, heterogeneity within them as random", parts.betweenRandom),
            ]
            let whole = TextTable(
                caption: caption("Cochran’s Q, taken apart by design", part),
                columns: [
                    .init("Part"), .init("Q", .trailing), .init("df", .trailing), .init("p-value", .trailing),
                ], rows: tests.map { [$0.0] + test($0.1) })
            guard parts.designs.count > 1 else { return [.table(whole)] }
            let designs = TextTable(
                caption: caption("Designs, and what is left of Q between designs when one is detached", part),
                columns: [
                    .init("Design"), .init("Studies", .trailing), .init("Q within", .trailing),
                    .init("Inconsistency", .trailing), .init("Q between without it", .trailing),
                    .init("p-value", .trailing),
                ],
                rows: parts.designs.map { design in
                    [
                        design.treatments.joined(separator: " : "), format.count(design.studies.count),
                        design.within.degreesOfFreedom > 0 ? format.number(design.within.q) : "–",
                        format.number(design.inconsistency),
                        design.detached.map { format.number($0.q) } ?? "–",
                        design.detached?.pValue.map { format.pValue($0) } ?? "–",
                    ]
                })
            return [.table(whole), .table(designs)]
        }
    }

    private func test(_ test: NetworkHeterogeneity) -> [String] {
        [
            test.degreesOfFreedom > 0 ? format.number(test.q) : "–", format.count(test.degreesOfFreedom),
            test.pValue.map { format.pValue($0) } ?? "–",
        ]
    }

    // MARK: - Ranks

    /// Ranks with their intervals, best first.
    var ranks: [ReportBlock] {
        answer.parts.compactMap { part -> ReportBlock? in
            guard let ranking = part.ranking else { return nil }
            let ranks = ranking.ranks.sorted { ($1.pScore, $0.treatment) < ($0.pScore, $1.treatment) }
            return .table(
                TextTable(
                    caption: caption("Ranks; 1 is best", part),
                    columns: [
                        .init("Treatment"), .init("P-score", .trailing), .init("SUCRA", .trailing),
                        .init("Mean rank (\(format.level(answer.level)) interval)", .trailing),
                        .init("Probability of being best", .trailing),
                    ],
                    rows: ranks.map { rank in
                        [
                            rank.treatment, format.number(rank.pScore), format.number(rank.sucra),
                            "\(format.number(rank.meanRank)) (\(format.count(rank.rankLimits.lower)) to \(format.count(rank.rankLimits.upper)))",
                            format.percent(100 * (rank.probabilities.first ?? 0)),
                        ]
                    }))
        }
    }

    // MARK: - Who went where

    /// Each arm with its node.
    var placements: TextTable {
        TextTable(
            caption:
                "Arms and the nodes that they became (by \(answer.nodeProperties.map(PropertyWords.phrase).joined(separator: " and ")))",
            columns: [
                .init("Study"), .init("Arm"), .init("Node"), .init("Participants", .trailing), .init("Remark"),
            ],
            rows: answer.placements.map { row in
                [
                    row.studyName, row.arm, row.node, row.participants.map(format.count) ?? "–",
                    row.isJoined ? "joined with another arm of this node" : "",
                ]
            })
    }
}
