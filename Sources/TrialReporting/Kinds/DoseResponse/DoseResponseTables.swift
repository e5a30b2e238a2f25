import TrialResults
import TrialStatistics

/// The tables of a dose–response curve, as people read them and for machines.
struct DoseResponseTables {
    private let answer: DoseResponseAnswer
    private let telling: Telling<DoseResponseAnswer>
    private let words: DoseResponseWords

    private var format: NumberFormat { telling.format }
    private var display: MeasureDisplay { telling.display }
    private var interval: String { "\(format.level(answer.level))\u{A0}CI" }

    init(_ telling: Telling<DoseResponseAnswer>) {
        self.telling = telling
        answer = telling.answer
        words = DoseResponseWords(telling)
    }

    private func effect(_ estimate: Double, _ limits: ConfidenceLimits) -> String {
        display.effect(NaturalEffect(estimate, limits, natural: telling.record.question.measure.natural))
    }

    /// The curve at doses; nil without one.
    var predictions: TextTable? {
        guard answer.fit != nil else { return nil }
        let natural = telling.record.question.measure.natural
        return TextTable(
            caption: "Doses against \(words.dose(answer.reference)): \(display.measure.name)",
            columns: [
                .init("Dose", .trailing), .init(display.effectHeading(level: answer.level), .trailing),
                .init("In a new study", .trailing),
            ],
            rows: answer.predictions.map { row in
                guard row.dose != answer.reference else { return [words.dose(row.dose), "reference", "–"] }
                let wide = row.prediction.mapped(natural)
                return [
                    words.dose(row.dose), effect(row.estimate, row.limits), display.limits(wide.lower, wide.upper),
                ]
            })
    }

    /// The coefficients on the scale of analysis; nil without a curve.
    var coefficients: TextTable? {
        guard let fit = answer.fit else { return nil }
        return TextTable(
            caption: "Coefficients of \(answer.shape.article), on \(display.scaleWords)",
            columns: [
                .init("Coefficient"), .init("Estimate (\(interval))", .trailing), .init("p-value", .trailing),
                .init("SD between trials", .trailing),
            ],
            rows: fit.coefficients.enumerated().map { k, row in
                [
                    row.name,
                    telling.scope.convention.effect(
                        format.number(row.estimate),
                        limits: telling.scope.convention.limits(
                            format.number(row.limits.lower), format.number(row.limits.upper))),
                    format.pValue(row.pValue), format.number(max(0, fit.psi[k][k]).squareRoot()),
                ]
            })
    }

    /// The tests; nil without a curve.
    var tests: TextTable? {
        guard let fit = answer.fit else { return nil }
        func row(_ name: String, _ test: LinearHypothesis.JointTest?) -> [String]? {
            test.map {
                [name, format.number($0.statistic), format.count($0.degreesOfFreedom), format.pValue($0.pValue)]
            }
        }
        let q = fit.heterogeneity.first.flatMap { whole in
            whole.pValue.map {
                [
                    "The trials’ own curves differ (Q)", format.number(whole.q), format.count(whole.degreesOfFreedom),
                    format.pValue($0),
                ]
            }
        }
        let rows = [row("The dose matters", fit.overall), row("The curve is no straight line", fit.nonLinearity), q]
        return TextTable(
            caption: "Tests",
            columns: [
                .init("Test of"), .init("Statistic", .trailing), .init("df", .trailing), .init("p-value", .trailing),
            ], rows: rows.compactMap(\.self))
    }

    /// Each trial's doses with their effects; nil where there is no trial.
    var trials: TextTable? {
        guard !answer.trials.isEmpty else { return nil }
        return TextTable(
            caption: "Each trial’s doses against its own reference dose",
            columns: [
                .init("Study"), .init("Reference", .trailing), .init("Dose", .trailing),
                .init("Effect (SE), scale of analysis", .trailing),
            ],
            rows: answer.trials.flatMap { trial in
                trial.doses.indices.map { k in
                    [
                        trial.title, words.dose(trial.referenceDose), words.dose(trial.doses[k]),
                        "\(format.number(trial.estimates[k])) (\(format.number(trial.covariance[k][k].squareRoot())))",
                    ]
                }
            })
    }

    /// Predictions, the drawn line and trials for machines.
    var files: [NamedTable] {
        func line(_ rows: [DoseResponseFit.Prediction]) -> CSVTable {
            CSVTable(
                header: [
                    "dose", "estimate", "standard_error", "lower", "upper", "prediction_lower", "prediction_upper",
                ],
                rows: rows.map {
                    [
                        $0.dose, $0.estimate, $0.standardError, $0.limits.lower, $0.limits.upper, $0.prediction.lower,
                        $0.prediction.upper,
                    ].map { .number($0) }
                })
        }
        let trials = CSVTable(
            header: ["study", "reference_dose", "dose", "estimate", "standard_error"],
            rows: answer.trials.flatMap { trial in
                trial.doses.indices.map { k -> [CSVTable.Cell] in
                    [
                        .text(trial.study), .number(trial.referenceDose), .number(trial.doses[k]),
                        .number(trial.estimates[k]), .number(trial.covariance[k][k].squareRoot()),
                    ]
                }
            })
        guard !answer.trials.isEmpty else { return [] }
        let found = [NamedTable("dose-trials", trials)]
        guard answer.fit != nil else { return found }
        return found + [
            NamedTable("dose-predictions", line(answer.predictions)), NamedTable("dose-curve", line(answer.line)),
        ]
    }
}
