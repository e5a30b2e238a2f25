import TrialResults
import TrialStatistics

/// Which choices of a question vary.
public struct MultiverseOptions: KindOptions {
    static let keys = ["vary", "most-specifications"]
    static let varyKeys = ["measure", "model", "heterogeneity", "interval", "multi-arm", "correlation", "without"]
    static let withoutKeys = ["studies", "name"]

    /// Which studies are left out.
    public enum Exclusion: Codable, Sendable, Equatable {
        /// Each study by itself, one after the other.
        case eachStudy
        /// Studies whose overall risk of bias was judged high, serious, critical or very high.
        case highRisk
        /// Studies whose overall risk of bias was not judged low, also those that nobody judged.
        case notLowRisk
        /// These studies, with what people call them.
        case studies([String], name: String)
    }

    /// The words for exclusions that need no study's id.
    static let exclusionWords: [(word: String, exclusion: Exclusion)] = [
        ("each-study", .eachStudy), ("high-risk-of-bias", .highRisk), ("not-low-risk-of-bias", .notLowRisk),
    ]

    /// Whether the plan leaves it to the kind what varies.
    public var isComplete = true
    /// Codes of effect measures beside the question's own.
    public var measures: [String] = []
    /// Models beside the question's own.
    public var models: [EffectModel] = []
    /// Codes of estimators of τ² beside the question's own.
    public var estimators: [String] = []
    /// Codes of intervals beside the question's own.
    public var intervals: [String] = []
    /// Multi-arm rules beside the question's own.
    public var multiArm: [MultiArmRule] = []
    /// Within-person correlations beside the question's own.
    public var correlations: [Double] = []
    /// What is left out, beside nothing.
    public var exclusions: [Exclusion] = []
    /// The most specifications that are computed.
    public var most = 5_000

    /// Every defensible choice.
    public init() {}

    init(_ entry: PlanEntry) {
        if let number = entry.number("most-specifications") {
            if number == number.rounded(), (1...100_000).contains(number) {
                most = Int(number)
            } else {
                entry.problem(
                    at: "most-specifications", "'most-specifications' must be a whole number from 1 to 100,000")
            }
        }
        guard let vary = entry.mapping("vary", keys: Self.varyKeys) else { return }
        isComplete = false
        for code in vary.texts("measure") {
            if let measure = try? entry.catalogue.measures.named(code) {
                measures.append(measure.code)
            } else {
                vary.node.refuse(
                    code, key: "measure", UnknownMeasure.hint(code, among: entry.catalogue.measures.all))
            }
        }
        models = vary.choices("model", EffectModel.self)
        estimators = vary.words("heterogeneity", known: entry.catalogue.methods.estimators.map(\.code))
        intervals = vary.words("interval", known: entry.catalogue.methods.intervals.map(\.code))
        multiArm = vary.choices("multi-arm", MultiArmRule.self)
        correlations = vary.numbers("correlation")
        if let wrong = correlations.first(where: { !($0 > -1 && $0 < 1) }) {
            vary.problem(at: "correlation", "a 'correlation' must lie between -1 and 1, not be \(wrong)")
        }
        readExclusions(vary)
        let isEmpty =
            measures.isEmpty && models.isEmpty && estimators.isEmpty && intervals.isEmpty && multiArm.isEmpty
            && correlations.isEmpty && exclusions.isEmpty
        if isEmpty {
            entry.problem(
                at: "vary", "'vary' names no choice; name lists such as {heterogeneity: [REML, DL]}, or remove it")
        }
    }

    private mutating func readExclusions(_ vary: PlanEntry) {
        for item in vary.items("without", keys: Self.withoutKeys) {
            switch item {
            case .word(let word):
                if let known = Self.exclusionWords.first(where: { $0.word == word }) {
                    exclusions.append(known.exclusion)
                } else {
                    vary.node.unknownWord(word, key: "without", among: Self.exclusionWords.map(\.word))
                }
            case .mapping(let own):
                let studies = own.texts("studies")
                if studies.isEmpty {
                    own.problem(
                        at: "studies", "an entry of 'without' needs 'studies', the ids of those that are left out")
                }
                exclusions.append(.studies(studies, name: own.text("name") ?? studies.joined(separator: ", ")))
            }
        }
    }
}

extension PlanEntry {
    /// Words of a list that must be among those known.
    fileprivate func words(_ key: String, known: [String]) -> [String] {
        texts(key).filter { word in
            if known.contains(word) { return true }
            node.unknownWord(word, key: key, among: known)
            return false
        }
    }
}
