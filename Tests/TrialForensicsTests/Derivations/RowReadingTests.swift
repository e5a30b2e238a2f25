import Testing
import TrialEvidence
import TrialForensics
import TrialStatistics

/// Rows read for an analysis: what is printed goes first, then what follows from it, then a reason.
struct RowReadingTests {
    private func row(_ statistic: Statistic, _ fill: (inout OutcomeRow) -> Void) -> OutcomeRow {
        var row = OutcomeRow(
            arm: ArmKey(studyID: "Alpha2020", armID: "MSC"), outcome: "edss", statistic: statistic,
            provenance: Provenance(confidence: .primary))
        fill(&row)
        return row
    }

    private func isClose(_ a: Double, _ b: Double, _ tolerance: Double = 1e-9) -> Bool { abs(a - b) <= tolerance }

    @Test("a printed standard deviation is taken as it is; else the error, else the limits, else the median")
    func order() throws {
        var full = row(.meanSD) {
            ($0.n, $0.mean, $0.sd, $0.se, $0.ciLow, $0.ciHigh) = (25, 32.1, 5, 2, 30, 34.2)
            ($0.median, $0.q1, $0.q3) = (32, 28, 36)
        }
        func reading() throws -> MeanReading { try MeanReading(full, total: 25) }
        #expect(try reading().standardDeviation == 5)
        #expect(try reading().steps.isEmpty)
        full.sd = nil
        #expect(try reading().steps.map(\.rule) == ["sd-from-se"])
        #expect(try reading().standardDeviation == 10)
        full.se = nil
        #expect(try reading().steps.map(\.rule) == ["sd-from-ci"])
        // Cochrane Handbook 6.4, section 6.5.2.2, to its two decimals.
        #expect(isClose(try reading().standardDeviation, 5.09, 0.005))
        full.ciHigh = nil
        #expect(try reading().steps.map(\.rule) == ["moments-from-quartiles"])
        #expect(try reading().mean == 32.1, "the printed mean stays")
        #expect(try reading().usesMedian)
        full.median = nil
        #expect(throws: MissingNumber.self) { try reading() }
    }

    @Test("medians follow the rule: symmetric ones only, all of them, or none")
    func medians() throws {
        let symmetric = row(.medianIQR) { ($0.n, $0.median, $0.q1, $0.q3) = (40, 12, 8, 17) }
        let skewed = row(.medianIQR) { ($0.n, $0.median, $0.q1, $0.q3) = (40, 2, 1, 20) }
        let reading = try MeanReading(symmetric, total: 40)
        #expect(isClose(reading.mean, 12.354875))
        #expect(isClose(reading.standardDeviation, 6.92036911331479))
        let refused = #expect(throws: MissingNumber.self) { try MeanReading(skewed, total: 40) }
        // |1 + 20 − 4| / 19 = 0.8947; 2.66/√40 − 5.92/1600 = 0.4169.
        #expect(refused?.reason.contains("0.8947 above 0.4169") == true, "\(refused?.reason ?? "")")
        let taken = try MeanReading(skewed, total: 40, medians: .convert)
        #expect(taken.steps.first?.note.contains("Caution: the summary shows skewed data.") == true)
        #expect(throws: MissingNumber.self) { try MeanReading(symmetric, total: 40, medians: .exclude) }
        let bare = row(.medianIQR) { ($0.n, $0.median) = (40, 12) }
        let missing = #expect(throws: MissingNumber.self) { try MeanReading(bare, total: 40) }
        #expect(missing?.reason == "Only a median without quartiles or range was printed.")
    }

    @Test("range and five numbers go by their own rules")
    func summaries() throws {
        var range = row(.medianRange) { ($0.n, $0.median, $0.min, $0.max) = (40, 12, 2, 25) }
        #expect(try MeanReading(range, total: 40).steps.map(\.rule) == ["moments-from-range"])
        (range.q1, range.q3) = (8, 17)
        let five = try MeanReading(range, total: 40)
        #expect(five.steps.map(\.rule) == ["moments-from-five-numbers"])
        #expect(isClose(five.standardDeviation, 5.952638944746597))
    }

    @Test("a difference within persons comes from its SD, SE, limits, t or exact p")
    func pairs() throws {
        let base = row(.pairedMeanSD) { ($0.comparatorArmID, $0.n, $0.mean) = ("PBO", 16, 2) }
        func deviation(_ fill: (inout OutcomeRow) -> Void) throws -> (Double, [String]) {
            var filled = base
            fill(&filled)
            let reading = try PairedReading(filled)
            return (reading.standardDeviation, reading.steps.map(\.rule))
        }
        // All say SE 0.5, so SD 2: t(15) at 97.5 % is 2.131449545559323.
        let half = 0.5 * 2.131449545559323
        #expect(try deviation { $0.sd = 2 } == (2, []))
        #expect(try deviation { $0.se = 0.5 } == (2, ["sd-from-se"]))
        let limits = try deviation { ($0.ciLow, $0.ciHigh) = (2 - half, 2 + half) }
        #expect(isClose(limits.0, 2) && limits.1 == ["sd-from-ci"])
        #expect(try deviation { $0.testStatistic = -4 } == (2, ["paired-sd-from-t"]))
        // The two-sided p of t = 4 with 15 degrees of freedom, by Simpson's rule on the density.
        let p = try deviation { $0.pValue = PValue(0.0011593168497608653) }
        #expect(isClose(p.0, 2, 1e-8) && p.1 == ["paired-sd-from-p"])
        #expect(throws: MissingNumber.self) { try deviation { $0.pValue = PValue(0.001, isBelow: true) } }
        #expect(throws: MissingNumber.self) { try deviation { $0.sd = 0 } }
    }

    @Test("a comparison comes from its limits, else from an exact p-value")
    func comparisons() throws {
        var ratio = row(.ratioCI) {
            ($0.effect, $0.effectMeasure, $0.ciLow, $0.ciHigh, $0.ciLevel) = (0.94, .rateRatio, 0.58, 1.5, 95)
        }
        let limits = try ComparisonReading(ratio)
        #expect(isClose(limits.effect.estimate, -0.06187540371808753))
        #expect(isClose(limits.effect.variance.squareRoot(), 0.24240044486654655))
        (ratio.ciHigh, ratio.pValue) = (nil, PValue(0.05))
        let p = try ComparisonReading(ratio)
        #expect(isClose(p.effect.variance.squareRoot(), 0.06187540371808753 / 1.959963984540054))
        ratio.pValue = PValue(0.05, isBelow: true)
        #expect(throws: MissingNumber.self) { try ComparisonReading(ratio) }
        (ratio.ciLow, ratio.ciHigh) = (1.5, 1.5)
        #expect(throws: MissingNumber.self) { try ComparisonReading(ratio) }
    }

    @Test("a difference takes its printed standard error where there are no limits; a ratio does not")
    func printedError() throws {
        var difference = row(.differenceCI) {
            ($0.effect, $0.effectMeasure, $0.se) = (0.4, .standardisedMeanDifference, 0.2)
        }
        let printed = try ComparisonReading(difference)
        #expect(printed.step == nil && printed.effect == EffectEstimate(estimate: 0.4, variance: 0.2 * 0.2))
        var asRatio = difference
        asRatio.effectMeasure = .ratioOfMeans
        #expect(throws: MissingNumber.self) { try ComparisonReading(asRatio) }
        (difference.ciLow, difference.ciHigh, difference.ciLevel) = (0.2, 0.6, 95)
        #expect(try ComparisonReading(difference).step?.rule == "se-from-ci", "limits go first")
        (difference.ciLow, difference.ciHigh, difference.se) = (nil, nil, 0)
        #expect(throws: MissingNumber.self) { try ComparisonReading(difference) }
    }

    @Test("a paired table from margins and a correlation adds up, and one that cannot be is refused")
    func margins() throws {
        func events(_ count: Int) -> OutcomeRow { row(.events) { ($0.n, $0.events) = (40, count) } }
        let table = try PairedTableReading(events(20), events(10), correlation: 0).table
        #expect(isClose(table.bothPositive, 5) && isClose(table.firstOnly, 15))
        #expect(isClose(table.secondOnly, 5) && isClose(table.bothNegative, 15))
        #expect(throws: MissingNumber.self) { try PairedTableReading(events(20), events(10), correlation: 0.9) }
    }

    /// Cochrane Handbook 6.4, section 6.5.2.3: MD 3.8, p = 0.008, 25 + 22 people; t(45) at p = 0.008 is 2.7773, so SE 1.368,
    /// printed as 1.37 (z would give 1.433).
    @Test("the difference of two means goes by t where both sizes are known")
    func differenceOfMeans() throws {
        var difference = row(.pValue) {
            ($0.comparatorArmID, $0.effect, $0.effectMeasure) = ("PBO", 3.8, .meanDifference)
            $0.pValue = PValue(0.008)
        }
        let sizes = ComparisonSizes(arm: 25, comparator: 22)
        let byT = try ComparisonReading(difference, sizes: sizes)
        #expect(abs(byT.effect.standardError - 1.37) < 0.005, "\(byT.effect.standardError)")
        #expect(byT.step?.note.contains("t(p)") == true && byT.step?.note.contains("t test") == true)
        let byZ = try ComparisonReading(difference)
        #expect(isClose(byZ.effect.standardError, 3.8 / 2.652069807902, 1e-9))
        #expect(byZ.step?.note.contains("z(p)") == true)
        // t(45) at 97.5 % is 2.0141033888, so 3.8 ± 2.0141 · 1.37 has SE 1.37.
        (difference.ciLow, difference.ciHigh) = (3.8 - 2.0141033888 * 1.37, 3.8 + 2.0141033888 * 1.37)
        let limits = try ComparisonReading(difference, sizes: sizes)
        #expect(isClose(limits.effect.standardError, 1.37, 1e-8))
        #expect(limits.step?.note.contains("(2 t)") == true)
    }

    @Test(
        "what is no difference of two means stays with z, whatever is known of its arms",
        arguments: PublishedMeasure.allCases.filter { $0.form != nil && $0 != .meanDifference })
    func othersByNormal(measure: PublishedMeasure) throws {
        let comparison = row(.differenceCI) {
            ($0.comparatorArmID, $0.effect, $0.effectMeasure, $0.ciLow, $0.ciHigh) = ("PBO", 1, measure, 0.5, 2)
        }
        let known = try ComparisonReading(comparison, sizes: ComparisonSizes(arm: 5, comparator: 4))
        #expect(try known == ComparisonReading(comparison))
    }

    @Test("limits that were derived from a standard error give that error back, not one by t")
    func derivedLimits() throws {
        let comparison = row(.differenceCI) {
            ($0.comparatorArmID, $0.effect, $0.effectMeasure) = ("PBO", 2, .meanDifference)
            ($0.ciLow, $0.ciHigh, $0.ciLevel) = (0.040036015, 3.959963985, 95)
            let inputs: [RecordedDerivation.Input] = [.init("effect", "2"), .init("se", "1")]
            $0.derived = [.ciLow, .ciHigh].map { RecordedDerivation($0, by: "limits-from-se", from: inputs) }
        }
        let reading = try ComparisonReading(comparison, sizes: ComparisonSizes(arm: 5, comparator: 4))
        #expect(reading.step == nil && reading.effect.variance == 1)
    }
}
