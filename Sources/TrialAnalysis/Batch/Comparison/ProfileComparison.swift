import TrialResults
import TrialStatistics

/// What a change of the method profile does to a plan: which numbers move, and which choice moves them.
///
/// Each analysis is pooled under both profiles and, for the cause, under the first profile with one choice of the second
/// at a time. Choices that a plan makes itself hold under both.
public struct ProfileComparison: Sendable, Codable, Equatable {
    /// A choice in which the profiles differ.
    public struct Change: Sendable, Codable, Equatable {
        /// What is chosen, such as `estimator of τ²`.
        public let choice: String
        /// What the first profile chooses.
        public let first: String
        /// What the second profile chooses.
        public let second: String
    }

    /// A number that moves.
    public struct Shift: Sendable, Codable, Equatable {
        /// The number, such as `upper limit`, on the natural scale where it has one.
        public let number: String
        /// Its value under the first profile; nil where it has none.
        public let first: Double?
        /// Its value under the second profile.
        public let second: Double?
        /// The choices that move it by themselves; all that differ where only several together do.
        public let because: [String]
    }

    /// One analysis of the plan.
    public struct Analysis: Sendable, Codable, Equatable {
        /// The analysis' id.
        public let id: String
        /// Its title.
        public let title: String
        /// Number of rows pooled.
        public let rows: Int
        /// The numbers that move; empty where all stay.
        public let shifts: [Shift]
    }

    /// The first profile's name.
    public let first: String
    /// The second profile's name.
    public let second: String
    /// The choices in which they differ.
    public let changes: [Change]
    /// The plan's analyses.
    public let analyses: [Analysis]

    /// How much a number must move, relative to its size, to be listed: below, only rounding differs.
    static let least = 1e-9

    /// Compares two profiles over a plan's main analyses.
    ///
    /// - Throws: `AnalysisError` where the plan cannot be run.
    public init(
        _ first: MethodProfile, _ second: MethodProfile, plan: AnalysisPlan, datasets: [String: LoadedDataset],
        catalogue: AnalysisCatalogue = .standard
    ) throws(AnalysisError) {
        self.first = first.name
        self.second = second.name
        let choices = ProfileChoice.all.filter { $0.word(first) != $0.word(second) }
        changes = choices.map { Change(choice: $0.name, first: $0.word(first), second: $0.word(second)) }
        var analyses: [Analysis] = []
        for specification in plan.analyses {
            let measure = try catalogue.measure(specification.measure)
            let rows = try EvidenceLibrary(datasets).contrasts(
                specification.outcome, measure, rules: specification.rules, methods: specification.methods)
            func numbers(_ profile: MethodProfile) throws(AnalysisError) -> [String: Double] {
                try ProfileNumbers(specification, rows, measure, profile, seed: plan.seed).values
            }
            let (a, b) = (try numbers(first), try numbers(second))
            var alone: [(name: String, values: [String: Double])] = []
            for choice in choices { alone.append((choice.name, try numbers(choice.applied(second, first)))) }
            let shifts = ProfileNumbers.names.compactMap { name -> Shift? in
                guard Self.moved(a[name], b[name]) else { return nil }
                let causes = alone.filter { Self.moved(a[name], $0.values[name]) }.map(\.name)
                return Shift(
                    number: name, first: a[name], second: b[name],
                    because: causes.isEmpty ? choices.map(\.name) : causes)
            }
            analyses.append(
                Analysis(
                    id: specification.id, title: specification.title, rows: rows.contrasts.count,
                    shifts: shifts))
        }
        self.analyses = analyses
    }

    private static func moved(_ a: Double?, _ b: Double?) -> Bool {
        guard let a, let b else { return (a == nil) != (b == nil) }
        return a != b && !(abs(a - b) <= least * max(abs(a), abs(b)))
    }
}

/// One choice of a profile, by itself.
private struct ProfileChoice {
    let name: String
    /// What a profile chooses, as a word.
    let word: (MethodProfile) -> String
    /// The second profile with this choice of the first.
    let applied: (_ from: MethodProfile, _ to: MethodProfile) -> MethodProfile

    static var all: [ProfileChoice] {
        [
            model("estimator of τ²", { $0.heterogeneity?.code ?? "none" }) { $0.heterogeneity = $1.heterogeneity },
            model("interval of τ²", { $0.heterogeneityInterval?.code ?? "none" }) {
                $0.heterogeneityInterval = $1.heterogeneityInterval
            },
            model("interval", { $0.interval.code }) { $0.interval = $1.interval },
            model("prediction interval", { $0.prediction?.code ?? "none" }) { $0.prediction = $1.prediction },
            model("fewest studies for prediction", { "\($0.fewestStudiesForPrediction)" }) {
                $0.fewestStudiesForPrediction = $1.fewestStudiesForPrediction
            },
            model("level", { "\($0.level)" }) { $0.level = $1.level },
            ProfileChoice(
                name: "interval of a common effect", word: { $0.commonEffect.interval.code },
                applied: { copy($1, commonEffect: $0.commonEffect) }),
            ProfileChoice(
                name: "prediction beside another interval", word: { $0.predictionRule.rawValue },
                applied: { from, to in
                    var changed = to
                    changed.predictionRule = from.predictionRule
                    return changed
                }),
            ProfileChoice(
                name: "pooling of 2 × 2 tables", word: { $0.comparisons?.code ?? "inverse variance" },
                applied: { copy($1, tablesOf: $0) }),
            ProfileChoice(
                name: "definition of I²", word: { $0.iSquared.rawValue }, applied: { copy($1, iSquared: $0.iSquared) }),
        ]
    }

    private static func model(
        _ name: String, _ word: @escaping (PoolingModel) -> String,
        _ change: @escaping (inout PoolingModel, PoolingModel) -> Void
    ) -> ProfileChoice {
        ProfileChoice(name: name, word: { word($0.randomEffects) }) { from, to in
            var model = to.randomEffects
            change(&model, from.randomEffects)
            return copy(to, randomEffects: model)
        }
    }

    private static func copy(
        _ profile: MethodProfile, randomEffects: PoolingModel? = nil, commonEffect: PoolingModel? = nil,
        iSquared: ISquaredDefinition? = nil, tablesOf other: MethodProfile? = nil
    ) -> MethodProfile {
        var changed = MethodProfile(
            name: profile.name, rationale: profile.rationale, randomEffects: randomEffects ?? profile.randomEffects,
            commonEffect: commonEffect ?? profile.commonEffect, iSquared: iSquared ?? profile.iSquared,
            comparisons: (other ?? profile).comparisons)
        changed.predictionRule = profile.predictionRule
        return changed
    }
}

/// The numbers of one analysis under one profile.
private struct ProfileNumbers {
    static let names = [
        "pooled effect", "lower limit", "upper limit", "p-value", "lower prediction limit", "upper prediction limit",
        "τ²", "lower limit of τ²", "upper limit of τ²", "I²",
    ]
    let values: [String: Double]

    init(
        _ specification: AnalysisSpecification, _ set: ContrastSet, _ measure: AnyEffectMeasure,
        _ profile: MethodProfile, seed: UInt64
    ) throws(AnalysisError) {
        let method = try specification.methods.resolved(for: profile, seed: seed)
        let pooling = ContrastPooling(method, measure: measure, rows: set)
        guard let pooled = try pooling.pool(set, Array(set.contrasts.indices))?.result else {
            values = [:]
            return
        }
        let h = pooled.fit.heterogeneity
        let found: [String: Double?] = [
            "pooled effect": pooled.natural.estimate, "lower limit": pooled.natural.lower,
            "upper limit": pooled.natural.upper, "p-value": pooled.fit.pooled.pValue,
            "lower prediction limit": pooled.naturalPrediction?.lower,
            "upper prediction limit": pooled.naturalPrediction?.upper, "τ²": h.tau2,
            "lower limit of τ²": h.tau2Limits?.lower, "upper limit of τ²": h.tau2Limits?.upper,
            "I²": h.iSquared,
        ]
        values = found.compactMapValues { $0 }
    }
}
