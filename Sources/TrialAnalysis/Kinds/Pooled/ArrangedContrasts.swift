import TrialResults

/// The effect sizes of a question under one multi-arm rule, or why there are none.
struct ArrangedContrasts: Encodable, Sendable {
    /// The rule's code; empty where no study has several arms.
    let code: String
    /// The effect sizes; nil where the rule cannot serve.
    let set: ContrastSet?
    /// Why the rule cannot serve.
    let problem: String?

    /// The analysis' own rows.
    init(of set: ContrastSet, by rules: RowRules, among others: [ArrangedContrasts]) {
        code = others.isEmpty ? "" : rules.multiArm.rawValue
        self.set = set
        problem = nil
    }

    init(code: String, set: ContrastSet?, problem: String?) {
        self.code = code
        self.set = set
        self.problem = problem
    }

    /// The rows by the other multi-arm rules; empty where no study has several treatment arms.
    static func others(
        than main: ContrastSet, rules: RowRules, build: (RowRules) throws(AnalysisError) -> ContrastSet
    ) -> [ArrangedContrasts] {
        guard rules.arms == .controlled else { return [] }
        let others = MultiArmRule.allCases.filter { $0 != rules.multiArm }.map { rule in
            var changed = rules
            changed.multiArm = rule
            do throws(AnalysisError) {
                return ArrangedContrasts(code: rule.rawValue, set: try build(changed), problem: nil)
            } catch {
                return ArrangedContrasts(code: rule.rawValue, set: nil, problem: error.problems.joined(separator: " "))
            }
        }
        return ([main] + others.compactMap(\.set)).contains(where: \.hasRepeatedStudy) ? others : []
    }
}

extension ContrastSet {
    /// Whether a study has several rows.
    fileprivate var hasRepeatedStudy: Bool { Set(contrasts.map(\.study)).count < contrasts.count }
}
