import Testing

@testable import TrialImport

/// Time frames in words become months only where they name one time.
@Suite struct TimeFrameTests {
    @Test(arguments: [
        ("Week 52", 12.0), ("From Baseline to Week 12", 2.8), ("12 months", 12), ("1 year (Week 52)", 12),
        ("Baseline (Week 0)", 0), ("Baseline (single timepoint only)", 0), ("Follow-up Visit (up to Week 60)", 13.8),
        ("Week 1", 0.23), ("Day 1", 0.03), ("24 weeks", 5.5), ("Week 48", 11), ("Baseline and 6 months.", 6),
        ("Throughout the study conduct (up to Week 52)", 12), ("2 years", 24),
    ]) func oneTimeIsRead(_ text: String, _ months: Double) {
        #expect(TimeFrame.months(text) == months)
    }

    @Test(arguments: [
        "Weeks 12, 24 and 36", "12 weeks and 24 weeks", "Week 12, Week 24", "0, 12, 24 weeks",
        "30 minutes after the dose on Day 1", "every 4 weeks up to Week 24", "through study completion", "", "48 hours",
    ]) func severalTimesAndFreeTextAreNot(_ text: String) {
        #expect(TimeFrame.months(text) == nil)
    }

    @Test(arguments: [("Week 12", 2.8), ("At Month 6", 6), ("12 weeks", 2.8), ("Baseline", 0), ("Year 2", 24)])
    func aLabelIsATime(_ text: String, _ months: Double) {
        #expect(TimeFrame.monthsOfLabel(text) == months)
    }

    @Test(arguments: ["65 years", "Between 18 and 65 years", "Grade 2", "Relapse in Week 2", "", "Arm 1"])
    func aLabelIsNoTime(_ text: String) {
        #expect(TimeFrame.monthsOfLabel(text) == nil)
    }

    @Test(arguments: [(7.0, 1, 158, 11), (47.2, 1, 159, 75), (58.6, 1, 29, 17), (0, 0, 10, 0), (100, 0, 7, 7)])
    func aPercentageOfFewHasOneCount(_ percent: Double, _ decimals: Int, _ n: Int, _ count: Int) {
        #expect(PercentCount.count(percent: percent, decimals: decimals, of: n) == count)
    }

    @Test(arguments: [(50.0, 0, 1000), (33.3, 1, 10), (12.5, 1, 5000), (101, 0, 10), (50, 0, 0)])
    func aPercentageWithSeveralCountsOrNoneHasNone(_ percent: Double, _ decimals: Int, _ n: Int) {
        #expect(PercentCount.count(percent: percent, decimals: decimals, of: n) == nil)
    }
}
