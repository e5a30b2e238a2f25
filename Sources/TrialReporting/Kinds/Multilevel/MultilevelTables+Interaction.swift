import TrialResults
import TrialStatistics

extension MultilevelTables {
    private typealias Line = (isWithin: Bool, difference: OneStageInteraction.Difference)

    private var differences: [Line] {
        guard let interaction = answer.interaction else { return [] }
        return interaction.within.map { (true, $0) } + interaction.across.map { (false, $0) }
    }

    /// The differences between kinds of participants, within trials and apart from that across trials; nil without them.
    var interaction: TextTable? {
        guard let own = answer.interaction, !differences.isEmpty else { return nil }
        let level = format.level(answer.fit?.level ?? 0.95)
        return TextTable(
            caption: "Differences from \(DisplayText.clean(own.reference)), on \(scaleWords)",
            columns: [
                .init("Compared"), .init("From"), .init("Trials", .trailing),
                .init("Difference (\(level)\u{A0}CI)", .trailing),
                .init("p-value", .trailing),
            ],
            rows: differences.map { line in
                let effect = line.difference.effect
                let limits = convention.limits(format.number(effect.limits.lower), format.number(effect.limits.upper))
                return [
                    DisplayText.clean(line.difference.kind), line.isWithin ? "within trials" : "across trials",
                    format.count(line.difference.trials.count),
                    convention.effect(format.number(effect.estimate), limits: limits), format.pValue(effect.pValue),
                ]
            })
    }

    /// The same for machines.
    var interactionFile: CSVTable? {
        guard let own = answer.interaction, !differences.isEmpty else { return nil }
        return CSVTable(
            header: ["kind", "reference", "from", "trials", "estimate", "standard_error", "lower", "upper", "df", "p"],
            rows: differences.map { line in
                let effect = line.difference.effect
                return [
                    .text(line.difference.kind), .text(own.reference), .text(line.isWithin ? "within" : "across"),
                    .integer(line.difference.trials.count), .number(effect.estimate), .number(effect.standardError),
                    .number(effect.limits.lower), .number(effect.limits.upper), CSVTable.Cell(effect.degreesOfFreedom),
                    .number(effect.pValue),
                ]
            })
    }
}
