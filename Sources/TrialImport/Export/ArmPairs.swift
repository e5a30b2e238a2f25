import TrialEvidence

/// The results of a treatment arm and of its control that belong side by side.
struct ArmPair {
    /// The result of the treatment arm, or of any arm that has no partner.
    var first: OutcomeRow?
    /// The result of the control.
    var second: OutcomeRow?
}

/// Puts the results of arms side by side.
enum ArmPairs {
    /// What two results must have in common.
    private struct Group: Hashable {
        let key: OutcomeKey
        let period: TrialPeriod
        let unit: CountingUnit
    }

    /// Pairs of results of single arms, in the order of the dataset, each result in exactly one pair.
    ///
    /// The first treatment arm goes with the first control, and so on; arms that are left over, that combine others or that
    /// are neither stand alone. No result is written twice, so a shared control is never doubled.
    static func pairs(of rows: [OutcomeRow], arms: [Arm]) -> [ArmPair] {
        let byKey = Dictionary(arms.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        var order: [Group] = []
        var sides: [Group: (first: [OutcomeRow], second: [OutcomeRow], alone: [OutcomeRow])] = [:]
        for row in rows where !row.isComparison {
            let arm = byKey[row.arm]
            var key = row.key
            key.arm.armID = ""
            let group = Group(key: key, period: arm?.period ?? .only, unit: arm?.unit ?? .patient)
            if sides[group] == nil { order.append(group) }
            var side = sides[group] ?? ([], [], [])
            switch arm?.role {
            case .treatment where arm?.combines.isEmpty == true: side.first.append(row)
            case .control where arm?.combines.isEmpty == true: side.second.append(row)
            default: side.alone.append(row)
            }
            sides[group] = side
        }
        return order.flatMap { group -> [ArmPair] in
            guard let side = sides[group] else { return [] }
            let paired = (0..<max(side.first.count, side.second.count)).map { index in
                ArmPair(
                    first: index < side.first.count ? side.first[index] : nil,
                    second: index < side.second.count ? side.second[index] : nil)
            }
            return paired + side.alone.map { ArmPair(first: $0, second: nil) }
        }
    }
}
