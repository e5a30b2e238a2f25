import TrialResults
import TrialStatistics

@testable import TrialReporting

/// Hand-made results of any size for the tests of the reporting module.
struct ResultBuilder: Sendable {
    static let riskRatio = MeasureReference(RiskRatio.descriptor)
    static let meanDifference = MeasureReference(MeanDifference.descriptor)
    static let logit = MeasureReference(LogitProportion.descriptor)

    var id = "worsened"
    var title = "Worsened disability at 6 months"
    var measure = ResultBuilder.riskRatio
    var method = MethodRecord(MethodProfiles.trialPool1.randomEffects, profile: MethodProfiles.trialPool1)
    var rows = 5
    var label: @Sendable (Int) -> String = { "Study \($0 + 1) 20\(10 + $0 % 15)" }
    var groupLabels = ["MSC", "Sham"]
    /// The groups of one subgroup analysis: name → rows.
    var groups: [(name: String, rows: [Int])] = []
    var excluded: [ExcludedRow] = []
    var beside = 0
    var warnings: [MethodWarning] = []
    var note: String?
    var document: String? = "10.1000/example"
    var favours: [String]? = ["favours MSC", "favours control"]
    var variance: @Sendable (Int) -> Double = { 0.05 + 0.04 * Double($0 % 7) }
    /// The events of every group; nil for a few.
    var events: Double?
    var spread = 0.4

    func estimate(_ row: Int) -> Double {
        -0.3 + spread * (Double((row * 37) % 11) / 5 - 1)
    }

    func fit(_ rows: [Int]) -> ModelFit {
        var model = PoolingModel(
            heterogeneity: RestrictedMaximumLikelihood(), interval: HartungKnapp(),
            prediction: PredictionInterval(.tStudiesMinusOne))
        model.fewestStudiesForPrediction = 3
        do {
            return try model.fit(LinearModel(estimates: rows.map(estimate), variances: rows.map(variance)))
        } catch {
            preconditionFailure("the builder made an impossible model: \(error)")
        }
    }

    func study(_ row: Int, weight: Double?) -> StudyResult {
        let half = 1.959964 * variance(row).squareRoot()
        let limits = ConfidenceLimits(lower: estimate(row) - half, upper: estimate(row) + half)
        return StudyResult(
            study: "Study\(row + 1)", label: label(row), year: 2010 + row % 15, groups: groupResults(row),
            effect: (estimate(row), variance(row), limits),
            natural: NaturalEffect(estimate(row), limits, scale: measure.scale), weight: weight,
            properties: ["route": row.isMultiple(of: 2) ? "intrathecal" : "intravenous"],
            sources: [
                SourceTrail(
                    place: "outcomes.csv:\(row + 2)", quantity: "events, n of MSC", location: "Table 3",
                    document: document, confidence: "primary", derivation: note)
            ],
            notes: [note].compactMap(\.self))
    }

    private func groupResults(_ row: Int) -> [GroupResult] {
        groupLabels.enumerated().map { index, name in
            measure.code == "MD"
                ? GroupResult(
                    label: name, total: Double(20 + row), mean: -0.41 + Double(index) * 0.3,
                    standardDeviation: 0.72)
                : GroupResult(label: name, total: Double(20 + row), events: events ?? Double(2 + row % 5 + index))
        }
    }

    /// The kind of the builder's answers: a comparison, or single groups where the measure has no value of no effect.
    var kind: String { measure.nullValue == nil ? "single-groups" : "pairwise" }

    /// The record with one pooled effect, or whatever other answer is given.
    func analysis(_ other: Answer? = nil) -> AnalysisRecord {
        let all = Array(0..<rows)
        let pooled = rows == 0 ? nil : PooledResult(fit(all), scale: measure.scale)
        var answer = PooledAnswer(pooled)
        answer.subgroups = subgroups()
        answer.beside = (0..<beside).map(besideResult)
        answer.sensitivity = sensitivity(pooled)
        return AnalysisRecord(
            id: id, title: title,
            question: AnalysisQuestion(
                outcome: "edss_worsened", measure: measure,
                comparison: NamedGroups(treatment: "MSC", control: measure.nullValue == nil ? nil : "control"),
                rules: ["window": "4 to 8 months"],
                better: .lower, favours: measure.nullValue == nil ? nil : favours),
            rows: (all.map { study($0, weight: pooled?.fit.weights[$0]) }, excluded), warnings: warnings,
            method: method,
            answer: other ?? Answer(kind: kind, answer))
    }

    private func subgroups() -> [SubgroupResult] {
        guard !groups.isEmpty else { return [] }
        return [
            SubgroupResult(
                property: "ms-type",
                groups: groups.map {
                    SubgroupMember(
                        name: $0.name, rows: $0.rows, pooled: PooledResult(fit($0.rows), scale: measure.scale))
                },
                betweenGroups: GroupTest(statistic: 1.44, degreesOfFreedom: groups.count - 1, pValue: 0.23),
                warnings: [])
        ]
    }

    private func sensitivity(_ pooled: PooledResult?) -> [SensitivityResult] {
        [SensitivityResult(change: "multi-arm: split-control", rows: rows, pooled: pooled, warnings: [])]
    }

    private func besideResult(_ index: Int) -> BesideResult {
        let pooled = PooledResult(fit([0, 1, 2]), scale: measure.scale)
        return BesideResult(
            title: "Placebo arms of older trials", rows: ([0, 1, 2].map { study($0, weight: 33) }, []), pooled: pooled,
            difference: pooled.fit.pooled,
            naturalDifference: NaturalEffect(-0.2, ConfidenceLimits(lower: -0.9, upper: 0.5), scale: .log),
            differenceName: "odds ratio")
    }

    func document(_ analyses: [AnalysisRecord]? = nil) -> ResultDocument {
        ResultDocument(
            engine: "1.2.3",
            plan: PlanReference(title: "MSC in MS", sha256: "ab12", profile: "trialpool-1", seed: 7),
            datasets: [
                DatasetReference(name: "msc-ms-trials", title: "MSC trials in MS", version: "1.0.0", identity: "cd34")
            ],
            analyses: analyses ?? [analysis()],
            published: [Self.published])
    }

    /// A risk ratio of a published review.
    static var published: PublishedResult {
        var result = PublishedResult(review: "Zhou2019", outcome: "edss_worsened", measure: "RR", source: "Figure 2")
        result.studies = 4
        (result.estimate, result.lower, result.upper) = (0.8, 0.5, 1.3)
        result.subgroup = "progressive"
        return result
    }
}

extension AnalysisRecord {
    /// Its own answer, which is one of a pooled effect, with another one in its place.
    var pooledAnswer: PooledAnswer {
        get {
            guard let pooled = answer.value as? PooledAnswer else {
                preconditionFailure("the answer is no pooled effect")
            }
            return pooled
        }
        set { answer = Answer(kind: answer.kind, newValue) }
    }

    var pooled: PooledResult? { pooledAnswer.pooled }
    var subgroups: [SubgroupResult] { pooledAnswer.subgroups }
    var explorations: Explorations? {
        get { pooledAnswer.explorations }
        set { pooledAnswer.explorations = newValue }
    }
    var alternatives: Alternatives? {
        get { pooledAnswer.alternatives }
        set { pooledAnswer.alternatives = newValue }
    }

    /// The record with its pooled effect.
    var view: PooledAnalysis { PooledAnalysis(self, pooledAnswer) }
}

extension PooledProse {
    init(_ record: AnalysisRecord, convention: NumberConvention = .british, overview: EvidenceOverview? = nil) {
        self.init(record.view, convention: convention, overview: overview)
    }
}

/// Names that a careless writer would let through.
enum HostileText {
    static let all = [
        "<script>alert(1)</script>", "\"\u{308} onload=\"alert(1)", "'\u{301}><img src=x onerror=alert(1)>",
        "]]></title></svg><script>", "&lt;&#60;{{title}}", "a\u{0}b\u{7}c\u{1B}[31m", "\u{202E}evil\u{2066}text",
        "=HYPERLINK(\"http://x\")", "\u{FFFE}\u{FFFF}", "line\nbreak\r\n\ttab",
    ]
    static let joined = all.joined(separator: " ")
}

/// Very long names in scripts of several kinds.
enum LongLabels {
    static let all = [
        "Μεσεγχυματικά στρωματικά κύτταρα στη σκλήρυνση κατά πλάκας, πολυκεντρική τυχαιοποιημένη μελέτη 2021",
        "Мезенхимальные стволовые клетки при рассеянном склерозе: долгосрочное наблюдение пациентов 2019",
        "间充质干细胞治疗多发性硬化症的随机双盲安慰剂对照试验以及长期随访结果的多中心研究报告二零二二年",
        "الخلايا الجذعية الوسيطة في علاج التصلب المتعدد: تجربة عشوائية مزدوجة التعمية متعددة المراكز ٢٠٢٠",
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsstudie 2018",
    ]
}
