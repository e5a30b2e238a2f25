import TrialResults
import TrialStatistics

/// Answers the items of the instrument for the credibility of effect modification (ICEMAN) that numbers can answer, and
/// takes the others from the plan.
///
/// The answers have the thresholds of the form for meta-analyses; nobody's overall rating is made up. *Reference*:
/// Schandelmaier et al. 2020, doi:10.1503/cmaj.200077.
struct CredibilityAssessment {
    /// What people judged.
    let judgements: [CredibilityJudgement]
    /// How many modifiers the analysis tests.
    let modifiers: Int

    /// A difference that is claimed, with what the items ask of it.
    struct Claim {
        /// The property, or those of an interaction.
        let properties: [StudyProperty]
        /// The p-value of the test of the difference; nil where there is none.
        var pValue: Double?
        /// The smallest group with its number of studies; without a name where the modifier is a quantity.
        var smallest: (name: String?, studies: Int)?
        /// Whether a study has rows in several groups.
        var comparesWithin = false
        /// Whether the model is one of random effects.
        var isRandom = true
        /// Whether a quantity is among the properties.
        var isContinuous = false
        /// Whether groups were made of a quantity by limits.
        var isCut = false
    }

    /// The answers for a claim, in the order of the instrument.
    func credibility(of claim: Claim) -> ModifierCredibility {
        let judgement = judgements.first { Set($0.of) == Set(claim.properties) }
        func judged(_ question: CredibilityItem.Question) -> CredibilityItem {
            guard let answer = judgement?.answers[question.rawValue] else {
                return CredibilityItem(question, .notJudged)
            }
            return CredibilityItem(question, answer, isJudged: true)
        }
        var items = [
            CredibilityItem(.within, claim.comparesWithin ? .probablyNo : .definitelyNo),
            claim.comparesWithin ? judged(.similarity) : CredibilityItem(.similarity, .notApplicable),
            trials(claim), judged(.direction), chance(claim),
            CredibilityItem(.modifiers, Self.modifiers(modifiers), value: Double(modifiers)),
            CredibilityItem(.randomEffects, claim.isRandom ? .definitelyYes : .definitelyNo),
        ]
        items.append(cutPoints(claim, judged(.cutPoints)))
        items.append(judged(.priorEvidence))
        var credibility = ModifierCredibility(properties: claim.properties.map(\.rawValue), items: items)
        credibility.judgedBy = judgement?.judgedBy
        credibility.reason = judgement?.reason
        return credibility
    }

    private func trials(_ claim: Claim) -> CredibilityItem {
        guard let smallest = claim.smallest else { return CredibilityItem(.trials, .probablyNo) }
        let limits = smallest.name == nil ? [5, 10, 15] : [2, 4, 9]
        let answer = CredibilityItem.Answer.ascending[limits.count { smallest.studies > $0 }]
        return CredibilityItem(.trials, answer, value: Double(smallest.studies), group: smallest.name)
    }

    private func chance(_ claim: Claim) -> CredibilityItem {
        guard let p = claim.pValue, !p.isNaN else { return CredibilityItem(.chance, .probablyNo) }
        let answer = CredibilityItem.Answer.ascending[[0.05, 0.01, 0.005].count { p <= $0 }]
        return CredibilityItem(.chance, answer, value: p)
    }

    private static func modifiers(_ count: Int) -> CredibilityItem.Answer {
        count > 10 ? .definitelyNo : count > 3 ? .probablyNo : .probablyYes
    }

    private func cutPoints(_ claim: Claim, _ judged: CredibilityItem) -> CredibilityItem {
        if claim.isCut {
            return judged.answer == .notJudged ? CredibilityItem(.cutPoints, .probablyNo) : judged
        }
        return CredibilityItem(.cutPoints, claim.isContinuous ? .definitelyYes : .notApplicable)
    }
}

extension CredibilityAssessment {
    /// The claim that groups differ.
    ///
    /// - Parameters:
    ///   - result: The groups.
    ///   - set: The rows that they have.
    ///   - isRandom: Whether they were pooled by a model of random effects.
    func credibility(of result: SubgroupResult, in set: ContrastSet, isRandom: Bool) -> ModifierCredibility {
        var claim = Claim(properties: [StudyProperty(rawValue: result.property)])
        let studies = result.groups.map { group in Set(group.rows.map { set.contrasts[$0].study }) }
        let smallest = zip(result.groups, studies).min { $0.1.count < $1.1.count }
        claim.smallest = smallest.map { ($0.0.name, $0.1.count) }
        claim.comparesWithin = studies.reduce(0) { $0 + $1.count } > Set(studies.flatMap(\.self)).count
        claim.pValue = result.canShowDifference ? result.betweenGroups?.pValue : nil
        claim.isRandom = isRandom
        claim.isCut = result.cuts != nil
        return credibility(of: claim)
    }
}
