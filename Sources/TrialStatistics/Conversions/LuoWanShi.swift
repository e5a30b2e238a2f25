import Glibc

/// Mean by Luo et al. with standard deviation by Wan et al. or, with all five numbers, by Shi et al.; for normal data.
///
/// Mean: optimal weights of mid-range, mid-quartile range and median. Standard deviation: the range over 2Φ⁻¹((n −
/// 0.375)/ (n + 0.25)), the interquartile range over 2Φ⁻¹((0.75n − 0.125)/(n + 0.25)), or their optimal combination.
/// Skewed data are refused unless `refusesSkewness` is false. Luo et al. 2018, doi:10.1177/0962280216669183; Wan et al.
/// 2014, doi:10.1186/1471-2288-14-135; Shi et al. 2020, doi:10.1002/jrsm.1429.
public struct LuoWanShi: MomentEstimator {
    /// Whether a summary that fails the skewness test is an error.
    public var refusesSkewness: Bool

    /// Creates the estimator; by default it refuses skewed data.
    public init(refusesSkewness: Bool = true) { self.refusesSkewness = refusesSkewness }

    /// Mean, standard deviation and standard error of the mean, in the units of the summary.
    ///
    /// - Throws: `StatisticsError` for numbers that are out of order, without spread or too few, or a skewed summary
    ///   where that is refused.
    public func moments(of summary: FiveNumberSummary) throws(StatisticsError) -> Derivation {
        let ordered = try summary.checked()
        let test = SkewnessTest.result(ordered)
        guard !(refusesSkewness && test.isSkewed) else {
            throw StatisticsError(
                .impossibleData,
                "shows skewed data; use quantile matching, Box–Cox or the log-normal method",
                field: "median")
        }
        let (mean, deviation) = Self.estimate(ordered)
        return try ordered.derivation(
            mean: mean, deviation: deviation,
            formula: "Luo mean, \(ordered.scenario == .all ? "Shi" : "Wan") deviation",
            reference: "doi:10.1177/0962280216669183, doi:10.1186/1471-2288-14-135, doi:10.1002/jrsm.1429",
            warnings: test.isSkewed ? ["the summary shows skewed data"] : [])
    }

    static func estimate(_ summary: OrderedSummary) -> (mean: Double, deviation: Double) {
        (mean(summary), deviation(summary))
    }

    static func mean(_ summary: OrderedSummary) -> Double {
        let n = summary.total
        switch (summary.range, summary.quartiles) {
        case (let range?, let quartiles?):
            let outer = 2.2 / (2.2 + pow(n, 0.75))
            let inner = 0.7 - 0.72 / pow(n, 0.55)
            return outer * (range.low + range.high) / 2 + inner * (quartiles.low + quartiles.high) / 2
                + (1 - outer - inner) * summary.median
        case (let range?, nil):
            let weight = 4 / (4 + pow(n, 0.75))
            return weight * (range.low + range.high) / 2 + (1 - weight) * summary.median
        case (nil, let quartiles?):
            let weight = 0.7 + 0.39 / n
            return weight * (quartiles.low + quartiles.high) / 2 + (1 - weight) * summary.median
        case (nil, nil): return .nan
        }
    }

    static func deviation(_ summary: OrderedSummary) -> Double {
        guard let range = summary.range, let quartiles = summary.quartiles else { return Wan.deviation(summary) }
        let power = 0.07 * pow(summary.total, 0.6)
        return (range.high - range.low) / ((2 + 2 * power) * summary.rangeUnit)
            + (quartiles.high - quartiles.low) / ((2 + 2 / power) * summary.quartileUnit)
    }
}

/// Mean and standard deviation by Wan et al.; with all five numbers, the average of both deviations.
///
/// `tabulated` takes the expected range and interquartile range from the paper's tables 1 and 2 (three decimals, n ≤ 50
/// and (n − 1)/4 ≤ 50), and its means with their small-sample term, as some programs do.
/// Wan et al. 2014, doi:10.1186/1471-2288-14-135.
public struct Wan: MomentEstimator {
    /// Whether the paper's tables replace the approximation where they reach.
    public var tabulated: Bool

    /// Creates the estimator.
    public init(tabulated: Bool = false) { self.tabulated = tabulated }

    /// Mean, standard deviation and standard error of the mean, in the units of the summary.
    ///
    /// - Throws: `StatisticsError` for numbers that are out of order, without spread or too few.
    public func moments(of summary: FiveNumberSummary) throws(StatisticsError) -> Derivation {
        let ordered = try summary.checked()
        return try ordered.derivation(
            mean: mean(ordered), deviation: Self.deviation(ordered, tabulated: tabulated),
            formula: tabulated ? "Wan, by its tables" : "Wan", reference: "doi:10.1186/1471-2288-14-135")
    }

    private func mean(_ summary: OrderedSummary) -> Double {
        let (x, m, n) = (summary.values, summary.median, summary.total)
        switch summary.scenario {
        case .all: return (x[0] + 2 * x[1] + 2 * m + 2 * x[3] + x[4]) / 8
        case .quartiles: return (x[0] + m + x[2]) / 3
        case .range:
            let simple = (x[0] + 2 * m + x[2]) / 4
            return tabulated ? simple + (x[0] - 2 * m + x[2]) / (4 * n) : simple
        }
    }

    static func deviation(_ summary: OrderedSummary, tabulated: Bool = false) -> Double {
        let n = summary.total
        let wholeRange = tabulated && n <= 50 ? NormalOrderStatistics.tabulatedRange(n) : 2 * summary.rangeUnit
        let block = ((n - 1) / 4).rounded(.up)
        let middle =
            tabulated && block <= 50 ? NormalOrderStatistics.tabulatedQuartileRange(block) : 2 * summary.quartileUnit
        let fromRange = summary.range.map { ($0.high - $0.low) / wholeRange }
        let fromQuartiles = summary.quartiles.map { ($0.high - $0.low) / middle }
        if let fromRange, let fromQuartiles { return (fromRange + fromQuartiles) / 2 }
        return fromRange ?? fromQuartiles ?? .nan
    }
}

/// Mean by Luo or Wan with standard deviation by Shi or Wan's tables, in any pairing that programs offer.
public struct PairedMoments: MomentEstimator {
    /// Whether the mean is Luo's, else Wan's.
    public var luoMean: Bool
    /// Whether the standard deviation from five numbers is Shi's, else Wan's.
    public var shiDeviation: Bool

    /// Creates the estimator.
    public init(luoMean: Bool, shiDeviation: Bool) {
        self.luoMean = luoMean
        self.shiDeviation = shiDeviation
    }

    /// Mean, standard deviation and standard error of the mean, in the units of the summary.
    ///
    /// - Throws: `StatisticsError` for numbers that are out of order, without spread or too few.
    public func moments(of summary: FiveNumberSummary) throws(StatisticsError) -> Derivation {
        let ordered = try summary.checked()
        let mean = luoMean ? LuoWanShi.mean(ordered) : try Wan(tabulated: true).moments(of: summary).value
        let useShi = shiDeviation && ordered.scenario == .all
        let deviation = useShi ? LuoWanShi.deviation(ordered) : Wan.deviation(ordered, tabulated: true)
        return try ordered.derivation(
            mean: mean, deviation: deviation,
            formula: "\(luoMean ? "Luo" : "Wan") mean, \(useShi ? "Shi" : "Wan") deviation",
            reference: "doi:10.1177/0962280216669183, doi:10.1186/1471-2288-14-135, doi:10.1002/jrsm.1429")
    }
}
