import TrialResults
import TrialStatistics

/// The tables of an effect over time, as people read them and for machines.
struct DurabilityTables {
    private let answer: DurabilityAnswer
    private let record: AnalysisRecord
    private let display: MeasureDisplay
    private var format: NumberFormat { display.format }

    init(_ telling: Telling<DurabilityAnswer>) {
        answer = telling.answer
        record = telling.record
        display = telling.display
    }

    private typealias Columns = [TextTable.Column]

    /// One row a month that was asked for; nil without a model.
    var months: TextTable? {
        guard let fit = answer.fit else { return nil }
        let level = fit.fit.level
        let isTested = record.question.measure.isTestedAtZero
        let columns: Columns =
            [.init("Time"), .init(display.effectHeading(level: level), .trailing)]
            + (isTested ? [.init("p-value", .trailing)] : []) + [
                .init("\(format.level(level)) prediction interval", .trailing), .init("Trials then", .trailing),
                .init("Trials that reach it", .trailing),
            ]
        return TextTable(
            caption: "Effect at the months that were asked for, from one model", columns: columns,
            rows: answer.asked.map { month in
                guard let point = answer.points.first(where: { $0.months == month }) else {
                    return ["Month \(DurabilityAnswer.word(month))", "not answered"]
                        + Array(repeating: "–", count: columns.count - 2)
                }
                let own = point.effect
                let prediction = own.naturalPrediction.map { display.limits($0.lower, $0.upper) }
                return ["Month \(DurabilityAnswer.word(month))", display.effect(own.natural)]
                    + (isTested ? [format.pValue(own.effect.pValue)] : [])
                    + [prediction ?? "–", format.count(point.trials), format.count(point.reaching)]
            })
    }

    /// How many people each line of results began with and had at each month; nil where no row says.
    var people: TextTable? {
        guard answer.rows.contains(where: { $0.counted != nil || $0.started != nil }) else { return nil }
        var order: [String] = []
        for row in answer.rows where !order.contains(row.line) { order.append(row.line) }
        return TextTable(
            caption: "Participants of the compared groups: at the start, and with a result",
            columns: [.init("Study"), .init("At the start", .trailing), .init("With a result")],
            rows: order.map { line in
                let own = answer.rows.filter { $0.line == line }
                let counts = own.map { row in
                    "month \(DurabilityAnswer.word(row.months)): \(row.counted.map(format.count) ?? "not said")"
                }
                return [
                    DisplayText.clean(own[0].title), own.compactMap(\.started).max().map(format.count) ?? "not said",
                    counts.joined(separator: "; "),
                ]
            })
    }

    /// Variances and correlations of true effects; nil without a model.
    var components: TextTable? {
        guard let fit = answer.fit, !fit.fit.components.isEmpty else { return nil }
        return TextTable(
            caption: "Variances and correlations of true effects between trials, on \(display.scaleWords)",
            columns: [
                .init("Component"), .init("Estimate (\(format.level(fit.fit.level))\u{A0}CI)", .trailing),
                .init("Remark"),
            ],
            rows: fit.fit.components.map { component in
                let value = format.number(component.value)
                let limits = component.limits.map {
                    display.convention.effect(
                        value, limits: display.convention.limits(format.number($0.lower), format.number($0.upper)))
                }
                return [
                    DisplayText.clean(component.name), limits ?? value,
                    component.isOnBound ? "on the edge of what is possible" : component.isGiven ? "given" : "",
                ]
            })
    }

    /// The answers with other correlations; nil where none were tried.
    var scenarios: TextTable? {
        guard !answer.scenarios.isEmpty, let used = answer.dependence.correlation else { return nil }
        let months = answer.points.map(\.months)
        let others = answer.scenarios.map { scenario in
            (scenario.correlation, scenarioCells(scenario.points, scenario.change, months: months), false)
        }
        let own = (used, scenarioCells(answer.points, answer.change, months: months), true)
        let apart = DurabilityAnswer.word(answer.dependence.months ?? 0)
        return TextTable(
            caption: "The same with other correlations of results \(apart) months apart",
            columns: [.init("Correlation")]
                + months.map { .init("Month \(DurabilityAnswer.word($0))", .trailing) } + [
                    .init("Change, p", .trailing)
                ],
            rows: (others + [own]).sorted { $0.0 < $1.0 }.map { correlation, cells, isUsed in
                ["\(format.number(correlation))\(isUsed ? " (used)" : "")"] + cells
            })
    }

    /// The effects at the months, and the p-value of change.
    private func scenarioCells(
        _ points: [DurabilityAnswer.Point], _ change: GroupTest?, months: [Double]
    ) -> [String] {
        let effects = months.map { month in
            points.first { $0.months == month }.map { display.effect($0.effect.natural) } ?? "no fit"
        }
        return effects + [change.map { format.pValue($0.pValue) } ?? "–"]
    }

    // MARK: - For machines

    private static let effectHeader = [
        "estimate", "lower", "upper", "standard_error", "df", "p", "natural", "natural_lower", "natural_upper",
        "prediction_lower", "prediction_upper",
    ]

    private func cells(_ shown: ShownEffect) -> [CSVTable.Cell] {
        let (own, natural) = (shown.effect, shown.natural)
        return [
            .number(own.estimate), .number(own.limits.lower), .number(own.limits.upper), .number(own.standardError),
            CSVTable.Cell(own.degreesOfFreedom), .number(own.pValue), .number(natural.estimate), .number(natural.lower),
            .number(natural.upper), CSVTable.Cell(shown.naturalPrediction?.lower),
            CSVTable.Cell(shown.naturalPrediction?.upper),
        ]
    }

    private func file(_ points: [DurabilityAnswer.Point]) -> CSVTable? {
        guard !points.isEmpty else { return nil }
        return CSVTable(
            header: ["months"] + Self.effectHeader + ["trials", "trials_reaching"],
            rows: points.map {
                [.number($0.months)] + cells($0.effect) + [.integer($0.trials), .integer($0.reaching)]
            })
    }

    /// The answers.
    var monthFile: CSVTable? { file(answer.points) }
    /// The curve.
    var curveFile: CSVTable? { file(answer.curve) }

    /// The rows in time, with who was still there.
    var rowFile: CSVTable {
        CSVTable(
            header: ["study", "line", "months", "estimate", "variance", "started", "counted"],
            rows: zip(answer.rows, record.rows).map { row, study in
                [
                    .text(study.study), .text(row.title), .number(row.months), .number(study.estimate),
                    .number(study.variance), CSVTable.Cell(row.started), CSVTable.Cell(row.counted),
                ]
            })
    }

    /// The answers with other correlations.
    var scenarioFile: CSVTable? {
        guard !answer.scenarios.isEmpty else { return nil }
        return CSVTable(
            header: ["correlation", "months"] + Self.effectHeader + ["change_p"],
            rows: answer.scenarios.flatMap { scenario in
                scenario.points.map { point in
                    [.number(scenario.correlation), .number(point.months)] + cells(point.effect)
                        + [CSVTable.Cell(scenario.change?.pValue)]
                }
            })
    }
}
