import TrialNumerics
import TrialResults
import TrialStatistics

/// The arms of a question under names, and the comparisons that they make: what networks and dose–response curves begin with.
struct ArmContrasts {
    /// One arm under its name, such as a node of a network.
    struct Named {
        let arm: ReadArm
        let name: String
    }

    /// All arms under their names, those of studies that make no comparison among them.
    let named: [Named]
    /// Arms by the study that they are compared in, in the order of the evidence; only studies that make a comparison.
    private(set) var studies: [(group: String, arms: [Named])] = []
    /// Each pair of each study; the study's name is its group.
    private(set) var contrasts: [NetworkContrast] = []
    /// The published comparison that a contrast was printed as, by its study.
    private(set) var published: [String: [ReadComparison]] = [:]
    /// What was not used, and why.
    private(set) var excluded: [ExcludedRow]

    /// Compares the arms of each study.
    ///
    /// - Parameters:
    ///   - set: The arms.
    ///   - measure: The effect measure.
    ///   - increment: What is added to all cells of a study with an empty one.
    ///   - name: The name of an arm; nil, with a reason, for one that does not count.
    init(
        _ set: ArmSet, measure: NetworkMeasure, increment: Double = 0.5,
        name: (ReadArm) -> Result<String, EffectExclusion>
    ) {
        excluded = set.excluded
        var named: [Named] = []
        for arm in set.arms {
            switch name(arm) {
            case .success(let own): named.append(Named(arm: arm, name: own))
            case .failure(let reason): excluded.append(arm.excluded(reason.code, reason.reason))
            }
        }
        self.named = named
        var order: [String] = []
        var groups: [String: [Named]] = [:]
        for arm in named {
            if groups[arm.arm.group] == nil { order.append(arm.arm.group) }
            groups[arm.arm.group, default: []].append(arm)
        }
        let printed = Dictionary(grouping: set.comparisons, by: \.arm.group)
        for comparison in set.comparisons where !order.contains(comparison.arm.group) {
            order.append(comparison.arm.group)
        }
        for group in order {
            if let comparisons = printed[group] {
                leaveOut(
                    (groups[group] ?? []).map(\.arm), "comparison-used",
                    "No other arm of the study prints its numbers; the published comparison is used.")
                addPublished(group, comparisons, name)
            } else {
                addArms(group, groups[group] ?? [], measure, increment)
            }
        }
    }

    private mutating func leaveOut(_ arms: [ReadArm], _ code: String, _ reason: String) {
        excluded += arms.map { $0.excluded(code, reason) }
    }

    private mutating func addArms(_ group: String, _ arms: [Named], _ measure: NetworkMeasure, _ increment: Double) {
        var usable: [Named] = []
        var networkArms: [NetworkArm] = []
        for arm in arms {
            guard let summary = arm.arm.numbers.summary else {
                leaveOut(
                    [arm.arm], "missing-number", "Its numbers are not enough, or not possible, for \(measure.rawValue)."
                )
                continue
            }
            usable.append(arm)
            networkArms.append(NetworkArm(study: group, treatment: arm.name, summary: summary))
        }
        guard !usable.isEmpty else { return }
        do throws(StatisticsError) {
            let pairs = try NetworkPairs(networkArms, measure: measure, increment: increment)
            if let exclusion = pairs.exclusions.first {
                return leaveOut(usable.map(\.arm), exclusion.code, exclusion.message)
            }
            contrasts += pairs.contrasts
            studies.append((group, usable))
        } catch {
            leaveOut(usable.map(\.arm), "missing-number", "\(error.message).")
        }
    }

    private mutating func addPublished(
        _ group: String, _ comparisons: [ReadComparison], _ name: (ReadArm) -> Result<String, EffectExclusion>
    ) {
        var own: [NetworkContrast] = []
        var arms: [Named] = []
        for comparison in comparisons {
            guard case .success(let first) = name(comparison.arm),
                case .success(let second) = name(comparison.comparator)
            else {
                leaveOut([comparison.arm], "left-out-node", "One of its arms does not count in this question.")
                continue
            }
            for (arm, own) in [(comparison.arm, first), (comparison.comparator, second)]
            where !arms.contains(where: { $0.arm.arm == arm.arm }) {
                arms.append(Named(arm: arm, name: own))
            }
            own.append(
                NetworkContrast(
                    study: group, treatment: first, comparator: second, estimate: comparison.effect.estimate,
                    standardError: comparison.effect.variance.squareRoot()))
        }
        guard !own.isEmpty else { return }
        let names = Set(arms.map(\.name))
        guard own.allSatisfy({ $0.treatment != $0.comparator }) else {
            return leaveOut(
                comparisons.map(\.arm), "same-node", "It compares '\(own[0].treatment)' with itself here.")
        }
        let pairs = Set(own.map { [$0.treatment, $0.comparator].sorted() })
        guard pairs.count == own.count, own.count == names.count * (names.count - 1) / 2 else {
            return leaveOut(
                comparisons.map(\.arm), "incomplete-comparisons",
                "\(names.count) arms need \(names.count * (names.count - 1) / 2) published comparisons, one a pair; there are \(own.count). Give the arms' own numbers."
            )
        }
        contrasts += own
        studies.append((group, arms))
        published[group] = comparisons
    }

    /// Turns each comparison so that the name that stands first in an order is measured against the other one.
    ///
    /// - Parameter order: The names.
    mutating func orient(_ order: [String]) {
        let place = Dictionary(order.enumerated().map { ($1, $0) }) { first, _ in first }
        contrasts = contrasts.map { contrast in
            guard place[contrast.treatment] ?? 0 > place[contrast.comparator] ?? 0 else { return contrast }
            return NetworkContrast(
                study: contrast.study, treatment: contrast.comparator, comparator: contrast.treatment,
                estimate: -contrast.estimate, standardError: contrast.standardError)
        }
    }

    /// Leaves out a study that cannot be used after all.
    ///
    /// - Parameters:
    ///   - group: The study.
    ///   - code: A stable word.
    ///   - reason: Why, in one sentence.
    mutating func remove(_ group: String, _ code: String, _ reason: String) {
        for study in studies where study.group == group { leaveOut(study.arms.map(\.arm), code, reason) }
        studies.removeAll { $0.group == group }
        contrasts.removeAll { $0.study == group }
    }
}

extension ReportedGroup {
    /// The numbers as an arm of a network; nil where there are none, or they are not possible.
    var summary: NetworkArmSummary? {
        if let mean, let sd = standardDeviation, let total {
            return mean.isFinite && sd > 0 && sd.isFinite && total > 1
                ? .mean(mean, standardDeviation: sd, total: total) : nil
        }
        if let events, let time = personTime {
            return events >= 0 && time > 0 ? .rate(events, time: time) : nil
        }
        if let events, let total {
            return events >= 0 && total > 0 && events <= total ? .events(events, total: total) : nil
        }
        return nil
    }
}

extension ArmContrasts {
    /// The comparisons as rows of a result, in the order of `contrasts`.
    ///
    /// - Parameters:
    ///   - measure: The effect measure.
    ///   - level: The confidence level.
    func rows(_ measure: AnyEffectMeasure, level: Double) -> [StudyResult] {
        let byGroup = Dictionary(studies.map { ($0.group, $0.arms) }) { first, _ in first }
        let half = NormalDistribution.standard.upperQuantile((1 - level) / 2)
        return contrasts.map { contrast in
            let arms = byGroup[contrast.study] ?? []
            let sides = [contrast.treatment, contrast.comparator].map { side in arms.filter { $0.name == side } }
            let limits = ConfidenceLimits(
                lower: contrast.estimate - half * contrast.standardError,
                upper: contrast.estimate + half * contrast.standardError)
            let first = arms.first?.arm
            let used = sides.flatMap(\.self).map(\.arm)
            let printed = published[contrast.study] ?? []
            var row = StudyResult(
                study: first?.study ?? contrast.study,
                label: "\(first?.studyName ?? contrast.study): \(contrast.treatment) v \(contrast.comparator)",
                year: first?.year,
                groups: printed.isEmpty ? zip(sides, [contrast.treatment, contrast.comparator]).map(Self.group) : [],
                effect: (contrast.estimate, contrast.standardError * contrast.standardError, limits),
                natural: NaturalEffect(contrast.estimate, limits, scale: measure.scale), weight: nil,
                properties: Self.shared(sides.first ?? []),
                sources: used.flatMap(\.sources), notes: used.flatMap(\.notes))
            let months = Set(used.map(\.months))
            row.months = months.count == 1 ? months.first ?? nil : nil
            let totals = arms.compactMap(\.arm.numbers.total)
            if arms.count > 2, totals.count == arms.count { row.persons = totals.reduce(0, +) }
            return row
        }
    }

    private static func group(_ arms: [Named], _ name: String) -> GroupResult {
        func sum(_ value: (ReportedGroup) -> Double?) -> Double? {
            let known = arms.compactMap { value($0.arm.numbers) }
            return known.count == arms.count && !known.isEmpty ? known.reduce(0, +) : nil
        }
        var whole = arms.first?.arm.numbers.summary
        for arm in arms.dropFirst() {
            whole = whole.flatMap { sum in arm.arm.numbers.summary.flatMap { sum.joined($0) } }
        }
        var (mean, deviation): (Double?, Double?) = (nil, nil)
        if case .mean(let value, let spread, _) = whole { (mean, deviation) = (value, spread) }
        return GroupResult(
            label: name, total: sum(\.total), events: sum(\.events), mean: mean, standardDeviation: deviation,
            personYears: sum(\.personTime))
    }

    /// The properties that the arms share; `several` where they differ.
    private static func shared(_ arms: [Named]) -> [String: String] {
        var values: [String: String] = [:]
        for arm in arms {
            for (name, value) in arm.arm.properties {
                values[name] = values[name].map { $0 == value ? value : StudyProperty.several } ?? value
            }
        }
        return values
    }
}
