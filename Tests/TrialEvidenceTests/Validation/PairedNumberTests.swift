import Testing
import TrialEvidence

/// Paired rows and recorded derivations in files: read, validated, written.
struct PairedNumberTests {
    private static let header =
        "study_id,arm_id,comparator_arm_id,population,outcome,timepoint_months,statistic,n,mean,sd,se,ci_low,ci_high,ci_level,p_value,confidence,correlation,test_statistic,both,first_only,second_only,neither,derived"

    private static func report(_ row: String) -> ValidationReport {
        DatasetReader().validate(SmallDataset.files(outcomes: "\(header)\n\(row)\n"))
    }

    private static let good = [
        "Alpha2020,MSC,PBO,RRMS,edss,6,paired_mean_sd,9,-0.3,0.5,,,,,,primary,,,,,,,",
        "Alpha2020,MSC,PBO,RRMS,edss,6,paired_mean_se,9,-0.3,,0.2,,,,,primary,,,,,,,",
        "Alpha2020,MSC,PBO,RRMS,edss,6,paired_mean_ci,9,-0.3,,,-0.7,0.1,95,,primary,,,,,,,",
        "Alpha2020,MSC,PBO,RRMS,edss,6,paired_mean_t,9,-0.3,,,,,,,primary,,-2.1,,,,,",
        "Alpha2020,MSC,PBO,RRMS,edss,6,paired_mean_p,9,-0.3,,,,,,0.04,primary,,,,,,,",
        "Alpha2020,MSC,PBO,RRMS,worse,6,paired_table,,,,,,,,,primary,,,1,3,2,3,",
        "Alpha2020,MSC,,RRMS,edss,6,mean_sd,9,-0.3,0.5,,,,,,primary,0.6,,,,,,",
        "Alpha2020,MSC,,RRMS,edss,6,mean_sd,9,-0.3,0.6,,,,,,primary,,,,,,,sd = sd-from-se(se 0.2; n 9)",
    ]

    @Test("a paired row has the cells of its statistic, and comes back from its files as it was", arguments: good)
    func roundTrip(row: String) throws {
        let report = Self.report(row)
        #expect(report.diagnostics.isEmpty, "\(report.diagnostics)")
        let dataset = try report.get()
        let again = try DatasetReader().read(DatasetFiles(encoding: dataset))
        #expect(again.outcomes.map(\.cells) == dataset.outcomes.map(\.cells))
        #expect(again.canonicalText == dataset.canonicalText)
        #expect(again.outcomes[0].derived == dataset.outcomes[0].derived)
    }

    @Test(
        "a planted fault is named with its column",
        arguments: [
            (",primary,0.6,", ",primary,1.2,", DiagnosticCode.impossibleCorrelation, "correlation"),
            (",primary,,,1,3,2,3,", ",primary,,,1,-3,2,3,", .badCount, "first_only"),
            (",primary,,,1,3,2,3,", ",primary,,,0,0,0,0,", .badCount, "both"),
            ("paired_table,,", "paired_table,8,", .pairsDoNotAdd, "n"),
            (
                "MSC,PBO,RRMS,edss,6,paired_mean_sd", "MSC,,RRMS,edss,6,paired_mean_sd", .missingValue,
                "comparator_arm_id"
            ),
            ("paired_mean_ci,9,-0.3", "paired_mean_ci,9,-0.9", .estimateOutsideLimits, nil),
            ("sd = sd-from-se", "se = sd-from-se", .badDerivation, "derived"),
            ("n 9)", "n 9) | sd = sd-from-se(se 0.2; n 9)", .badDerivation, "derived"),
            ("sd-from-se(se", "sd-from-se[se", .badDerivation, "derived"),
        ] as [(String, String, DiagnosticCode, String?)])
    func faults(old: String, new: String, code: DiagnosticCode, column: String?) throws {
        let row = try #require(Self.good.first { $0.firstRange(of: old) != nil })
        let report = Self.report(SmallDataset.replacing(old, by: new, in: row))
        #expect(report.errors.contains { $0.code == code && $0.column == column && $0.line == 2 }, "\(report.errors)")
    }

    @Test("columns that came later change neither the files nor the identity of a dataset that has no use for them")
    func laterColumns() throws {
        let dataset = try DatasetReader().read(SmallDataset.files())
        let text = String(decoding: DatasetFiles(encoding: dataset).files["outcomes.csv"] ?? [], as: UTF8.self)
        for column in OutcomeRow.laterColumns { #expect(text.firstRange(of: column.name) == nil) }
        #expect(dataset.canonicalText.firstRange(of: "test_statistic,") == nil)
    }
}
