import Glibc

/// The log relative excess heterozygosity of one group's genotypes, a departure from Hardy–Weinberg equilibrium.
///
/// log(b/(2√(ac))) with variance 1/b + ¼(1/a + 1/c); a, c = the homozygotes, b = the heterozygotes. 0 in equilibrium.
/// Log scale. Ziegler, Van Steen and Wellek 2011, doi:10.1007/s10549-010-1295-z.
public struct RelativeExcessHeterozygosity: PlainZeroCellMeasure {
    /// What one study reports.
    public typealias Summary = GenotypeCounts
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "REH", "relative excess heterozygosity", scale: .log, natural: .ratio(of: "the heterozygosity")
    ).with {
        $0.groups = .one
    }
    /// What to do about zero cells.
    public var zeroCells: ZeroCellRule

    /// Creates the measure with a zero-cell rule.
    public init(zeroCells: ZeroCellRule = .onlyZero) { self.zeroCells = zeroCells }

    /// One study's log relative excess heterozygosity.
    public func effect(of study: GenotypeCounts) throws(EffectExclusion) -> EffectEstimate {
        let (a, b, c) = (study.homozygous1, study.heterozygous, study.homozygous2)
        return EffectEstimate(
            estimate: log(b) - log(2) - 0.5 * (log(a) + log(c)), variance: 1 / b + 0.25 * (1 / a + 1 / c))
    }
}

/// Participants by genotype of one locus with two alleles.
public struct GenotypeCounts: Sendable, Codable, Equatable {
    /// Homozygous for the first allele.
    public var homozygous1: Double
    /// Heterozygous.
    public var heterozygous: Double
    /// Homozygous for the second allele.
    public var homozygous2: Double

    /// Creates counts.
    public init(homozygous1: Double, heterozygous: Double, homozygous2: Double) {
        self.homozygous1 = homozygous1
        self.heterozygous = heterozygous
        self.homozygous2 = homozygous2
    }
}

extension GenotypeCounts: CellTable {
    /// Whether any genotype is absent.
    public var hasZeroCell: Bool { homozygous1 == 0 || heterozygous == 0 || homozygous2 == 0 }
    /// Always false: one group compares nothing.
    public var isUninformative: Bool { false }
    /// The counts with `amount` added to each.
    public func adding(_ amount: Double) -> GenotypeCounts {
        GenotypeCounts(
            homozygous1: homozygous1 + amount, heterozygous: heterozygous + amount,
            homozygous2: homozygous2 + amount)
    }
}

extension GenotypeCounts: TabularSummary {
    /// The columns it is read from.
    public static var columnSets: [[String]] { [["homozygous1", "heterozygous", "homozygous2"]] }

    /// Reads one study's row.
    public init(_ row: StudyRow) throws(EffectExclusion) {
        self.init(
            homozygous1: try row.nonNegative("homozygous1"), heterozygous: try row.nonNegative("heterozygous"),
            homozygous2: try row.nonNegative("homozygous2"))
    }
}
