import TrialResults
import TrialStatistics

/// How a multilevel model is told: its pooled effect, the variance at each level, the rows under their groups.
public struct MultilevelReport: KindReport {
    /// `multilevel`.
    public let kinds = ["multilevel"]

    /// Creates the report.
    public init() {}

    /// The finding with its reasons for caution, then what varies at each level.
    public func finding(_ telling: Telling<MultilevelAnswer>) -> ReportFinding {
        let words = MultilevelWords(telling)
        return ReportFinding(words.plain, full: words.full)
    }

    /// The variances, and what was taken of the sampling errors.
    public func details(_ telling: Telling<MultilevelAnswer>) -> [ReportSection] {
        let words = MultilevelWords(telling)
        let table = MultilevelTables(telling).components.map { ReportBlock.table($0) }
        let interaction = MultilevelTables(telling).interaction.map { ReportBlock.table($0) }
        return [
            ReportSection(
                "levels", .everywhere("What varies at each level"),
                [table, .paragraph(words.dependence), words.robust.map { .paragraph($0) }].compactMap(\.self)),
            ReportSection(
                "interaction", .everywhere("Kinds of participants, within trials and across"),
                [interaction, words.interaction.map { .paragraph($0) }].compactMap(\.self)),
        ].filter { !$0.blocks.isEmpty }
    }

    /// Rows under their outermost group, one diamond for all.
    public func forest(_ record: AnalysisRecord, _ answer: MultilevelAnswer) -> ForestSource {
        var source = ForestSource(record)
        source.blocks = Self.blocks(record.rows, answer)
        if let fit = answer.fit, let natural = answer.natural {
            var total = ForestSource.Total("", natural, rows: fit.rows, level: fit.level)
            total.prediction = answer.naturalPrediction
            total.lines = { _, format in [MultilevelTables.line(answer, format)] }
            source.total = total
        }
        return source
    }

    /// The rows in the order of the evidence under a heading for each outermost group; without headings where every group
    /// has one row.
    private static func blocks(_ rows: [StudyResult], _ answer: MultilevelAnswer) -> [ForestSource.Block] {
        guard let outer = answer.levels.first, outer.groups.count == rows.count, Set(outer.groups).count < rows.count
        else { return [ForestSource.Block(nil, rows)] }
        var order: [String] = []
        var members: [String: [Int]] = [:]
        for (row, group) in outer.groups.enumerated() {
            if members[group] == nil { order.append(group) }
            members[group, default: []].append(row)
        }
        return order.map { group in
            let own = members[group] ?? []
            return ForestSource.Block(own.first.map { DisplayText.clean(outer.titles[$0]) }, own.map { rows[$0] })
        }
    }

    /// The variances for machines.
    public func tables(_ telling: Telling<MultilevelAnswer>) -> [NamedTable] {
        let tables = MultilevelTables(telling)
        return [
            tables.file.map { NamedTable("levels", $0) }, tables.interactionFile.map { NamedTable("interaction", $0) },
        ].compactMap(\.self)
    }
}
