import TrialResults
import TrialStatistics

/// The tables of a network for machines, on the scale of analysis and in full precision.
struct NetworkFiles {
    private let answer: NetworkAnswer

    init(_ answer: NetworkAnswer) { self.answer = answer }

    /// The tables.
    var tables: [NamedTable] {
        guard answer.isAnswered else { return [] }
        var tables = [
            NamedTable("network-arms", placements), NamedTable("network-league", league),
            NamedTable("network-designs", designs),
        ]
        let further: [(String, CSVTable?)] = [
            ("network-ranks", ranks), ("network-contributions", contributions), ("network-components", components),
            ("network-funnel", funnel),
        ]
        tables += further.compactMap { name, table in table.map { NamedTable(name, $0) } }
        return tables
    }

    private var placements: CSVTable {
        CSVTable(
            header: ["study", "name", "arm", "node", "participants", "joined"],
            rows: answer.placements.map {
                [
                    .text($0.study), .text($0.studyName), .text($0.arm), .text($0.node), CSVTable.Cell($0.participants),
                    .text($0.isJoined ? "yes" : "no"),
                ]
            })
    }

    private static func cells(_ estimate: NetworkEstimate?) -> [CSVTable.Cell] {
        [estimate?.estimate, estimate?.standardError, estimate?.limits.lower, estimate?.limits.upper].map {
            CSVTable.Cell($0)
        }
    }

    private static func header(_ name: String) -> [String] {
        ["", "_standard_error", "_lower", "_upper"].map { name + $0 }
    }

    private var league: CSVTable {
        CSVTable(
            header: ["part", "treatment", "comparator", "studies", "direct_share"] + Self.header("common")
                + Self.header("random") + ["prediction_lower", "prediction_upper"] + Self.header("direct")
                + Self.header("indirect") + Self.header("difference") + ["difference_p", "mean_path_length"],
            rows: answer.parts.enumerated().flatMap { number, part in
                part.pairs.map { pair -> [CSVTable.Cell] in
                    let split = pair.split
                    let estimates = [pair.common, pair.random].map { Self.cells($0) }
                    let parts = [split.direct, split.indirect, split.difference].map { Self.cells($0) }
                    return [
                        .integer(number + 1), .text(pair.treatment), .text(pair.comparator), .integer(split.studies),
                        .number(split.directShare),
                    ] + estimates.flatMap(\.self)
                        + [CSVTable.Cell(pair.prediction?.lower), CSVTable.Cell(pair.prediction?.upper)]
                        + parts.flatMap(\.self)
                        + [CSVTable.Cell(split.difference?.pValue), CSVTable.Cell(pair.measures?.meanPathLength)]
                }
            })
    }

    private var designs: CSVTable {
        CSVTable(
            header: [
                "part", "design", "studies", "q_within", "df_within", "inconsistency", "q_detached", "df_detached",
                "p_detached",
            ],
            rows: answer.parts.enumerated().flatMap { number, part in
                (part.inconsistency?.designs ?? []).map { design -> [CSVTable.Cell] in
                    [
                        .integer(number + 1), .text(design.treatments.joined(separator: ":")),
                        .integer(design.studies.count), .number(design.within.q),
                        .integer(design.within.degreesOfFreedom), .number(design.inconsistency),
                        CSVTable.Cell(design.detached?.q), CSVTable.Cell(design.detached?.degreesOfFreedom),
                        CSVTable.Cell(design.detached?.pValue),
                    ]
                }
            })
    }

    private var ranks: CSVTable? {
        let ranked = answer.parts.enumerated().compactMap { number, part in part.ranking.map { (number, $0) } }
        guard !ranked.isEmpty else { return nil }
        return CSVTable(
            header: [
                "part", "treatment", "p_score", "sucra", "mean_rank", "rank_lower", "rank_upper", "rank", "probability",
            ],
            rows: ranked.flatMap { number, ranking in
                ranking.ranks.flatMap { rank in
                    rank.probabilities.enumerated().map { place, probability -> [CSVTable.Cell] in
                        [
                            .integer(number + 1), .text(rank.treatment), .number(rank.pScore), .number(rank.sucra),
                            .number(rank.meanRank), .number(rank.rankLimits.lower), .number(rank.rankLimits.upper),
                            .integer(place + 1), .number(probability),
                        ]
                    }
                }
            })
    }

    private var contributions: CSVTable? {
        let rows = answer.parts.flatMap { part -> [[CSVTable.Cell]] in
            guard let table = part.contributions else { return [] }
            return zip(part.pairs, table.shares).flatMap { pair, shares in
                zip(table.direct, shares).filter { $1 > 0 }.map { ends, share in
                    [.text(pair.treatment), .text(pair.comparator), .text(ends[0]), .text(ends[1]), .number(share)]
                }
            }
        }
        return rows.isEmpty
            ? nil
            : CSVTable(
                header: ["treatment", "comparator", "direct_treatment", "direct_comparator", "share"], rows: rows)
    }

    private var components: CSVTable? {
        answer.components.map { model in
            CSVTable(
                header: ["component"] + Self.header("effect") + ["identified"],
                rows: model.components.map {
                    [.text($0.name)] + Self.cells($0.estimate) + [.text($0.estimate == nil ? "no" : "yes")]
                })
        }
    }

    private var funnel: CSVTable? {
        let rows = answer.parts.compactMap(\.funnel).flatMap(\.self)
        return rows.isEmpty
            ? nil
            : CSVTable(
                header: ["study", "treatment", "comparator", "deviation", "standard_error"],
                rows: rows.map {
                    [
                        .text($0.study), .text($0.treatment), .text($0.comparator), .number($0.deviation),
                        .number($0.standardError),
                    ]
                })
    }
}
