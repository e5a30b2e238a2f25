import TrialEvidence
import TrialResults
import TrialStatistics

/// The rows of a question by every measure, multi-arm rule and correlation that varies.
public struct MultiverseEvidence: Encodable, Sendable {
    /// The rows by one of each.
    struct Arranged: Encodable, Sendable {
        /// The position of the measure.
        let measure: Int
        /// The position of the multi-arm rule.
        let multiArm: Int
        /// The position of the correlation.
        let correlation: Int
        /// The rows; nil where the dataset or the measure refuses them.
        let set: ContrastSet?
        /// Why there are none.
        let problem: String?
    }

    /// Codes of the measures, the question's own first.
    let measures: [String]
    /// The multi-arm rules, the question's own first; that one alone where no study has several treatment arms.
    let multiArms: [MultiArmRule]
    /// The correlations, the question's own first; that one alone where no row rests on it.
    let correlations: [Double?]
    /// The rows, the question's own first.
    let arranged: [Arranged]
    /// What varies nothing.
    let remarks: [MethodWarning]

    /// The question's own rows.
    var main: ContrastSet { arranged[0].set ?? ContrastSet(contrasts: [], excluded: [], covariances: [], warnings: []) }

    init(_ question: PlannedQuestion<MultiverseOptions>, _ library: EvidenceLibrary) throws(AnalysisError) {
        let (asked, options) = (question.specification, question.options)
        let main = try library.contrasts(for: question)
        try Self.checkStudies(options, try library.dataset())
        var remarks: [MethodWarning] = []
        measures =
            ([question.measure.code]
            + (options.isComplete ? Self.usualMeasures(beside: question.measure, library) : options.measures)).once
        func rows(_ code: String, _ change: (inout RowRules) -> Void) throws(AnalysisError) -> ContrastSet {
            var rules = asked.rules
            change(&rules)
            return try library.contrasts(
                asked.outcome, try library.catalogue.measure(code), rules: rules, methods: asked.methods)
        }
        let rules = ([asked.rules.multiArm] + (options.isComplete ? MultiArmRule.allCases : options.multiArm)).once
        let isRepeated = rules.contains { rule in
            let set = try? rows(question.measure.code) { $0.multiArm = rule }
            return set.map { Set($0.contrasts.map(\.study)).count < $0.contrasts.count } ?? false
        }
        multiArms = isRepeated ? rules : [asked.rules.multiArm]
        if !isRepeated, !options.multiArm.isEmpty {
            remarks.append(.varyingNothing("multi-arm", "no study has several treatment arms against one control"))
        }
        let usual = asked.rules.correlation == nil ? [] : [0.25, 0.5, 0.75]
        let values = ([asked.rules.correlation] + (options.isComplete ? usual : options.correlations)).once
        let rests = values.dropFirst().contains { value in
            (try? rows(question.measure.code) { $0.correlation = value }).map { $0.contrasts != main.contrasts } ?? true
        }
        correlations = rests ? values : [asked.rules.correlation]
        if !rests, !options.correlations.isEmpty {
            remarks.append(.varyingNothing("correlation", "no row rests on an assumed correlation"))
        }
        var arranged: [Arranged] = []
        for (measure, code) in measures.enumerated() {
            for (arm, rule) in multiArms.enumerated() {
                for (place, correlation) in correlations.enumerated() {
                    var (set, problem): (ContrastSet?, String?)
                    do throws(AnalysisError) {
                        set = try rows(code) { ($0.multiArm, $0.correlation) = (rule, correlation) }
                    } catch {
                        problem = error.problems.joined(separator: " ")
                    }
                    arranged.append(
                        Arranged(measure: measure, multiArm: arm, correlation: place, set: set, problem: problem))
                }
            }
        }
        self.arranged = arranged
        self.remarks = remarks
    }

    /// The measures that tie the risks of two groups together, where the question's own does: which of them is taken is a
    /// matter of judgement, while a difference in another unit is another question.
    private static func usualMeasures(beside own: AnyEffectMeasure, _ library: EvidenceLibrary) -> [String] {
        guard own.descriptor.riskRelation != nil, own.descriptor.groups == .two else { return [] }
        return library.catalogue.measures.all.filter {
            $0.descriptor.riskRelation != nil && $0.descriptor.groups == .two
                && $0.descriptor.comparison == .inverseVariance
        }.map(\.code)
    }

    private static func checkStudies(_ options: MultiverseOptions, _ dataset: Dataset) throws(AnalysisError) {
        let known = dataset.studies.map(\.id)
        let unknown = options.exclusions.flatMap { exclusion in
            if case .studies(let studies, _) = exclusion { studies.filter { !known.contains($0) } } else { [String]() }
        }
        guard unknown.isEmpty else {
            throw AnalysisError(
                .unknownName,
                unknown.map {
                    "'without' names the study '\($0)', which the dataset does not have; \(NearestName.choices(known, for: $0))"
                })
        }
    }
}

extension MethodWarning {
    /// A choice that was to vary and changes no row.
    static func varyingNothing(_ choice: String, _ reason: String) -> MethodWarning {
        MethodWarning(code: "varies-nothing", message: "'\(choice)' does not vary: \(reason).")
    }
}
