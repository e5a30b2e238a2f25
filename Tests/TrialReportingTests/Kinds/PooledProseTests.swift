import Testing
import TrialResults
import TrialStatistics

@testable import TrialReporting

@Suite struct PooledProseTests {
    struct Situation: Sendable, CustomTestStringConvertible {
        let name: String
        let analysis: StatedAnalysis
        let overview: EvidenceOverview?
        let says: [String]
        let never: [String]

        var testDescription: String { name }
    }

    private static let firm = EvidenceCautionTests.firm
    private static let low = EvidenceCautionTests.overview(10)

    static let situations: [Situation] = [
        Situation(
            name: "clear benefit, nothing against it",
            analysis: StatedAnalysis(builder: firm, prediction: (0.3, 0.8)), overview: low,
            says: [
                "MSC reduces the risk of this outcome (risk ratio 0.50, 95% CI 0.30 to 0.80)",
                "whole interval lies below 1, no difference, on the side labelled “favours MSC”",
            ], never: ["may", "uncertain", "caution"]),
        Situation(
            name: "clear benefit in few studies",
            analysis: StatedAnalysis(builder: ResultBuilder(rows: 3)), overview: nil,
            says: ["MSC may reduce the risk", "Reasons for caution: only 3 studies (fewer than 5)"],
            never: ["reduces", "uncertain"]),
        Situation(
            name: "clear harm",
            analysis: StatedAnalysis(builder: firm, estimate: 2, lower: 1.2, upper: 3.1, prediction: (1.1, 3.4)),
            overview: low, says: ["MSC increases the risk", "lies above 1", "“favours control”"],
            never: ["reduce", "may "]),
        Situation(
            name: "crossing no difference",
            analysis: StatedAnalysis(builder: firm, estimate: 0.9, lower: 0.6, upper: 1.3), overview: low,
            says: [
                "It is uncertain whether MSC lowers or raises the risk of this outcome, compared with control",
                "do not settle the direction",
            ], never: ["reduces", "increases", "little or no difference", "below", "above", "favours"]),
        Situation(
            name: "inside the smallest important difference",
            analysis: StatedAnalysis(
                builder: firm, estimate: 0.98, lower: 0.92, upper: 1.05, prediction: (0.9, 1.1), important: 1.25),
            overview: low, says: ["may make little or no difference", "smallest important difference (1.25)"],
            never: ["reduce", "increase", "uncertain whether"]),
        Situation(
            name: "one side, partly unimportant",
            analysis: StatedAnalysis(
                builder: firm, estimate: 0.7, lower: 0.5, upper: 0.95, prediction: (0.45, 0.97), important: 1.25),
            overview: low, says: ["MSC reduces", "yet includes values smaller than the smallest important difference"],
            never: ["nowhere smaller"]),
        Situation(
            name: "uncertain, with an important benefit possible",
            analysis: StatedAnalysis(builder: firm, estimate: 0.8, lower: 0.5, upper: 1.1, important: 1.25),
            overview: low, says: ["they allow an important reduction (1.25), no important increase"], never: ["reduces"]
        ),
        Situation(
            name: "no interval",
            analysis: StatedAnalysis(builder: firm, lower: .nan, upper: .nan), overview: low,
            says: ["risk ratio was 0.50 (interval not estimable)"], never: ["reduce", "below", "uncertain whether"]),
        Situation(
            name: "one study",
            analysis: StatedAnalysis(builder: ResultBuilder(rows: 1)), overview: nil,
            says: ["Only one row could be used (Study 1 2010)", "nothing was pooled", "may reduce"],
            never: ["reduces", "were pooled"]),
        Situation(
            name: "single groups",
            analysis: StatedAnalysis(
                builder: ResultBuilder(measure: ResultBuilder.logit, groupLabels: ["MSC"]), estimate: 0.41,
                lower: 0.19, upper: 0.68), overview: nil,
            says: ["pooled proportion was 41.0% (95% CI 19.0% to 68.0%)", "There is no comparison group"],
            never: ["reduce", "increase", "no difference", "favours"]),
    ]

    @Test("each situation is put into the words that it allows", arguments: Self.situations)
    func eachSituation(_ situation: Situation) throws {
        let prose = PooledProse(try situation.analysis.analysis(), overview: situation.overview)
        for text in [prose.results, prose.plainLanguage] {
            for part in situation.says { #expect(text.contains(part), "\(text)") }
            for part in situation.never { #expect(!text.contains(part), "\(part) in: \(text)") }
            #expect(!text.lowercased().contains("significan"))
            #expect(!text.contains("  ") && !text.contains("..") && !text.contains(" ."), "\(text)")
        }
    }

    @Test("without any study the reasons stand alone")
    func nothing() {
        var builder = ResultBuilder(rows: 0)
        builder.excluded = ["outside-window", "no-control", "outside-window"].map {
            ExcludedRow(study: "S", code: $0, reason: "For a reason.")
        }
        let text = PooledProse(builder.analysis()).results
        #expect(text == "Nothing could be pooled. 3 rows were not used: outside window (2), no control (1).")
    }

    @Test("no event in any group is said, and what the number then rests on")
    func noEvents() throws {
        var stated = StatedAnalysis(builder: ResultBuilder(measure: ResultBuilder.logit, groupLabels: ["MSC"]))
        stated.builder.events = 0
        #expect(PooledProse(try stated.analysis()).results.contains("No event was seen"))
        stated.builder = ResultBuilder()
        stated.builder.events = 0
        #expect(PooledProse(try stated.analysis()).results.contains("No event was seen in any group"))
        #expect(!PooledProse(try StatedAnalysis().analysis()).results.contains("No event"))
    }

    @Test("heterogeneity is τ and I² with their limits, on the scale that they have")
    func heterogeneity() {
        let text = PooledProse(ResultBuilder(rows: 8).analysis()).results
        #expect(text.contains("τ, was "))
        #expect(text.contains("(REML; 95% CI "))
        #expect(text.contains("on the logarithmic scale; I² "))
        #expect(text.contains("8 studies with "))
    }

    @Test("American reports have American numbers and spelling")
    func american() throws {
        let text = PooledProse(
            try StatedAnalysis(builder: Self.firm, prediction: (0.3, 0.8)).analysis(), convention: .american,
            overview: Self.low
        ).results
        #expect(text.contains("(risk ratio 0.50; 95% CI, 0.30-0.80)"))
        #expect(text.contains("labeled"))
        let method = PooledProse(ResultBuilder().analysis(), convention: .american).method
        #expect(method.contains("analyzed on"))
    }

    @Test("the method sentence names measure, scale, method and rules")
    func method() {
        let text = PooledProse(ResultBuilder().analysis()).method
        for part in [
            "risk ratio (RR)", "logarithmic scale", "restricted maximum likelihood", "window: 4 to 8 months", "95%",
        ] {
            #expect(text.contains(part))
        }
    }

    @Test("a sentence never says more than its interval, over random ones")
    func law() throws {
        var generator = SplitMix(state: 20_261_123)
        var seen: Set<String> = []
        for _ in 0..<400 {
            let estimate = generator.uniform(-1.5, 1.5)
            let (below, above) = (generator.uniform(0.01, 1.2), generator.uniform(0.01, 1.2))
            let isRatio = generator.uniform(0, 1) < 0.5
            let scale = isRatio ? EffectScale.log : .identity
            var stated = StatedAnalysis()
            stated.builder.measure = isRatio ? ResultBuilder.riskRatio : ResultBuilder.meanDifference
            stated.estimate = scale.natural(estimate)
            stated.lower = scale.natural(estimate - below)
            stated.upper = scale.natural(estimate + above)
            stated.builder.rows = 1 + Int(generator.uniform(0, 12))
            if generator.uniform(0, 1) < 0.5 { stated.important = scale.natural(generator.uniform(0.1, 0.8)) }
            if generator.uniform(0, 1) < 0.5 {
                stated.prediction = (scale.natural(estimate - 2), scale.natural(estimate + 2))
            }
            let isJudged = generator.uniform(0, 1) < 0.5
            let text = PooledProse(
                try stated.analysis(), overview: isJudged ? EvidenceCautionTests.overview(20) : nil
            ).results
            let null = isRatio ? 1.0 : 0.0
            let claimsLess = text.contains("MSC reduces") || text.contains("MSC may reduce")
            let claimsMore = text.contains("MSC increases") || text.contains("MSC may increase")
            let claimsNone = text.contains("little or no difference")
            let isUncertain = text.contains("uncertain whether")
            #expect([claimsLess, claimsMore, claimsNone, isUncertain].count { $0 } == 1, "\(text)")
            if claimsLess { #expect(stated.upper < null, "\(text)") }
            if claimsMore { #expect(stated.lower > null, "\(text)") }
            if isUncertain { #expect(stated.lower <= null && stated.upper >= null, "\(text)") }
            if claimsNone {
                let band = EffectVerdict.band(null: null, important: try #require(stated.important))
                #expect(stated.lower > band.lower && stated.upper < band.upper, "\(text)")
            }
            if text.contains("MSC reduces") || text.contains("MSC increases") {
                #expect(stated.builder.rows >= 5 && isJudged && !text.contains("caution"), "\(text)")
            }
            for (claim, word) in zip([claimsLess, claimsMore, claimsNone, isUncertain], ["less", "more", "none", "?"])
            where claim { seen.insert(word) }
        }
        #expect(seen.count == 4, "every kind of sentence was met")
    }
}

/// A small seeded generator for laws (splitmix64).
struct SplitMix {
    var state: UInt64

    mutating func uniform(_ low: Double, _ high: Double) -> Double {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return low + (high - low) * Double((z ^ (z >> 31)) >> 11) * 0x1p-53
    }
}
