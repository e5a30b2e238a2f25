import TrialStatistics

/// The effect sizes that a pooled effect and its variations work on.
public struct PooledEvidence: Encodable, Sendable {
    let main: ContrastSet
    let beside: ContrastSet?
    let sensitivity: [ContrastSet]
    /// The rows by other multi-arm rules, where a study has several arms.
    let arrangements: [ArrangedContrasts]

    init(_ question: PlannedQuestion<PooledOptions>, _ library: EvidenceLibrary) throws(AnalysisError) {
        let asked = question.specification
        main = try library.contrasts(for: question)
        if let other = question.options.beside {
            var rules = RowRules()
            rules.arms = other.arms
            beside = try library.contrasts(
                other.outcome, question.measure, rules: rules, methods: asked.methods, in: other.dataset)
        } else {
            beside = nil
        }
        var variations: [ContrastSet] = []
        for change in question.options.sensitivity {
            let target = change.specification
            variations.append(
                try library.contrasts(
                    asked.outcome, try library.catalogue.measure(target.measure), rules: target.rules,
                    methods: target.methods))
        }
        sensitivity = variations
        arrangements = ArrangedContrasts.others(than: main, rules: asked.rules) { rules throws(AnalysisError) in
            try library.contrasts(asked.outcome, question.measure, rules: rules, methods: asked.methods)
        }
    }
}
