import Testing
import TrialEvidence

@Suite("Codes and small values")
struct CodeTests {
    @Test("each design knows whether it randomises, compares and crosses over")
    func designs() {
        #expect(StudyDesign(code: "crossover-rct") == .crossoverRandomised)
        #expect(StudyDesign(code: "controlled-nonrandomised") == .nonRandomisedControlled)
        #expect(StudyDesign(code: "non-randomised-controlled") == .nonRandomisedControlled)
        #expect(StudyDesign(code: "") == .notStated)
        #expect(StudyDesign(code: "cohort") == nil)
        #expect(StudyDesign.allCases.filter(\.isRandomised) == [.parallelRandomised, .crossoverRandomised])
        #expect(StudyDesign.allCases.filter(\.isCrossover) == [.crossoverRandomised])
        #expect(StudyDesign.allCases.filter(\.isControlled).count == 3)
    }

    @Test(
        "counts by type give the course; an empty count is not zero",
        arguments: [
            (MSTypeCounts(rrms: 94, spms: 33, ppms: 17), MSCourse.mixed),
            (MSTypeCounts(rrms: 9, spms: 0, ppms: 0, prms: 0), .relapsing),
            (MSTypeCounts(rrms: 1), .relapsing),
            (MSTypeCounts(rrms: 0, spms: 41, ppms: 7), .progressive),
            (MSTypeCounts(spms: 20, prms: 2), .progressive),
            (MSTypeCounts(rrms: 0), .progressive),
            (MSTypeCounts(), .unknown),
        ])
    func courses(counts: MSTypeCounts, course: MSCourse) {
        #expect(counts.course == course)
    }

    @Test(
        "a population's name tells its course where it can",
        arguments: [
            ("RRMS", MSCourse.relapsing), ("RRMS+SPMS", .mixed), ("SPMS+PPMS", .progressive),
            ("active progressive", .progressive), ("progressive", .progressive), ("all", .unknown),
            ("active", .unknown), ("EDSS 6.0-6.5 subgroup", .unknown),
        ])
    func populations(label: String, course: MSCourse) {
        #expect(Population(label).course == course)
    }

    @Test(
        "a dose is exact, a range or an upper bound",
        arguments: [
            ("1.6", 1.6, 1.6, "1.6"), ("1-2", 1, 2, "1-2"), ("max 100", nil, 100, "max 100"), ("2.0", 2, 2, "2"),
        ] as [(String, Double?, Double, String)])
    func ranges(text: String, low: Double?, high: Double, canonical: String) {
        let range = NumberRange(text: text)
        #expect(range == NumberRange(low: low, high: high))
        #expect(range?.text == canonical)
    }

    @Test("what is no dose is refused", arguments: ["", "many", "2-1", "1-2-3", "-1", "max", "1-", "nan"])
    func badRanges(text: String) {
        #expect(NumberRange(text: text) == nil)
    }

    @Test("p-values keep their operator")
    func pValues() {
        #expect(PValue(text: "<0.0001") == PValue(0.0001, isBelow: true))
        #expect(PValue(text: "0.090") == PValue(0.09))
        #expect(PValue(text: "=0.247")?.text == "0.247")
        #expect(PValue(text: "<0.0001")?.text == "<0.0001")
        for bad in ["1.2", "-0.1", "ns", "<", ">0.05"] { #expect(PValue(text: bad) == nil) }
    }

    @Test("numbers have one spelling", arguments: [("7.0", "7"), ("-33.0", "-33"), ("0.30", "0.3"), ("1e-3", "0.001")])
    func decimals(text: String, canonical: String) {
        #expect(Decimals.parse(text).map(Decimals.text) == canonical)
    }

    @Test("what is no plain number is refused", arguments: ["nan", "inf", "0x10", "1,5", "1 000", "", "12a"])
    func badDecimals(text: String) {
        #expect(Decimals.parse(text) == nil)
    }

    @Test("the nearest known name is found, and a far one is not")
    func nearest() {
        #expect(NearestName.among(["mean_sd", "mean_ci", "events"], to: "mean_sdd") == "mean_sd")
        #expect(NearestName.among(["primary", "secondary"], to: "Primry") == "primary")
        #expect(NearestName.among(["primary", "secondary"], to: "xyz") == nil)
    }

    @Test("every statistic says which cells it needs", arguments: Statistic.allCases)
    func statistics(statistic: Statistic) {
        #expect(!statistic.cells.isEmpty)
        #expect(Statistic(code: statistic.rawValue) == statistic)
    }
}
