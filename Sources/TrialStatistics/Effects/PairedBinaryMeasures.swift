import Glibc

/// The log risk ratio of matched pairs.
///
/// log((a + b)/(a + c)) with variance (b + c)/((a + b)(a + c)); a = both, b = first only, c = second only. Log scale.
/// Bonett and Price 2006, *Statistics in Medicine* 25, 3039–3047.
public struct PairedRiskRatio: PlainZeroCellMeasure {
    /// What one study reports.
    public typealias Summary = PairedBinary
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "MPRR", "risk ratio of matched pairs", scale: .log, natural: .ratio("risk ratio", of: "the risk")
    ).with {
        $0.groups = .pairs
        $0.pairedForm = .table(PairedRiskRatio.self)
    }
    /// What to do about zero cells.
    public var zeroCells: ZeroCellRule

    /// Creates the measure with a zero-cell rule.
    public init(zeroCells: ZeroCellRule = .onlyZero) { self.zeroCells = zeroCells }

    /// One study's log risk ratio.
    public func effect(of study: PairedBinary) throws(EffectExclusion) -> EffectEstimate {
        let (first, second) = (study.bothPositive + study.firstOnly, study.bothPositive + study.secondOnly)
        return EffectEstimate(
            estimate: log(first / second), variance: (study.firstOnly + study.secondOnly) / (first * second))
    }
}

/// The difference of the two risks of matched pairs.
///
/// (b − c)/n with variance (b + c)/n² − (b − c)²/n³. May and Johnson 1997,
/// *Statistics in Medicine* 16, 2127–2136.
public struct PairedRiskDifference: PlainZeroCellMeasure {
    /// What one study reports.
    public typealias Summary = PairedBinary
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "MPRD", "risk difference of matched pairs", scale: .identity,
        natural: .difference("risk difference", of: "the risk", within: -1...1)
    ).with {
        $0.boundedForms = ["MPRR", "MPOR"]
        $0.groups = .pairs
        $0.pairedForm = .table(PairedRiskDifference.self)
    }
    /// What to do about zero cells.
    public var zeroCells: ZeroCellRule

    /// Creates the measure with a zero-cell rule.
    public init(zeroCells: ZeroCellRule = .onlyZero) { self.zeroCells = zeroCells }

    /// One study's risk difference.
    public func effect(of study: PairedBinary) throws(EffectExclusion) -> EffectEstimate {
        let n = study.total
        let difference = (study.firstOnly - study.secondOnly) / n
        return EffectEstimate(
            estimate: difference,
            variance: ((study.firstOnly + study.secondOnly) / n - difference * difference) / n)
    }
}

/// The marginal log odds ratio of matched pairs.
///
/// logit p₁ − logit p₂ with the covariance of the two proportions of the same pairs. Log scale.
/// Becker and Balagtas 1993, *Biometrics* 49, 997–1009.
public struct PairedMarginalOddsRatio: PlainZeroCellMeasure {
    /// What one study reports.
    public typealias Summary = PairedBinary
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "MPOR", "marginal odds ratio of matched pairs", scale: .log, natural: .ratio("odds ratio", of: "the odds")
    ).with {
        $0.groups = .pairs
        $0.pairedForm = .table(PairedMarginalOddsRatio.self)
    }
    /// What to do about zero cells.
    public var zeroCells: ZeroCellRule

    /// Creates the measure with a zero-cell rule.
    public init(zeroCells: ZeroCellRule = .onlyZero) { self.zeroCells = zeroCells }

    /// One study's marginal log odds ratio.
    public func effect(of study: PairedBinary) throws(EffectExclusion) -> EffectEstimate {
        study.marginalOddsRatio
    }
}

/// The conditional log odds ratio of matched pairs.
///
/// log(b/c) with variance 1/b + 1/c, from the discordant pairs alone. Log scale. Breslow 1981,
/// doi:10.1093/biomet/68.1.73.
public struct PairedConditionalOddsRatio: PlainZeroCellMeasure {
    /// What one study reports.
    public typealias Summary = PairedBinary
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "MPORC", "conditional odds ratio of matched pairs", scale: .log,
        natural: .ratio("conditional odds ratio", of: "the odds")
    ).with {
        $0.groups = .pairs
        $0.pairedForm = .table(PairedConditionalOddsRatio.self)
    }
    /// What to do about zero cells.
    public var zeroCells: ZeroCellRule

    /// Creates the measure with a zero-cell rule.
    public init(zeroCells: ZeroCellRule = .onlyZero) { self.zeroCells = zeroCells }

    /// One study's conditional log odds ratio.
    public func effect(of study: PairedBinary) throws(EffectExclusion) -> EffectEstimate {
        EffectEstimate(
            estimate: log(study.firstOnly / study.secondOnly), variance: 1 / study.firstOnly + 1 / study.secondOnly)
    }
}

/// The conditional log odds ratio of matched pairs by Peto's method.
///
/// 2(b − c)/(b + c) with variance 4/(b + c). Log scale. Curtin et al. 2002, doi:10.1002/sim.1206.
public struct PairedPetoOddsRatio: PlainZeroCellMeasure {
    /// What one study reports.
    public typealias Summary = PairedBinary
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "MPPETO", "conditional odds ratio of matched pairs by Peto's method", scale: .log,
        natural: .ratio("conditional odds ratio", of: "the odds")
    ).with {
        $0.groups = .pairs
        $0.pairedForm = .table(PairedPetoOddsRatio.self)
    }
    /// What to do about zero cells.
    public var zeroCells: ZeroCellRule

    /// Creates the measure with a zero-cell rule.
    public init(zeroCells: ZeroCellRule = .onlyZero) { self.zeroCells = zeroCells }

    /// One study's log odds ratio.
    public func effect(of study: PairedBinary) throws(EffectExclusion) -> EffectEstimate {
        let discordant = study.firstOnly + study.secondOnly
        return EffectEstimate(
            estimate: 2 * (study.firstOnly - study.secondOnly) / discordant, variance: 4 / discordant)
    }
}

/// The marginal log odds ratio of matched pairs whose margins are reported.
///
/// As `MPOR`, from the two numbers of events, the number of pairs and the correlation (phi) of the outcomes, or from
/// the table itself. Log scale. Elbourne et al. 2002, doi:10.1093/ije/31.1.140.
public struct PairedMarginalOddsRatioFromMargins: PlainZeroCellMeasure {
    /// What one study reports.
    public typealias Summary = MarginalPairedBinary
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "MPORM", "marginal odds ratio of matched pairs, from the margins", scale: .log,
        natural: .ratio("odds ratio", of: "the odds")
    ).with {
        $0.groups = .pairs
        $0.pairedForm = .table(PairedMarginalOddsRatioFromMargins.self)
    }
    /// What to do about zero cells.
    public var zeroCells: ZeroCellRule

    /// Creates the measure with a zero-cell rule.
    public init(zeroCells: ZeroCellRule = .onlyZero) { self.zeroCells = zeroCells }

    /// One study's marginal log odds ratio.
    public func effect(of study: MarginalPairedBinary) throws(EffectExclusion) -> EffectEstimate {
        study.table.marginalOddsRatio
    }
}

extension PairedBinary {
    /// The difference of the logits of the margins with its variance.
    fileprivate var marginalOddsRatio: EffectEstimate {
        let n = total
        let (p, q) = ((bothPositive + firstOnly) / n, (bothPositive + secondOnly) / n)
        let covariance = (bothPositive * bothNegative - firstOnly * secondOnly) / (n * n)
        let (x, y) = (p * (1 - p), q * (1 - q))
        return EffectEstimate(
            estimate: log(p / (1 - p)) - log(q / (1 - q)), variance: (1 / x + 1 / y - 2 * covariance / (x * y)) / n)
    }
}

/// A table of matched pairs that may be given by its margins.
public struct MarginalPairedBinary: Sendable, Codable, Equatable {
    /// The table.
    public var table: PairedBinary

    /// Creates a summary from the table.
    public init(_ table: PairedBinary) { self.table = table }
}

extension MarginalPairedBinary: CellTable {
    /// Whether any of the four cells is zero.
    public var hasZeroCell: Bool { table.hasZeroCell }
    /// Whether no pair is discordant.
    public var isUninformative: Bool { table.isUninformative }
    /// The table with `amount` added to each cell.
    public func adding(_ amount: Double) -> MarginalPairedBinary { MarginalPairedBinary(table.adding(amount)) }
}

extension MarginalPairedBinary: TabularSummary {
    /// The columns it is read from.
    public static var columnSets: [[String]] {
        PairedBinary.columnSets + [["events1", "events2", "total", "correlation"]]
    }

    /// Reads one study's row: the table where it is given, else the margins.
    public init(_ row: StudyRow) throws(EffectExclusion) {
        guard row["bothPositive"] == nil, row.has("events1") else {
            self.init(try PairedBinary(row))
            return
        }
        let first = try BinaryGroup(row, events: "events1", total: "total")
        let second = try BinaryGroup(row, events: "events2", total: "total")
        let table = PairedBinary(
            events1: first.events, events2: second.events, total: first.total,
            correlation: try row.correlation("correlation"))
        guard min(table.bothPositive, table.firstOnly, table.secondOnly, table.bothNegative) >= 0 else {
            throw .impossible("correlation", "is more than these margins allow")
        }
        self.init(table)
    }
}
