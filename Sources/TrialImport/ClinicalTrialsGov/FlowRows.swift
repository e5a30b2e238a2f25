import TrialEvidence

/// Reads the participant flow: who completed, who did not and why, of those who started each period.
struct FlowRows {
    let flow: RegistryResults.Flow
    let arms: RegistryArms
    let source: RegistrySource

    /// How many of each group started the first period in which anybody of it did.
    static func sizes(_ flow: RegistryResults.Flow?) -> [String: Int] {
        var sizes: [String: Int] = [:]
        for period in flow?.periods ?? [] {
            for (group, count) in started(period) where count > 0 && sizes[group] == nil {
                sizes[group] = count
            }
        }
        return sizes
    }

    /// Books every milestone and every reason to leave, group by group.
    func book(in ledger: inout EvidenceLedger) {
        for (index, period) in (flow.periods ?? []).enumerated() {
            let place = "participant flow, period \(index + 1)"
            for (number, milestone) in (period.milestones ?? []).enumerated() {
                let type = (milestone.type ?? "").onOneLine
                for achievement in milestone.achievements ?? [] {
                    let place = "\(place), milestone \(number + 1), group \(achievement.groupId)"
                    guard type != "STARTED" else {
                        ledger.leave(place, "flow-start", "those who started are the denominators of the period")
                        continue
                    }
                    book(Self.outcome(type), achievement, of: period, at: place, in: &ledger)
                }
            }
            for (number, withdrawal) in (period.dropWithdraws ?? []).enumerated() {
                for reason in withdrawal.reasons ?? [] {
                    let place = "\(place), withdrawal \(number + 1), group \(reason.groupId)"
                    book("withdrawal: \((withdrawal.type ?? "").onOneLine)", reason, of: period, at: place, in: &ledger)
                }
            }
        }
    }

    private func book(
        _ outcome: String, _ achievement: RegistryResults.Achievement, of period: RegistryResults.Period,
        at place: String, in ledger: inout EvidenceLedger
    ) {
        guard let group = flow.groups?.first(where: { $0.id == achievement.groupId }),
            let position = arms.position(of: group)
        else {
            ledger.leave(place, "unknown-group", "there is no group \(achievement.groupId) with a title")
            return
        }
        guard let count = achievement.numSubjects?.count else {
            ledger.leave(place, "no-value", "\(outcome): the number is not given")
            return
        }
        guard let started = Self.started(period)[group.id], started > 0 else {
            ledger.leave(place, "nobody-started", "\(outcome): nobody of the group started the period")
            return
        }
        let note = [period.title ?? "", achievement.comment ?? ""].map(\.onOneLine).filter { !$0.isEmpty }
        var row = OutcomeRow(
            arm: ArmKey(studyID: source.studyID, armID: position.armID), outcome: outcome, statistic: .events,
            provenance: source.provenance(place, note: note.joined(separator: "; ")))
        row.n = started
        row.events = count
        let title = (flow.periods ?? []).count > 1 ? (period.title ?? "").onOneLine : ""
        row.variant = [title, position.variant].filter { !$0.isEmpty }.joined(separator: "; ")
        ledger.take(row, distinction: (group.title ?? group.id).onOneLine)
    }

    private static func outcome(_ type: String) -> String {
        switch type {
        case "COMPLETED": "completed"
        case "NOT COMPLETED": "withdrawal"
        default: "milestone: \(type)"
        }
    }

    private static func started(_ period: RegistryResults.Period) -> [String: Int] {
        let start = (period.milestones ?? []).first { $0.type == "STARTED" }
        let pairs = (start?.achievements ?? []).compactMap { entry in
            entry.numSubjects?.count.map { (entry.groupId, $0) }
        }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }
}
