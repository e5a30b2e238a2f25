import Glibc
import TrialResults
import TrialStatistics

/// Fits the effect over time to the rows of a question.
struct DurabilityRunner {
    private let evidence: DurabilityEvidence
    private let options: DurabilityOptions
    private let fitter: MultilevelFitter
    /// The course over these rows.
    let course: TimeCourse

    init(_ evidence: DurabilityEvidence, _ options: DurabilityOptions, level: Double) {
        self.evidence = evidence
        self.options = options
        fitter = MultilevelFitter(isRestricted: options.isRestricted, level: level, inference: options.inference)
        course = options.course(over: evidence.contrasts.set.contrasts.compactMap(\.months))
    }

    private var set: ContrastSet { evidence.contrasts.set }
    private var months: [Double] { evidence.contrasts.set.contrasts.map { $0.months ?? .nan } }

    /// The correlation that is used.
    var correlation: Double { options.correlation ?? DurabilityOptions.assumedCorrelation }

    /// Whether some trial has results of several times, so that the correlation matters.
    var hasRepeatedTimes: Bool {
        evidence.contrasts.members.contains { rows in Set(rows.map { months[$0] }).count > 1 }
    }

    /// Why there is no model; nil where there may be one.
    var refusal: ModelRefusal? { course.refusal(months: months, trials: evidence.contrasts.trials) }

    /// The answer without a model.
    func answer() -> DurabilityAnswer {
        var titles: [String: String] = [:]
        let rows = set.contrasts.indices.map { row in
            let contrast = set.contrasts[row]
            let line = evidence.contrasts.line(row)
            let title = titles[line] ?? contrast.label
            titles[line] = title
            let counts = contrast.groups.map(\.total)
            let counted = counts.isEmpty || counts.contains { $0 == nil } ? nil : counts.reduce(0) { $0 + ($1 ?? 0) }
            return DurabilityAnswer.Row(
                months: months[row], trial: (evidence.contrasts.trials[row], contrast.studyName), line: (line, title),
                people: (evidence.started[row], counted))
        }
        return DurabilityAnswer(
            course: course, asked: options.months, rows: rows,
            dependence: AssumedDependence(
                correlation: hasRepeatedTimes ? correlation : nil,
                months: hasRepeatedTimes ? options.correlationMonths : nil, isStated: options.correlation != nil,
                sharedControls: set.covariances.count))
    }

    /// The model with a correlation, and what its matrix took.
    func fit(
        _ correlation: Double, hasLimits: Bool = true
    ) throws(StatisticsError) -> (
        fit: TimeCourseFit, sampling: DependentContrasts.Sampling
    ) {
        let months = months
        let sampling = try evidence.contrasts.sampling { a, b in
            let apart = abs(months[a] - months[b])
            return apart == 0 ? 1 : pow(correlation, apart / options.correlationMonths)
        }
        let effect = try EffectOverTime(
            EffectOverTime.Rows(
                estimates: set.contrasts.map(\.effect.estimate), months: months, trials: evidence.contrasts.trials,
                covariance: sampling.covariance),
            course: course, structure: options.structure)
        var request = TimeCourseRequest(months: options.months, correction: options.robust)
        request.hasComponentLimits = hasLimits
        return (try fitter.timeCourse(effect, request), sampling)
    }

    /// The answer with the model and, where it matters, with other correlations.
    func complete(_ answer: inout DurabilityAnswer, measure: MeasureReference) throws(StatisticsError) {
        let (fit, sampling) = try fit(correlation)
        answer.take(fit, measure: measure)
        (answer.dependence.replaced, answer.dependence.largestChange) = (sampling.replaced, sampling.largestChange)
        guard hasRepeatedTimes else { return }
        for other in options.grid where other != correlation {
            answer.add(other, try? self.fit(other, hasLimits: false).fit, measure: measure)
        }
    }
}
