import TrialNumerics
import TrialResults
import TrialStatistics

extension ContrastSet {
    /// The rows as a result holds them, with normal limits at `level`.
    ///
    /// - Parameters:
    ///   - weights: The percentage of each row's weight; nil where the answer gives none.
    ///   - measure: The effect measure, for the way to the natural scale.
    ///   - level: The confidence level.
    ///   - zeroCells: The rule by which zero cells were treated; nil for what reviews do with the measure.
    public func rows(
        weights: [Double]? = nil, measure: AnyEffectMeasure, level: Double, zeroCells: ZeroCellRule? = nil
    ) -> [StudyResult] {
        let corrections = CellCounts(self, Array(contrasts.indices)).corrections(
            by: zeroCells ?? measure.descriptor.zeroCellsOfReviews, measure: measure, level: level)
        let hasSizes = measure.descriptor.backTransformation.dependsOnSize
        return contrasts.enumerated().map { index, contrast in
            let y = contrast.effect.estimate
            let limits = contrast.limits(level: level)
            var row = StudyResult(
                study: contrast.study, label: contrast.label, year: contrast.year, groups: contrast.groups,
                effect: (y, contrast.effect.variance, limits), natural: contrast.natural(limits, by: measure),
                weight: weights?[index], properties: contrast.properties, sources: contrast.sources,
                notes: contrast.notes)
            (row.months, row.persons) = (contrast.months, contrast.persons)
            row.quantities = contrast.quantities.isEmpty ? nil : contrast.quantities
            row.size = hasSizes ? contrast.summary?.value.backTransformationSize : nil
            row.correction = corrections[index]
            return row
        }
    }

    /// The measure as a result names it, with the way back of everything that is pooled of these rows.
    func shown(_ measure: AnyEffectMeasure) -> MeasureReference {
        MeasureReference(measure, sizes: contrasts.compactMap { $0.summary?.value.backTransformationSize })
    }

    /// How many different studies there are.
    public var studies: Int { Set(contrasts.map(\.study)).count }

    /// What every reader of few studies must know; empty from five studies on.
    public var warningsOfFewStudies: [MethodWarning] { MethodWarning.ofFewStudies(studies) }
}

extension MethodWarning {
    /// What every reader of few studies must know; empty from five studies on.
    ///
    /// - Parameter studies: How many there are.
    static func ofFewStudies(_ studies: Int) -> [MethodWarning] {
        switch studies {
        case 0:
            [
                MethodWarning(
                    code: "no-studies", message: "No row of the dataset answers this question; see the excluded rows.")
            ]
        case 1:
            [
                MethodWarning(
                    code: "one-study",
                    message: "One study: its own result, with nothing known of the spread between studies.")
            ]
        case ..<5:
            [
                MethodWarning(
                    code: "few-studies",
                    message:
                        "\(studies) studies: the spread between them is hardly estimable; read the interval, not the point."
                )
            ]
        default: []
        }
    }
}

extension Contrast {
    /// The normal limits of the estimate, on the scale of analysis.
    func limits(level: Double) -> ConfidenceLimits {
        let half = NormalDistribution.standard.upperQuantile((1 - level) / 2) * effect.standardError
        return ConfidenceLimits(lower: effect.estimate - half, upper: effect.estimate + half)
    }
}
