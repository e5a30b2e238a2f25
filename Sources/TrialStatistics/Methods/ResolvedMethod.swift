/// A request whose names have become methods.
public final class ResolvedMethod: Sendable {
    /// The choices that turn estimates into a pooled effect.
    public let pooling: PoolingModel
    /// The profile in force.
    public let profile: MethodProfile
    /// The methods, as they hold for estimates that are pooled by inverse variance; what the rows change enters later.
    public let record: MethodRecord
    /// What was asked.
    public let request: MethodRequest
    /// Options given that the model in force has no use for.
    public let ignored: [MethodKey]

    fileprivate init(
        pooling: PoolingModel, profile: MethodProfile, record: MethodRecord, request: MethodRequest,
        ignored: [MethodKey]
    ) {
        self.pooling = pooling
        self.profile = profile
        self.record = record
        self.request = request
        self.ignored = ignored
    }

    /// The options without a use, each by name, with the code `ignored-option`.
    public var warnings: [MethodWarning] { ignored.map(MethodWarning.ignored) }

    /// The same, without options that another question, from which this one is derived, gives in the same words.
    public func warnings(besides other: MethodRequest) -> [MethodWarning] {
        ignored.filter { request.text(of: $0) != other.text(of: $0) }.map(MethodWarning.ignored)
    }
}

extension MethodRequest {
    /// The methods that this request names, over those of a profile.
    ///
    /// A profile that the request names itself holds in place of `profile`. An option that the chosen model ignores is
    /// not refused, because a question may inherit it, but named in a warning with the code `ignored-option`.
    ///
    /// - Parameters:
    ///   - profile: The profile where the request names none.
    ///   - methods: The methods that can be named.
    ///   - seed: The seed of methods that draw at random; nil leaves them their own.
    /// - Throws: `StatisticsError` with `field` for a name that is not known or a level outside 0…1.
    public func resolved(
        by profile: MethodProfile, methods: MethodRegistry = .standard, seed: UInt64? = nil
    ) throws(StatisticsError) -> ResolvedMethod {
        var profile = profile
        if let name = self.profile {
            profile = try Self.known(name, "profile", methods.profiles.map { (word: $0.name, value: $0) })
        }
        let plain = model == .common ? profile.commonEffect : profile.randomEffects
        var pooling = plain
        try choose(&pooling, profile, methods)
        if let random = pooling.prediction as? any RandomisedPrediction, let seed {
            pooling.prediction = random.seeded(seed)
        }
        if let level {
            guard level > 0, level < 1 else {
                throw StatisticsError(
                    .impossibleData, "the level must lie between 0 and 1, such as 0.95", field: "level")
            }
            pooling.level = level
        }
        pooling.testedCoefficients = testedCoefficients ?? pooling.testedCoefficients
        let ignored = pooling.heterogeneity == nil ? keysOfRandomEffects : []
        var record = MethodRecord(pooling, profile: profile)
        record.varianceType = varianceType
        record.overrides = overrides(plain).filter { !ignored.contains($0.key) }
        return ResolvedMethod(
            pooling: pooling, profile: profile, record: record, request: self, ignored: ignored)
    }

    /// Puts the named methods in place of the profile's.
    private func choose(
        _ pooling: inout PoolingModel, _ profile: MethodProfile, _ methods: MethodRegistry
    ) throws(StatisticsError) {
        if let code = heterogeneity {
            let named = try Self.known(code, "heterogeneity", methods.estimators.map { (word: $0.code, value: $0) })
            if pooling.heterogeneity != nil { pooling.heterogeneity = named }
        }
        if let code = interval {
            pooling.interval = try Self.known(code, "interval", methods.intervals.map { (word: $0.code, value: $0) })
            if profile.predictionRule == .suitsInterval {
                pooling.prediction = pooling.prediction.map { _ in PredictionRule.suiting(pooling.interval) }
            }
        }
        if let code = prediction {
            pooling.prediction = try Self.known(
                code, "prediction", methods.predictions.map { (word: $0.code, value: $0) })
        }
        if let code = heterogeneityInterval {
            let choices = methods.heterogeneityIntervals.map { (word: $0.code, value: $0) }
            pooling.heterogeneityInterval = try Self.known(code, "heterogeneityInterval", choices)
                .interval(beside: pooling.heterogeneity)
        }
        if pooling.heterogeneity != nil, let tau2 { pooling.givenTau2 = tau2 }
    }

    private static func known<Value>(
        _ word: String, _ field: String, _ known: [(word: String, value: Value)]
    ) throws(StatisticsError) -> Value {
        if let found = known.first(where: { $0.word == word }) { return found.value }
        throw StatisticsError(
            .unsupported, "'\(word.prefix(40))' is not known; known: \(known.map(\.word).joined(separator: ", "))",
            field: field)
    }

    /// The options given that only random effects have a use for.
    private var keysOfRandomEffects: [MethodKey] {
        [MethodKey.heterogeneity, .heterogeneityInterval, .prediction, .tau2].filter { text(of: $0) != nil }
    }

    /// What the request chose that is not the profile's own.
    private func overrides(_ plain: PoolingModel) -> [MethodOverride] {
        let own: [MethodKey: String?] = [
            .model: EffectModel.random.rawValue, .heterogeneity: plain.heterogeneity?.code,
            .heterogeneityInterval: plain.heterogeneityInterval?.code, .interval: plain.interval.code,
            .prediction: plain.prediction?.code, .level: "\(plain.level)",
        ]
        return MethodKey.allCases.compactMap { key in
            guard let value = text(of: key), value != own[key] ?? nil else { return nil }
            return MethodOverride(key: key, value: value)
        }
    }
}

extension MethodRequest {
    /// What the request says of a choice, as text; nil where it leaves it open.
    public func text(of key: MethodKey) -> String? {
        switch key {
        case .model: model?.rawValue
        case .heterogeneity: heterogeneity
        case .heterogeneityInterval: heterogeneityInterval
        case .interval: interval
        case .prediction: prediction
        case .level: level.map { "\($0)" }
        case .tau2: tau2.map { "\($0)" }
        case .zeroCells: zeroCells.map { rule in (rule.add.map { "\($0) " } ?? "") + rule.to.rawValue }
        case .varianceType: varianceType?.rawValue
        case .testedCoefficients: testedCoefficients.map { $0.map(String.init).joined(separator: ", ") }
        }
    }
}

extension MethodRecord {
    /// The record of a model that pools estimates by inverse variance.
    public init(_ pooling: PoolingModel, profile: MethodProfile) {
        let isRandom = pooling.heterogeneity != nil
        let random = isRandom ? pooling.prediction as? any RandomisedPrediction : nil
        self.init(
            profile: profile.name, model: pooling.effectModel,
            estimator: pooling.givenTau2 == nil ? pooling.heterogeneity.map { NamedMethod($0) } : nil,
            tau2Interval: isRandom ? pooling.heterogeneityInterval.map { NamedMethod($0) } : nil,
            interval: NamedMethod(pooling.interval),
            prediction: isRandom ? pooling.prediction.map { NamedMethod($0) } : nil, comparison: .inverseVariance,
            iSquared: profile.iSquared, level: pooling.level, givenTau2: isRandom ? pooling.givenTau2 : nil,
            seed: random?.seed, overrides: [])
    }
}

extension MethodWarning {
    /// An option that a common-effect model has no use for.
    static func ignored(_ key: MethodKey) -> MethodWarning {
        MethodWarning(
            code: "ignored-option",
            message:
                "'\(key.rawValue)' has no effect beside 'model: common', which has no τ²; remove it or ask for random effects."
        )
    }
}
