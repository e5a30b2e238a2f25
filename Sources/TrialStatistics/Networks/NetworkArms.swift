import Glibc

/// The numbers of one arm of a network.
public enum NetworkArmSummary: Sendable, Equatable {
    /// Events among participants.
    case events(Double, total: Double)
    /// Mean and standard deviation of participants.
    case mean(Double, standardDeviation: Double, total: Double)
    /// Events in person-time.
    case rate(Double, time: Double)
}

/// One arm of one study.
public struct NetworkArm: Sendable, Equatable {
    /// The study's name.
    public let study: String
    /// What the arm received.
    public let treatment: String
    /// Its numbers.
    public let summary: NetworkArmSummary

    /// Creates an arm; it is checked where comparisons are made of it.
    public init(study: String, treatment: String, summary: NetworkArmSummary) {
        self.study = study
        self.treatment = treatment
        self.summary = summary
    }
}

/// Comparisons made of arms, with the studies that give none.
public struct NetworkPairs: Sendable {
    /// Each pair of arms of a study, in the order of its arms.
    public let contrasts: [NetworkContrast]
    /// Studies left out, and why.
    public let exclusions: [NetworkExclusion]

    /// Compares all arms of each study.
    ///
    /// The variance of a difference is the sum of the arms' own, so that multi-arm studies are exact. Where an arm has a zero
    /// cell, `increment` is added to all cells of its study. Studies with one arm, or without an event (or with events only) in
    /// every arm of a ratio, are left out and named; arms of one treatment within a study are joined.
    ///
    /// - Throws: `StatisticsError` for numbers that are not possible, or that the measure does not take.
    public init(
        _ arms: [NetworkArm], measure: NetworkMeasure, increment: Double = 0.5
    ) throws(StatisticsError) {
        var order: [String] = []
        var groups: [String: [NetworkArm]] = [:]
        for (row, arm) in arms.enumerated() {
            try Self.check(arm, row)
            if groups[arm.study] == nil { order.append(arm.study) }
            groups[arm.study, default: []].append(arm)
        }
        var contrasts: [NetworkContrast] = []
        var exclusions: [NetworkExclusion] = []
        for name in order {
            let members = groups[name] ?? []
            switch Self.usable(members, name) {
            case .failure(let refusal): exclusions.append(refusal.exclusion)
            case .success(let joined):
                let study = try NetworkArmValues(joined, measure: measure, increment: increment)
                if let reason = study.reason {
                    exclusions.append(NetworkExclusion(code: "no-information", study: name, message: reason))
                } else {
                    contrasts += study.contrasts
                }
            }
        }
        self.contrasts = contrasts
        self.exclusions = exclusions
    }

    private struct Refusal: Error { let exclusion: NetworkExclusion }

    private static func usable(_ arms: [NetworkArm], _ name: String) -> Result<[NetworkArm], Refusal> {
        func refuse(_ code: String, _ message: String) -> Result<[NetworkArm], Refusal> {
            .failure(Refusal(exclusion: NetworkExclusion(code: code, study: name, message: message)))
        }
        guard arms.count > 1 else {
            return refuse("one-arm", "Only the arm '\(arms[0].treatment)' is given; a comparison needs two.")
        }
        var joined: [NetworkArm] = []
        for arm in arms {
            if let place = joined.firstIndex(where: { $0.treatment == arm.treatment }) {
                guard let both = joined[place].summary.joined(arm.summary) else {
                    return refuse("same-node", "Two arms of '\(arm.treatment)' have numbers of different kinds.")
                }
                joined[place] = NetworkArm(study: name, treatment: arm.treatment, summary: both)
            } else {
                joined.append(arm)
            }
        }
        guard joined.count > 1 else {
            return refuse("same-node", "All its arms are '\(arms[0].treatment)', which only meets itself here.")
        }
        return .success(joined)
    }

    private static func check(_ arm: NetworkArm, _ row: Int) throws(StatisticsError) {
        let isPossible: Bool =
            switch arm.summary {
            case .events(let e, let n): e >= 0 && n > 0 && e <= n && n.isFinite
            case .mean(let m, let s, let n): m.isFinite && s > 0 && s.isFinite && n > 1 && n.isFinite
            case .rate(let e, let t): e >= 0 && e.isFinite && t > 0 && t.isFinite
            }
        guard isPossible else {
            throw StatisticsError(
                .impossibleData, "the arm '\(arm.treatment)' of '\(arm.study)' has numbers that are not possible",
                study: row + 1)
        }
    }
}

extension NetworkArmSummary {
    /// Two groups as one; nil where they are of different kinds.
    ///
    /// - Parameter other: The other group.
    public func joined(_ other: NetworkArmSummary) -> NetworkArmSummary? {
        switch (self, other) {
        case (.events(let a, let m), .events(let b, let n)): return .events(a + b, total: m + n)
        case (.rate(let a, let s), .rate(let b, let t)): return .rate(a + b, time: s + t)
        case (.mean(let a, let s, let m), .mean(let b, let t, let n)):
            let mean = (m * a + n * b) / (m + n)
            let squares = (m - 1) * s * s + (n - 1) * t * t + m * n / (m + n) * (a - b) * (a - b)
            return .mean(mean, standardDeviation: (squares / (m + n - 1)).squareRoot(), total: m + n)
        default: return nil
        }
    }
}

/// The arms of one study on the scale of analysis.
struct NetworkArmValues {
    private(set) var contrasts: [NetworkContrast] = []
    /// Why the study says nothing; nil where it does.
    private(set) var reason: String?

    init(_ arms: [NetworkArm], measure: NetworkMeasure, increment: Double) throws(StatisticsError) {
        if measure == .smd {
            try standardise(arms)
            return
        }
        let events = arms.compactMap { arm -> (Double, Double)? in
            if case .events(let e, let n) = arm.summary { (e, n) } else { nil }
        }
        if events.count == arms.count, measure != .rd {
            if events.allSatisfy({ $0.0 == 0 }) { reason = "No arm had an event, which says nothing of a ratio." }
            if events.allSatisfy({ $0.0 == $0.1 }) { reason = "Everybody had the event in every arm." }
        }
        let rates = arms.compactMap { arm -> Double? in if case .rate(let e, _) = arm.summary { e } else { nil } }
        if rates.count == arms.count, measure == .irr, rates.allSatisfy({ $0 == 0 }) {
            reason = "No arm had an event, which says nothing of a ratio."
        }
        if reason != nil { return }
        let hasZero = events.contains { $0.0 == 0 || $0.0 == $0.1 } || (rates.contains(0))
        var values: [(value: Double, variance: Double)] = []
        for arm in arms { values.append(try Self.value(arm, measure, hasZero ? increment : 0)) }
        for i in arms.indices {
            for j in arms.indices where j > i {
                contrasts.append(
                    NetworkContrast(
                        study: arms[i].study, treatment: arms[i].treatment, comparator: arms[j].treatment,
                        estimate: values[i].value - values[j].value,
                        standardError: (values[i].variance + values[j].variance).squareRoot()))
            }
        }
    }

    private static func value(
        _ arm: NetworkArm, _ measure: NetworkMeasure, _ added: Double
    ) throws(StatisticsError) -> (value: Double, variance: Double) {
        switch (arm.summary, measure) {
        case (.events(let e, let n), .or):
            let (a, b) = (e + added, n - e + added)
            return (log(a / b), 1 / a + 1 / b)
        case (.events(let e, let n), .rr):
            let (a, m) = (e + added, n + 2 * added)
            return (log(a / m), 1 / a - 1 / m)
        case (.events(let e, let n), .rd):
            let (a, m) = (e + added, n + 2 * added)
            return (e / n, a * (m - a) / (m * m * m))
        case (.mean(let m, let s, let n), .md): return (m, s * s / n)
        case (.mean(let m, let s, let n), .rom):
            guard m > 0 else {
                throw StatisticsError(
                    .impossibleData, "a ratio of means needs positive ones; '\(arm.study)' has \(m)", field: "mean")
            }
            return (log(m), s * s / (n * m * m))
        case (.rate(let e, let t), .irr): return (log((e + added) / t), 1 / (e + added))
        case (.rate(let e, let t), .ird): return (e / t, max(e, added) / (t * t))
        default:
            throw StatisticsError(
                .unsupported,
                "the measure \(measure.rawValue) does not take the numbers of the arm '\(arm.treatment)' of '\(arm.study)'",
                field: "measure")
        }
    }

    /// Hedges' g by the deviation pooled over all arms.
    private mutating func standardise(_ arms: [NetworkArm]) throws(StatisticsError) {
        var groups: [(mean: Double, squares: Double, total: Double)] = []
        for arm in arms {
            guard case .mean(let m, let s, let n) = arm.summary else {
                throw StatisticsError(
                    .unsupported, "the measure SMD needs means; the arm '\(arm.treatment)' of '\(arm.study)' has none",
                    field: "measure")
            }
            groups.append((m, (n - 1) * s * s, n))
        }
        let total = groups.reduce(0) { $0 + $1.total }
        let df = total - Double(arms.count)
        let deviation = (groups.reduce(0) { $0 + $1.squares } / df).squareRoot()
        let correction = exp(lgamma(df / 2) - lgamma((df - 1) / 2)) / (df / 2).squareRoot()
        for i in arms.indices {
            for j in arms.indices where j > i {
                let g = correction * (groups[i].mean - groups[j].mean) / deviation
                let variance = 1 / groups[i].total + 1 / groups[j].total + g * g / (2 * total)
                contrasts.append(
                    NetworkContrast(
                        study: arms[i].study, treatment: arms[i].treatment, comparator: arms[j].treatment, estimate: g,
                        standardError: variance.squareRoot()))
            }
        }
    }
}
