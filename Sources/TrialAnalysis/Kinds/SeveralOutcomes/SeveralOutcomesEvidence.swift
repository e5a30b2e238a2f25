import TrialEvidence
import TrialResults
import TrialStatistics

/// The rows of several outcomes, those of each outcome together, signs turned to one side of benefit.
public struct SeveralOutcomesEvidence: Encodable, Sendable {
    /// The outcomes, the question's own first.
    let outcomes: [SeveralOutcomesAnswer.Outcome]
    /// The rows of each outcome.
    let sets: [ContrastSet]
    /// All rows, with what ties them together.
    let contrasts: DependentContrasts

    /// The position of each row's outcome.
    var positions: [Int] { sets.indices.flatMap { place in sets[place].contrasts.map { _ in place } } }

    init(
        _ question: PlannedQuestion<SeveralOutcomesOptions>, _ library: EvidenceLibrary
    ) throws(AnalysisError) {
        let asked = question.specification
        let dataset = try library.dataset()
        var outcomes: [SeveralOutcomesAnswer.Outcome] = []
        var sets: [ContrastSet] = []
        let own = SeveralOutcomesOptions.Further(outcome: asked.outcome)
        for further in [own] + question.options.further {
            let measure = try further.measure.map { code throws(AnalysisError) in try library.catalogue.measure(code) }
            let chosen = measure ?? question.measure
            try Self.check(chosen, of: further.outcome, against: question.measure)
            var set = try library.contrasts(further.outcome, chosen, rules: asked.rules, methods: asked.methods)
            let better = further.better ?? asked.better
            let isTurned = better != asked.better && asked.better != nil && chosen.descriptor.isTestedAtZero
            if isTurned { Self.turn(&set, better: better ?? "") }
            outcomes.append(Self.outcome(further, chosen, set, (better, isTurned), (question, dataset)))
            sets.append(set)
        }
        for study in question.options.pairs.compactMap(\.study) where dataset.study(study) == nil {
            let hint = NearestName.among(dataset.studies.map(\.id), to: study).map { "; did you mean '\($0)'?" } ?? ""
            throw AnalysisError(
                .unknownName, "'outcome-correlations' names the study '\(study)', which the dataset lacks\(hint)")
        }
        self.outcomes = outcomes
        self.sets = sets
        contrasts = DependentContrasts(sets, in: dataset)
    }

    /// All outcomes share an axis: effects of one name, scale and value of no effect.
    private static func check(
        _ measure: AnyEffectMeasure, of outcome: String, against first: AnyEffectMeasure
    ) throws(AnalysisError) {
        let (own, other) = (measure.descriptor, first.descriptor)
        guard own.scale == other.scale, own.naturalName == other.naturalName, own.noEffect == other.noEffect else {
            throw AnalysisError(
                .invalidPlan,
                "the outcome '\(outcome)' is measured as \(own.naturalName), the first as \(other.naturalName), which share no axis; take measures of one kind, such as standardised mean differences"
            )
        }
    }

    private static func turn(_ set: inout ContrastSet, better: String) {
        for row in set.contrasts.indices {
            let own = set.contrasts[row].effect
            set.contrasts[row].effect = EffectEstimate(estimate: -own.estimate, variance: own.variance)
            set.contrasts[row].summary = nil
            set.contrasts[row].notes.append(
                "The sign was turned: \(better) values are better here, and all outcomes stand on one axis.")
        }
    }

    private typealias Context = (question: PlannedQuestion<SeveralOutcomesOptions>, dataset: Dataset)

    private static func outcome(
        _ further: SeveralOutcomesOptions.Further, _ measure: AnyEffectMeasure, _ set: ContrastSet,
        _ direction: (better: String?, isTurned: Bool), _ context: Context
    ) -> SeveralOutcomesAnswer.Outcome {
        let (code, options) = (further.outcome, context.question.options)
        let points = options.differences[code] ?? context.dataset.scale(of: code)?.important
        var value = points.flatMap { importantDifference($0, measure, set) }
        if value == nil, points == nil, code == context.question.specification.outcome {
            value = context.question.specification.important
        }
        return SeveralOutcomesAnswer.Outcome(
            (code, further.title ?? context.dataset.title(of: code) ?? code),
            measure: (set.shown(measure), measure.descriptor.isStandardized || measure.scale != .identity),
            direction: (direction.better.flatMap(AnalysisQuestion.Direction.init(rawValue:)), direction.isTurned),
            isReported: options.reported.contains(code), important: (value, points))
    }

    /// Points of a scale in the unit of the measure: as they are for differences of means, in typical standard deviations for
    /// standardised ones; nil for other measures, and where no row prints a standard deviation.
    private static func importantDifference(
        _ points: Double, _ measure: AnyEffectMeasure, _ set: ContrastSet
    ) -> Double? {
        guard measure.descriptor.isStandardized else {
            return measure.scale == .identity && measure.descriptor.comparesGroups ? points : nil
        }
        let deviations = set.contrasts.compactMap { Self.pooledDeviation($0.groups) }.sorted()
        guard !deviations.isEmpty else { return nil }
        let middle = deviations.count / 2
        let typical =
            deviations.count % 2 == 1 ? deviations[middle] : (deviations[middle - 1] + deviations[middle]) / 2
        return typical > 0 ? points / typical : nil
    }

    private static func pooledDeviation(_ groups: [GroupResult]) -> Double? {
        let parts = groups.compactMap { group in
            group.standardDeviation.flatMap { sd in group.total.map { (weight: $0 - 1, square: sd * sd) } }
        }
        let weight = parts.reduce(0) { $0 + $1.weight }
        guard parts.count == groups.count, weight > 0 else { return nil }
        return (parts.reduce(0) { $0 + $1.weight * $1.square } / weight).squareRoot()
    }
}
