import TrialResults

/// What people judged of the difference by one property, or by the interaction of several: the items of credibility that
/// no number answers.
public struct CredibilityJudgement: Sendable, Equatable, Codable {
    /// The items that a plan may answer.
    static let judged: [CredibilityItem.Question] = [.similarity, .direction, .cutPoints, .priorEvidence]
    static let keys = ["of", "judged-by", "reason"] + judged.map(\.rawValue)

    /// The property, or those of an interaction.
    public var of: [StudyProperty]
    /// Who judged.
    public var judgedBy: String
    /// Why.
    public var reason: String?
    /// The answers, by the item's code.
    public var answers: [String: CredibilityItem.Answer] = [:]

    init(_ entry: PlanEntry) {
        of = entry.texts("of").map(StudyProperty.init(rawValue:))
        if of.isEmpty { entry.problem(at: "of", "'of' needs the property that was judged") }
        judgedBy = entry.required("judged-by")
        reason = entry.text("reason")
        for question in Self.judged {
            guard let answer = entry.choice(question.rawValue, JudgedAnswer.self) else { continue }
            answers[question.rawValue] = CredibilityItem.Answer(rawValue: answer.rawValue)
        }
    }

    private enum JudgedAnswer: String, CaseIterable {
        case definitelyNo = "definitely-no"
        case probablyNo = "probably-no"
        case probablyYes = "probably-yes"
        case definitelyYes = "definitely-yes"
    }
}

extension PlanEntry {
    /// The judgements under `credibility`; each must be of one of these claims.
    func credibilityJudgements(of claims: [[StudyProperty]]) -> [CredibilityJudgement] {
        items("credibility", keys: CredibilityJudgement.keys).compactMap { item in
            guard case .mapping(let entry) = item else {
                problem(at: "credibility", "'credibility' needs mappings, each with 'of' and 'judged-by'")
                return nil
            }
            let judgement = CredibilityJudgement(entry)
            if !judgement.of.isEmpty, !claims.contains(where: { Set($0) == Set(judgement.of) }) {
                let name = judgement.of.map(\.rawValue).joined(separator: " * ")
                entry.problem(at: "of", "'\(name)' is neither a subgroup nor a moderator of the analysis")
            }
            return judgement
        }
    }
}
