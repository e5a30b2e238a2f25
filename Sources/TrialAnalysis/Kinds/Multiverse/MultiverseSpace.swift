import TrialEvidence
import TrialResults
import TrialStatistics

/// All sets of choices of a question, in their order.
struct MultiverseSpace {
    /// Rows that are left out.
    struct Exclusion: Equatable {
        /// The word for it, or the study's id.
        let code: String
        /// What people call it.
        let title: String
        /// The studies.
        let studies: Set<String>
        /// Whether it stands for one study of several that are left out in turn.
        var isOneOfEach = false
    }

    /// One set of choices: positions in the lists of the space.
    struct Specification: Equatable {
        let arranged: Int
        let exclusion: Int
        let model: Int
        /// Nil for a common effect.
        let estimator: Int?
        let interval: Int
    }

    let evidence: MultiverseEvidence
    /// What people call the measures.
    let measureNames: [String]
    private(set) var exclusions: [Exclusion]
    let models: [EffectModel]
    let estimators: [any HeterogeneityEstimator]
    let intervals: [any IntervalMethod]
    /// The positions of the intervals of each model.
    private let intervalsOfModel: [EffectModel: [Int]]
    private(set) var remarks: [MethodWarning]

    /// Lays the choices out.
    ///
    /// - Throws: `AnalysisError` where a name is not known, or there are more specifications than the plan allows.
    init(
        _ question: PlannedQuestion<MultiverseOptions>, _ evidence: MultiverseEvidence, by context: RunContext
    ) throws(AnalysisError) {
        let (options, methods) = (question.options, context.catalogue.methods)
        self.evidence = evidence
        remarks = evidence.remarks
        var names: [String] = []
        for code in evidence.measures {
            names.append(MeasureReference(try context.catalogue.measure(code)).naturalName)
        }
        measureNames = names
        let own = question.specification.methods.model ?? .random
        // One study is pooled with nothing: every method gives its own result.
        let isPooled = evidence.arranged.compactMap(\.set).contains { $0.studies > 1 }
        if !isPooled {
            remarks.append(.varyingNothing("model, heterogeneity, interval", "one study is pooled with none"))
        }
        models = ([own] + (!isPooled ? [] : options.isComplete ? EffectModel.allCases : options.models)).once
        func pooling(_ model: EffectModel) throws(AnalysisError) -> PoolingModel {
            var request = question.specification.methods
            request.model = model
            return try context.resolved(request).pooling
        }
        let random = try pooling(.random)
        let usual: [any HeterogeneityEstimator] =
            !isPooled
            ? []
            : options.isComplete
                ? [RestrictedMaximumLikelihood(), PauleMandel(), DerSimonianLaird()]
                : methods.estimators.filter { options.estimators.contains($0.code) }
        let allEstimators = [random.heterogeneity].compactMap(\.self) + usual
        estimators = models.contains(.random) ? allEstimators.once(by: \.code) : []
        let named: [any IntervalMethod] =
            !isPooled
            ? []
            : options.isComplete
                ? [NormalInterval(), HartungKnapp(), HartungKnapp.guarded]
                : methods.intervals.filter { options.intervals.contains($0.code) }
        var (list, positions): ([any IntervalMethod], [EffectModel: [Int]]) = ([], [:])
        for model in models {
            // Weights of a common effect are known, so an interval that estimates their scatter is no choice for it.
            let given: [any IntervalMethod] = [try pooling(model).interval] + (model == .random ? named : [])
            list = (list + given).once(by: \.code)
            positions[model] = given.once(by: \.code).compactMap { method in
                list.firstIndex { $0.code == method.code }
            }
        }
        (intervals, intervalsOfModel) = (list, positions)
        exclusions = [Exclusion(code: "none", title: "all studies", studies: [])]
        addExclusions(options)
        try bound(options)
    }

    // MARK: - Exclusions

    /// Adds what is left out, each set of studies once.
    private mutating func addExclusions(_ options: MultiverseOptions) {
        let contrasts = evidence.arranged.compactMap(\.set).flatMap(\.contrasts)
        var studies: [(id: String, name: String, bias: String?)] = []
        for contrast in contrasts.once(by: \.study) {
            let bias = contrast.properties[StudyProperty.riskOfBias.rawValue]
            studies.append((contrast.study, contrast.studyName.isEmpty ? contrast.study : contrast.studyName, bias))
        }
        let high = [BiasJudgement.high, .serious, .critical, .veryHigh].map {
            StudyProperty.words($0.rawValue)
        }
        let low = StudyProperty.words(BiasJudgement.low.rawValue)
        let usual = MultiverseOptions.exclusionWords.map(\.exclusion)
        for exclusion in options.isComplete ? usual : options.exclusions {
            switch exclusion {
            case .eachStudy:
                guard studies.count > 2 else {
                    note(options, "each-study", "with fewer than three studies none can be left out in turn")
                    continue
                }
                for study in studies {
                    exclusions.append(
                        Exclusion(
                            code: study.id, title: "without \(study.name)", studies: [study.id], isOneOfEach: true))
                }
            case .highRisk:
                let judged = studies.filter { $0.bias.map(high.contains) ?? false }.map(\.id)
                add(
                    Exclusion(
                        code: "high-risk-of-bias", title: "without studies at high risk of bias", studies: Set(judged)),
                    of: studies.count, options)
            case .notLowRisk:
                // Without any judgement nothing is known to be left out.
                let isJudged = studies.contains { $0.bias != nil }
                let others = isJudged ? studies.filter { $0.bias != low }.map(\.id) : []
                add(
                    Exclusion(
                        code: "not-low-risk-of-bias", title: "only studies at low risk of bias", studies: Set(others)),
                    of: studies.count, options)
            case .studies(let ids, let name):
                let present = ids.filter { id in studies.contains { $0.id == id } }
                add(
                    Exclusion(
                        code: ids.joined(separator: ", "), title: "without \(name)", studies: Set(present)),
                    of: studies.count, options)
            }
        }
    }

    private mutating func add(_ exclusion: Exclusion, of studies: Int, _ options: MultiverseOptions) {
        if exclusion.studies.isEmpty {
            note(options, exclusion.code, "no study with a row is left out by it")
        } else if exclusion.studies.count == studies {
            note(options, exclusion.code, "it leaves no study")
        } else if let same = exclusions.firstIndex(where: { $0.studies == exclusion.studies }) {
            note(options, exclusion.code, "it leaves out the same as ‘\(exclusions[same].title)’")
        } else {
            exclusions.append(exclusion)
        }
    }

    private mutating func note(_ options: MultiverseOptions, _ code: String, _ reason: String) {
        guard !options.isComplete else { return }
        remarks.append(.varyingNothing("without: \(code)", reason))
    }

    // MARK: - Specifications

    /// How many there are.
    var count: Int {
        let methods = models.reduce(0) { sum, model in
            sum + (intervalsOfModel[model]?.count ?? 0) * (model == .random ? estimators.count : 1)
        }
        return evidence.arranged.count * exclusions.count * methods
    }

    /// Leaves studies out in turn only where there is room for it.
    private mutating func bound(_ options: MultiverseOptions) throws(AnalysisError) {
        if options.isComplete, count > options.most, exclusions.contains(where: \.isOneOfEach) {
            let all = count
            exclusions.removeAll(where: \.isOneOfEach)
            remarks.append(
                MethodWarning(
                    code: "not-varied",
                    message:
                        "Studies are not left out in turn: that would make \(all) specifications, more than \(options.most); raise 'most-specifications' for them."
                ))
        }
        guard count <= options.most else {
            throw AnalysisError(
                .invalidPlan,
                "its choices make \(count) specifications, more than \(options.most); name fewer under 'vary' or raise 'most-specifications'"
            )
        }
    }

    /// Whether every choice is the plan's own.
    func isPlanned(_ specification: Specification) -> Bool {
        specification.arranged == 0 && specification.exclusion == 0 && specification.model == 0
            && (specification.estimator ?? 0) == 0
            && specification.interval == intervalsOfModel[models[0]]?.first
    }

    /// All of them, the plan's own first.
    var specifications: [Specification] {
        var list: [Specification] = []
        list.reserveCapacity(count)
        for arranged in evidence.arranged.indices {
            for exclusion in exclusions.indices {
                for (model, kind) in models.enumerated() {
                    let estimators = kind == .random ? self.estimators.indices.map { Optional($0) } : [nil]
                    for estimator in estimators {
                        for interval in intervalsOfModel[kind] ?? [] {
                            list.append(
                                Specification(
                                    arranged: arranged, exclusion: exclusion, model: model, estimator: estimator,
                                    interval: interval))
                        }
                    }
                }
            }
        }
        return list
    }
}
