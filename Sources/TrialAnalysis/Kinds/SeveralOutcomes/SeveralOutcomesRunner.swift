import TrialResults
import TrialStatistics

/// Fits several outcomes to the rows of a question.
struct SeveralOutcomesRunner {
    private let evidence: SeveralOutcomesEvidence
    private let options: SeveralOutcomesOptions
    private let fitter: MultilevelFitter

    init(_ evidence: SeveralOutcomesEvidence, _ options: SeveralOutcomesOptions, level: Double) {
        self.evidence = evidence
        self.options = options
        fitter = MultilevelFitter(isRestricted: options.isRestricted, level: level, inference: options.inference)
    }

    private var codes: [String] { evidence.positions.map { evidence.outcomes[$0].code } }

    /// Whether some trial has rows of two outcomes, so that correlations matter.
    var hasPairs: Bool {
        let positions = evidence.positions
        return evidence.contrasts.members.contains { rows in Set(rows.map { positions[$0] }).count > 1 }
    }

    /// Why there is no model; nil where there may be one.
    var refusal: ModelRefusal? {
        OutcomesModel.refusal(outcomes: codes, trials: evidence.contrasts.trials, structure: options.structure)
    }

    /// The answer without a model.
    func answer() -> SeveralOutcomesAnswer {
        let names = evidence.outcomes.map(\.code)
        var pairs: [SeveralOutcomesAnswer.PairCorrelation] = []
        if hasPairs {
            for first in names.indices {
                for second in (first + 1)..<max(names.count, first + 1) {
                    pairs.append(
                        SeveralOutcomesAnswer.PairCorrelation(
                            outcomes: [first, second], value: options.correlation(names[first], names[second]),
                            printed: options.printed(names[first], names[second])))
                }
            }
        }
        let isOne = Set(pairs.map(\.value)).count == 1 && !options.pairs.contains { $0.study != nil }
        let isStated = options.correlation != nil || !options.pairs.isEmpty
        return SeveralOutcomesAnswer(
            outcomes: evidence.outcomes,
            rows: zip(evidence.positions, evidence.contrasts.trials).map {
                SeveralOutcomesAnswer.Row(outcome: $0, trial: $1)
            },
            dependence: AssumedDependence(
                correlation: isOne ? pairs[0].value : nil, isStated: isStated,
                sharedControls: evidence.contrasts.set.covariances.count), correlations: pairs)
    }

    /// The model; with a correlation for all pairs in place of the plan's where one is given.
    private func fit(
        all correlation: Double? = nil
    ) throws(StatisticsError) -> (fit: OutcomesFit, sampling: DependentContrasts.Sampling) {
        let (codes, studies) = (codes, evidence.contrasts.set.contrasts.map(\.study))
        let sampling = try evidence.contrasts.sampling { a, b in
            guard codes[a] != codes[b] else { return 1 }
            return correlation ?? options.correlation(codes[a], codes[b], in: studies[a])
        }
        let model = try OutcomesModel(
            OutcomesModel.Rows(
                estimates: evidence.contrasts.set.contrasts.map(\.effect.estimate), outcomes: codes,
                trials: evidence.contrasts.trials, covariance: sampling.covariance), structure: options.structure)
        return (try fitter.outcomes(model, robust: options.robust), sampling)
    }

    /// The answer with the model and, where they matter, with other correlations.
    func complete(_ answer: inout SeveralOutcomesAnswer) throws(StatisticsError) {
        let (fit, sampling) = try fit()
        answer.take(fit)
        (answer.dependence.replaced, answer.dependence.largestChange) = (sampling.replaced, sampling.largestChange)
        guard hasPairs else { return }
        for other in options.grid where other != answer.dependence.correlation {
            answer.add(other, try? self.fit(all: other).fit)
        }
    }
}
