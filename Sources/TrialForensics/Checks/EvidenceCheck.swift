import TrialEvidence

/// Looks for one kind of mistake that people make when they copy, type or derive numbers.
///
/// A new check is one file of this folder, one line in ``EvidenceChecks``, one test file.
public protocol EvidenceCheck: Sendable {
    /// The stable code, such as `grim`.
    var code: String { get }
    /// One sentence for a list of checks.
    var summary: String { get }
    /// Everything doubtful that the check sees, in the order of the dataset.
    func findings(in evidence: ExaminedEvidence) -> [Finding]
}

/// The checks, by code.
public enum EvidenceChecks {
    /// The checks of this library, in the order in which they are listed.
    public static let all: [any EvidenceCheck] = [
        OffScaleCheck(),
        OffStepCheck(),
        GrimCheck(),
        GrimmerCheck(),
        SpreadAndRangeCheck(),
        MeanAndMedianCheck(),
        ErrorAsDeviationCheck(),
        DeviationAsErrorCheck(),
        MeansPValueCheck(),
        TablePValueCheck(),
        IntervalPValueCheck(),
        StatisticPValueCheck(),
        AsymmetricIntervalCheck(),
        PercentAndCountCheck(),
        GrowingCountCheck(),
        ArmSizeCheck(),
        ArmTotalsCheck(),
        TypeTotalsCheck(),
        CombinedArmCheck(),
        ResponseTotalsCheck(),
        SubsetTotalsCheck(),
        ChangeTotalsCheck(),
        ScaleDirectionCheck(),
        OppositeSignsCheck(),
        CrossoverAsParallelCheck(),
        SharedControlCheck(),
        PartsAndWholeCheck(),
        OverlappingCohortsCheck(),
        IdenticalNumbersCheck(),
        DerivationReproducesCheck(),
    ]

    /// The check of that code, or `nil`.
    public static func named(_ code: String) -> (any EvidenceCheck)? { all.first { $0.code == code } }
}
