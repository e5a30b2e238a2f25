import TrialNumerics

/// One method's line in a panel.
public struct RareEventRow: Sendable, Codable, Equatable {
    /// The method's stable word.
    public let code: String
    /// Its name in full.
    public let name: String
    /// What it answers.
    public let answer: RareEventAnswer
    /// What a reader must know about it.
    public let warnings: [MethodWarning]
}

/// Every method's answer to one set of studies, with the one that the rule puts first.
public struct RareEventTable: Sendable, Codable, Equatable {
    /// One row a method, in a fixed order.
    public let rows: [RareEventRow]
    /// The code of the row that is the headline; nil where nothing can be compared.
    public let headline: String?
    /// Why that row, in one sentence.
    public let rationale: String
    /// Confidence level of all limits.
    public let level: Double

    /// The row of a code.
    public subscript(code: String) -> RareEventRow? { rows.first { $0.code == code } }
    /// The headline's row.
    public var headlineRow: RareEventRow? { headline.flatMap { self[$0] } }
}

/// A set of methods with a stated rule for the headline.
public protocol RareEventPanel: Sendable {
    /// What a study reports.
    associatedtype Summary: RareEventSummary

    /// The methods, in the order of the rows.
    var methods: [any RareEventMethod<Summary>] { get }
    /// The codes to try for the headline, best first, with the reason for the choice.
    func headlineCandidates(_ studies: [Summary]) -> (codes: [String], rationale: String)
    /// What a reader must know about one method's answer.
    func warnings(_ code: String, _ studies: [Summary]) -> [MethodWarning]
}

extension RareEventPanel {
    /// Nothing to add.
    public func warnings(_ code: String, _ studies: [Summary]) -> [MethodWarning] { [] }

    /// Runs every method; throws only for impossible data.
    public func table(for studies: [Summary], level: Double = 0.95) throws(StatisticsError) -> RareEventTable {
        var rows: [RareEventRow] = []
        for method in methods { rows.append(try row(method, studies, level)) }
        let (codes, rationale) = headlineCandidates(studies)
        let answered = Set(rows.filter { $0.answer.estimate != nil }.map(\.code))
        return RareEventTable(
            rows: rows, headline: codes.first { answered.contains($0) }, rationale: rationale, level: level)
    }

    private func row<Method: RareEventMethod<Summary>>(
        _ method: Method, _ studies: [Summary], _ level: Double
    ) throws(StatisticsError) -> RareEventRow {
        RareEventRow(
            code: method.code, name: method.name, answer: try method.pool(studies, level: level),
            warnings: warnings(method.code, studies))
    }
}

/// Every method for two groups of participants with few events.
///
/// The headline: with no event, or nothing but events, no ratio. With an arm without events, the exact conditional odds
/// ratio, whose one remaining limit is right (Sweeting, Sutton and Lambert 2004, doi:10.1002/sim.1761). With at least
/// five informative studies and 40 events, the conditional mixed model with its exact likelihood, which lets the effect
/// vary (Stijnen, Hamza and Özdemir 2010, doi:10.1002/sim.4040; Jackson et al. 2018, doi:10.1002/sim.7588). Otherwise
/// Mantel–Haenszel without zero-cell correction (Bradburn et al. 2007, doi:10.1002/sim.2528), and the exact odds ratio
/// where one of its sums is zero.
public struct BinaryComparisonPanel: RareEventPanel {
    /// Creates the panel.
    public init() {}

    /// The methods, in the order of the rows.
    public var methods: [any RareEventMethod<BinaryComparison>] {
        [
            ExactCommonRatio<BinaryComparison>(), ExactCommonRatio<BinaryComparison>(tail: .half),
            MantelHaenszel(MantelHaenszelOddsRatio()),
            MantelHaenszel(MantelHaenszelOddsRatio(), correction: .zeroCells),
            MantelHaenszel(MantelHaenszelRiskRatio()), MantelHaenszel(MantelHaenszelRiskDifference()), Peto(),
            TransformedPooling(OddsRatio(zeroCells: ZeroCellRule(dropDoubleZero: true))),
            RevManRandomEffects(MantelHaenszelOddsRatio()), SampleSizeWeighting(),
            MixedModel(ConditionalExact<BinaryComparison>()), MixedModel(ConditionalApproximate()),
            MixedModel(FixedStudyLevels<BinaryComparison>()),
            MixedModel(RandomStudyLevels<BinaryComparison>(keepsDoubleZero: true)), BetaBinomial(),
            BetaBinomial(link: .commonBeta), FirthLogistic(), PooledArcsineDifference(),
        ]
    }

    /// The rule above.
    public func headlineCandidates(_ studies: [BinaryComparison]) -> (codes: [String], rationale: String) {
        let informative = studies.filter { $0.informsRatio }
        let events1 = studies.reduce(0) { $0 + $1.events1 }
        let events2 = studies.reduce(0) { $0 + $1.events2 }
        if informative.isEmpty {
            return ([], "no study compares the groups: without an event, or with nothing but events, there is no ratio")
        }
        if events1 == 0 || events2 == 0 {
            return (
                ["exact-or", "firth-or"], "one arm has no event: the exact conditional limits bound the odds ratio"
            )
        }
        let fallback = ["mantel-haenszel-or", "exact-or", "firth-or"]
        if informative.count >= 5 && events1 + events2 >= 40 {
            return (
                ["glmm-conditional-exact-or"] + fallback,
                "five or more informative studies with 40 or more events: the conditional mixed model lets the effect vary"
            )
        }
        return (fallback, "few studies or events: Mantel–Haenszel without zero-cell correction, which needs no model")
    }
}

/// Every method for two groups' events over exposure.
///
/// The rule of the headline is that of two groups of participants.
public struct CountComparisonPanel: RareEventPanel {
    /// Creates the panel.
    public init() {}

    /// The methods, in the order of the rows.
    public var methods: [any RareEventMethod<CountComparison>] {
        [
            ExactCommonRatio<CountComparison>(), ExactCommonRatio<CountComparison>(tail: .half),
            MantelHaenszel(MantelHaenszelRateRatio()), MantelHaenszel(MantelHaenszelRateDifference()),
            TransformedPooling(IncidenceRateRatio(zeroCells: ZeroCellRule(dropDoubleZero: true))),
            CochranRateRatio(), MixedModel(ConditionalExact<CountComparison>()),
            MixedModel(FixedStudyLevels<CountComparison>()),
            MixedModel(RandomStudyLevels<CountComparison>(keepsDoubleZero: true)),
        ]
    }

    /// The rule above.
    public func headlineCandidates(_ studies: [CountComparison]) -> (codes: [String], rationale: String) {
        let informative = studies.filter { $0.informsRatio }
        let events1 = studies.reduce(0) { $0 + $1.count1 }
        let events2 = studies.reduce(0) { $0 + $1.count2 }
        if informative.isEmpty { return ([], "no study has an event: there is no ratio of rates") }
        if events1 == 0 || events2 == 0 {
            return (["exact-irr"], "one arm has no event: the exact conditional limits bound the rate ratio")
        }
        let fallback = ["mantel-haenszel-irr", "exact-irr"]
        if informative.count >= 5 && events1 + events2 >= 40 {
            return (
                ["glmm-conditional-exact-irr"] + fallback,
                "five or more informative studies with 40 or more events: the conditional mixed model lets the effect vary"
            )
        }
        return (fallback, "few studies or events: Mantel–Haenszel without correction, which needs no model")
    }
}
