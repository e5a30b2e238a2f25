import TrialResults
import TrialStatistics

/// Rows that depend on each other, pooled as they are: several rows a study, studies in groups.
///
/// True effects vary at each level of the grouping; sampling errors of rows of one study correlate where they share a control
/// group, and by one assumed correlation where the plan gives it. Several treatment arms stay rows of their own.
public struct MultilevelKind: AnalysisKind {
    /// `multilevel`.
    public let name = "multilevel"
    /// One sentence.
    public let summary = "Several rows a study, or studies in groups, are pooled with a variance at each level."
    /// The levels and what is assumed of the sampling errors.
    public let keys = MultilevelOptions.keys

    /// Creates the kind.
    public init() {}

    /// The fit.
    public var answers: [String: any AnalysisAnswer.Type] { [name: MultilevelAnswer.self] }

    /// `multilevel`: the same model without datasets; what rows that depend on each other need beside it.
    public var tasks: [any BatchTask] {
        [MultilevelTask(), SamplingCovarianceTask(), AggregateTask(), RobustRegressionTask()]
    }

    /// Arms that share a control stay rows of their own, with their covariance, unless the plan says otherwise.
    public func completed(_ rules: RowRules, _ entry: PlanEntry) -> RowRules {
        rules.keepingSharedControls(entry)
    }

    /// Reads the keys.
    public func options(_ entry: PlanEntry) -> MultilevelOptions { MultilevelOptions(entry) }

    /// Fits the model.
    public func answer(
        _ question: PlannedQuestion<MultilevelOptions>, on evidence: ContrastSet, by context: RunContext
    ) throws(AnalysisError) -> KindAnswer {
        let level = question.specification.methods.level ?? context.profile.randomEffects.level
        let runner = MultilevelRunner(evidence, question.options, level: level)
        var warnings = evidence.warnings + evidence.warningsOfFewStudies
        var fit: MultilevelFit?
        if !evidence.contrasts.isEmpty {
            do { fit = try runner.fit() } catch {
                warnings.append(
                    MethodWarning(code: "no-multilevel-fit", message: "No multilevel model: \(error.message)."))
            }
        }
        var answer = MultilevelAnswer(
            levels: runner.levels, dependence: runner.dependence, fit: fit, measure: evidence.shown(question.measure))
        if let fit {
            do { answer.robust = try runner.robust(fit) } catch {
                warnings.append(
                    MethodWarning(
                        code: "no-robust-inference",
                        message: "The effect could not be judged by how groups scatter: \(error.message)."))
            }
            answer.naturalRobust = answer.robust.map {
                NaturalEffect(
                    $0.coefficients[0].estimate, $0.coefficients[0].limits,
                    natural: evidence.shown(question.measure).natural)
            }
        }
        if !evidence.contrasts.isEmpty {
            do {
                answer.interaction = try runner.interaction(question.options)
                answer.interactionProperty = answer.interaction == nil ? nil : question.options.interaction?.rawValue
            } catch {
                warnings.append(
                    MethodWarning(
                        code: "no-interaction",
                        message: "Kinds of participants could not be compared: \(error.message)."))
            }
        }
        let rows = evidence.rows(
            weights: fit?.weights, measure: question.measure, level: level,
            zeroCells: question.specification.methods.zeroCells)
        var check = NaturalScaleWarnings(question.measure.descriptor, shown: evidence.shown(question.measure))
        check.check("pooled", answer.natural)
        check.check("prediction", answer.naturalPrediction)
        check.check(rows)
        return KindAnswer(
            answer, by: question.options.record(context.profile, level: level, hasPrediction: fit?.prediction != nil),
            rows: rows, excluded: evidence.excluded,
            warnings: warnings + check.ofBounds + check.ofSizes(fit?.pooled))
    }
}
