import Glibc
import TrialNumerics

/// A chi-squared statistic with its degrees of freedom and p-value.
public struct ChiSquaredTest: Sendable, Codable, Equatable {
    /// The statistic.
    public let statistic: Double
    /// Its degrees of freedom.
    public let degreesOfFreedom: Double
    /// The upper tail; 1 where there is nothing to test.
    public let pValue: Double

    init(statistic: Double, degreesOfFreedom: Double) {
        self.statistic = statistic
        self.degreesOfFreedom = degreesOfFreedom
        pValue =
            degreesOfFreedom > 0
            ? ChiSquaredDistribution(degreesOfFreedom: degreesOfFreedom).upperTail(statistic) : 1
    }
}

/// Tests of no association in a set of 2 × 2 tables.
public struct AssociationTests: Sendable, Codable, Equatable {
    /// The test of Mantel and Haenszel 1959, with the hypergeometric variance.
    public let mantelHaenszel: ChiSquaredTest
    /// The test of Cochran 1954, with the binomial variance.
    public let cochran: ChiSquaredTest?

    init(mantelHaenszel: ChiSquaredTest, cochran: ChiSquaredTest?) {
        self.mantelHaenszel = mantelHaenszel
        self.cochran = cochran
    }

    /// Both tests; nil where no table has an event and a non-event.
    init?(_ studies: [BinaryComparison], continuityCorrection: Bool) {
        var (difference, binomial, hypergeometric) = (0.0, 0.0, 0.0)
        for study in studies where study.informsRatio {
            let n = study.total
            let events = study.events1 + study.events2
            difference += study.events1 - events * study.total1 / n
            let product = study.total1 * study.total2 / n * events * (n - events) / n
            binomial += product / n
            hypergeometric += product / (n - 1)
        }
        guard hypergeometric > 0 else { return nil }
        let excess = abs(difference) - (continuityCorrection ? 0.5 : 0)
        mantelHaenszel = ChiSquaredTest(statistic: excess * excess / hypergeometric, degreesOfFreedom: 1)
        cochran = ChiSquaredTest(statistic: excess * excess / binomial, degreesOfFreedom: 1)
    }
}

/// Tests of a common odds ratio in a set of 2 × 2 tables.
public struct HomogeneityTests: Sendable, Codable, Equatable {
    /// The test of Breslow and Day 1980, *Statistical Methods in Cancer Research* I, section 4.4.
    public let breslowDay: ChiSquaredTest
    /// The same with the correction of Tarone 1985, doi:10.1093/biomet/72.1.91.
    public let tarone: ChiSquaredTest
    /// The tables with an event and a non-event.
    public let informativeTables: Int

    /// Both tests around one odds ratio; nil without an informative table.
    init?(_ studies: [BinaryComparison], oddsRatio: Double) {
        let tables = studies.filter { $0.informsRatio }
        guard !tables.isEmpty, oddsRatio > 0, oddsRatio.isFinite else { return nil }
        var (squares, excess, information) = (0.0, 0.0, 0.0)
        for table in tables {
            let expected = HomogeneityTests.expectedEvents(table, oddsRatio: oddsRatio)
            let margin = table.events1 + table.events2
            let variance =
                1
                / (1 / expected + 1 / (table.total1 - expected) + 1 / (margin - expected)
                    + 1 / (table.total2 - margin + expected))
            squares += (table.events1 - expected) * (table.events1 - expected) / variance
            excess += table.events1 - expected
            information += variance
        }
        let degreesOfFreedom = Double(tables.count - 1)
        breslowDay = ChiSquaredTest(statistic: squares, degreesOfFreedom: degreesOfFreedom)
        tarone = ChiSquaredTest(
            statistic: max(0, squares - excess * excess / information), degreesOfFreedom: degreesOfFreedom)
        informativeTables = tables.count
    }

    /// The events on treatment that the margins and an odds ratio ψ imply: a root of
    /// (1 − ψ) e² + (n₂ − m + ψ (n₁ + m)) e − ψ n₁ m = 0.
    static func expectedEvents(_ table: BinaryComparison, oddsRatio: Double) -> Double {
        let margin = table.events1 + table.events2
        let a = 1 - oddsRatio
        let b = table.total2 - margin + oddsRatio * (table.total1 + margin)
        let c = -oddsRatio * table.total1 * margin
        // The form with the root in the denominator loses no digits when ψ is near 1.
        return -2 * c / (b + (b * b - 4 * a * c).squareRoot())
    }
}
