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

/// The checks by code, as a value: a program adds its own to ``standard`` and passes the result on.
public struct EvidenceChecks: Sendable {
    /// The checks, in the order in which they are listed.
    public private(set) var all: [any EvidenceCheck]

    /// Creates a list of checks.
    public init(_ checks: [any EvidenceCheck]) { all = checks }

    /// The checks of this library.
    public static let standard = EvidenceChecks([
        OffScaleCheck(),
        OffStepCheck(),
        GrimCheck(),
        GrimmerCheck(),
        SpreadAndRangeCheck(),
        MeanAndMedianCheck(),
        ErrorAsDeviationCheck(),
        DeviationAsErrorCheck(),
        ZeroSpreadCheck(),
        PowerOfTenCheck(),
        SwappedMeanCheck(),
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
        IdenticalArmsCheck(),
        SummaryStudyCheck(),
        ConflictingReportsCheck(),
        DerivationReproducesCheck(),
    ])

    /// The same with a further check; it takes the place of one of the same code.
    public func adding(_ check: any EvidenceCheck) -> EvidenceChecks {
        var checks = self
        if let place = all.firstIndex(where: { $0.code == check.code }) {
            checks.all[place] = check
        } else {
            checks.all.append(check)
        }
        return checks
    }

    /// The check of that code, or `nil`.
    public func named(_ code: String) -> (any EvidenceCheck)? { all.first { $0.code == code } }
}
