import Testing
import TrialEvidence

/// A fault planted in the small dataset, and where it must be found.
struct PlantedFault: Sendable, CustomTestStringConvertible {
    let table: DatasetTable
    let old: String
    let new: String
    let code: DiagnosticCode
    let line: Int?
    let column: String?

    init(
        _ table: DatasetTable, _ old: String, _ new: String, _ code: DiagnosticCode, _ line: Int?,
        _ column: String? = nil
    ) {
        self.table = table
        self.old = old
        self.new = new
        self.code = code
        self.line = line
        self.column = column
    }

    var testDescription: String { "\(code.rawValue): \(old) → \(new)" }

    func report() -> ValidationReport {
        var texts: [DatasetTable: String] = [
            .studies: SmallDataset.studies, .arms: SmallDataset.arms, .outcomes: SmallDataset.outcomes,
        ]
        texts[table] = SmallDataset.replacing(old, by: new, in: texts[table] ?? "")
        let files = SmallDataset.files(
            studies: texts[.studies] ?? "", arms: texts[.arms] ?? "", outcomes: texts[.outcomes] ?? "")
        return DatasetReader().validate(files)
    }
}

@Suite("Planted faults")
struct PlantedFaultTests {
    @Test("the small dataset itself has no problem")
    func sound() {
        #expect(DatasetReader().validate(SmallDataset.files()).diagnostics == [])
    }

    static let columnFaults = [
        PlantedFault(.studies, "study_id", "studyid", .unknownColumn, 1, "studyid"),
        PlantedFault(.studies, "study_id", "studyid", .missingColumn, 1, "study_id"),
        PlantedFault(.studies, "donor", "year", .duplicateColumn, 1, "year"),
        PlantedFault(.outcomes, ",confidence", ",confidense", .unknownColumn, 1, "confidense"),
        PlantedFault(.outcomes, ",confidence", ",confidense", .missingColumn, 1, "confidence"),
        PlantedFault(.arms, "MSC;PBO", "MSC;PBO,x", .raggedRow, 4),
    ]

    static let cellFaults = [
        PlantedFault(.studies, "Alpha2020,2020", ",2020", .missingValue, 2, "study_id"),
        PlantedFault(.studies, "2020,2020", "2020,2020.5", .notAnInteger, 2, "year"),
        PlantedFault(.studies, "crossover-rct", "crosover-rct", .unknownCode, 2, "design"),
        PlantedFault(.studies, "autologous", "autologus", .unknownCode, 2, "donor"),
        PlantedFault(.studies, ",0.8,", ",-0.8,", .negativeSpread, 2, "baseline_edss_sd"),
        PlantedFault(.arms, "1-2", "2-1", .badRange, 2, "dose_million_cells_per_kg"),
        PlantedFault(.arms, ",control,", ",,", .missingValue, 3, "role"),
        PlantedFault(.arms, "intrathecal", "intrathecial", .unknownCode, 5, "route"),
        PlantedFault(.outcomes, "-0.2,0.4", "about -0.2,0.4", .notANumber, 2, "mean"),
        PlantedFault(.outcomes, "-0.2,0.4", "-0.2,nan", .notANumber, 2, "sd"),
        PlantedFault(.outcomes, "mean_sd", "mean-sd", .unknownCode, 2, "statistic"),
        PlantedFault(.outcomes, "secondary", "secondry", .unknownCode, 4, "confidence"),
        PlantedFault(.outcomes, ",0.4,abstract", ",1.4,abstract", .badPValue, 4, "p_value"),
        PlantedFault(.outcomes, "RateRatio", "RateRatios", .unknownCode, 4, "effect_measure"),
    ]

    static let numberFaults = [
        PlantedFault(.studies, ",20,20,0,", ",-20,20,0,", .badCount, 2, "n_randomised"),
        PlantedFault(.studies, ",20,20,0,", ",20,20,1,", .countsExceedPatients, 2),
        PlantedFault(.studies, ",relapsing,", ",progressive,", .courseContradictsCounts, 2, "ms_course"),
        PlantedFault(.arms, "1.5,12", "1.5,-12", .badCount, 5, "n"),
        PlantedFault(.outcomes, "-0.2,0.4", "-0.2,-0.4", .negativeSpread, 2, "sd"),
        PlantedFault(.outcomes, "-0.2,0.4,", "-0.2,0.4,-1", .negativeSpread, 2, "se"),
        PlantedFault(.outcomes, "mean_sd,10,-0.2", "mean_sd,0,-0.2", .badCount, 2, "n"),
        PlantedFault(.outcomes, "5,,,,,abstract", "-5,,,,,abstract", .badCount, 5, "events"),
        PlantedFault(.outcomes, "15,12", "15,0", .badCount, 6, "person_years"),
        PlantedFault(.outcomes, "5,,,,,abstract", "13,,,,,abstract", .eventsExceedPatients, 5, "events"),
        PlantedFault(.outcomes, "0.5,1.5,95", "1.5,0.5,95", .limitsReversed, 4, "ci_low"),
        PlantedFault(.outcomes, "0.5,1.5,95", "0.95,1.5,95", .estimateOutsideLimits, 4),
        PlantedFault(.outcomes, "0.5,1.5,95", "0.5,1.5,950", .impossibleLevel, 4, "ci_level"),
        PlantedFault(.outcomes, "0.5,1.5,95", "-0.5,1.5,95", .ratioNotPositive, 4, "ci_low"),
        PlantedFault(.outcomes, "-0.2,0.4,,,", "-0.2,0.4,,1,2", .limitsReversed, 2),
    ]

    static let referenceFaults = [
        PlantedFault(.studies, "Beta2021", "Alpha2020", .duplicateKey, 3, "study_id"),
        PlantedFault(.studies, "relapsing,,", "relapsing,,Gamma2022", .unknownStudy, 2, "secondary_report_of"),
        PlantedFault(.studies, "relapsing,,", "relapsing,,Alpha2020", .selfReference, 2, "secondary_report_of"),
        PlantedFault(.studies, "relapsing,,", "relapsing,Beta2022,", .unknownStudy, 2, "overlaps_with"),
        PlantedFault(.arms, "Beta2021", "Beta2012", .unknownStudy, 5, "study_id"),
        PlantedFault(.arms, "Alpha2020,PBO", "Alpha2020,MSC", .duplicateKey, 3, "arm_id"),
        PlantedFault(.arms, "MSC;PBO", "MSC;PB0", .unknownArm, 4, "combines"),
        PlantedFault(.arms, "MSC;PBO", "MSC;ALL", .selfReference, 4, "combines"),
        PlantedFault(.outcomes, "Beta2021", "Beta2022", .unknownStudy, 5, "study_id"),
        PlantedFault(.outcomes, "Beta2021,MSC", "Beta2021,MCS", .unknownArm, 5, "arm_id"),
        PlantedFault(.outcomes, "MSC,PBO", "MSC,SHAM", .unknownArm, 4, "comparator_arm_id"),
        PlantedFault(.outcomes, "MSC,PBO", "MSC,MSC", .selfReference, 4, "comparator_arm_id"),
        PlantedFault(.outcomes, "MSC,PBO", "MSC,", .missingValue, 4, "comparator_arm_id"),
        PlantedFault(.outcomes, "Alpha2020,PBO", "Alpha2020,MSC", .duplicateKey, 3),
    ]

    @Test(
        "a fault is found as an error in its place",
        arguments: columnFaults + cellFaults + numberFaults + referenceFaults)
    func found(fault: PlantedFault) {
        let report = fault.report()
        let match = report.errors.first { $0.code == fault.code && $0.column == fault.column && $0.line == fault.line }
        #expect(match?.file == fault.table.file, "\(report.diagnostics)")
        #expect(throws: EvidenceError.self) { try report.get() }
    }

    static let doubts = [
        PlantedFault(.outcomes, "-0.2,0.4", "-0.2,", .missingCells, 2),
        PlantedFault(.outcomes, "15,12", "15,", .missingCells, 6),
        PlantedFault(.outcomes, "mean_sd,10,-0.2", "mean_sd,11,-0.2", .patientsExceedArm, 2, "n"),
        PlantedFault(.studies, "relapsing,,", "relapsing,Beta2021,", .oneSidedOverlap, 2, "overlaps_with"),
    ]

    @Test("a doubt is a warning and does not stop the reading", arguments: doubts)
    func warned(doubt: PlantedFault) throws {
        let report = doubt.report()
        #expect(report.errors.isEmpty)
        #expect(report.warnings.map(\.code) == [doubt.code])
        #expect(report.warnings.first?.line == doubt.line)
        #expect(report.warnings.first?.column == doubt.column)
        _ = try report.get()
    }

    @Test("what is no fault stays silent: rates beyond patients, an arm without results, zero spread")
    func noFault() {
        let arms = SmallDataset.arms + "Beta2021,EXTRA,comparator,none,,,,,\n"
        let outcomes = SmallDataset.replacing("-0.2,0.4", by: "-0.2,0", in: SmallDataset.outcomes)
        #expect(DatasetReader().validate(SmallDataset.files(arms: arms, outcomes: outcomes)).diagnostics == [])
    }

    @Test("all problems of all files come at once, in the order of files and lines, and name the near name")
    func together() throws {
        let studies = SmallDataset.replacing("crossover-rct", by: "crossover-rtc", in: SmallDataset.studies)
        var outcomes = SmallDataset.replacing("Beta2021,MSC", by: "Beta2021,MCS", in: SmallDataset.outcomes)
        outcomes = SmallDataset.replacing("-0.2,0.4", by: "x,-0.4", in: outcomes)
        let report = DatasetReader().validate(SmallDataset.files(studies: studies, outcomes: outcomes))
        #expect(report.errors.map(\.code) == [.unknownCode, .notANumber, .negativeSpread, .unknownArm])
        #expect(report.errors.map(\.file) == ["studies.csv", "outcomes.csv", "outcomes.csv", "outcomes.csv"])
        #expect(report.errors[0].message.contains("did you mean \"crossover-rct\"?"))
        #expect(report.errors[3].message.contains("did you mean \"MSC\"?"))
        let line = "studies.csv:2: error: column design: \"crossover-rtc\" is unknown"
        #expect(report.errors[0].description.hasPrefix(line))
        let error = EvidenceError(report.diagnostics)
        #expect(error.code == .unknownCode)
        #expect(error.description.hasSuffix("(and 3 more)"))
    }
}
