import Testing
import TrialEvidence

@Suite("The shipped datasets")
struct ShippedDatasetTests {
    static func folder(_ name: String) -> DatasetFolder {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4)
        return DatasetFolder(parts.joined(separator: "/") + "/Datasets/" + name)
    }

    @Test("the trials have 38 studies, 70 arms, 263 results and 37 published syntheses, and no errors")
    func counts() throws {
        let report = try Self.folder("msc-ms-trials").validate()
        #expect(report.errors == [])
        let dataset = report.dataset
        #expect(dataset.studies.count == 38)
        #expect(dataset.arms.count == 70)
        #expect(dataset.outcomes.count == 263)
        #expect(dataset.publishedSyntheses.count == 37)
        // Cohen 2022 prints who of the 20 enrolled came to the end; the arm is the 18 who were treated.
        let larger = report.warnings.filter { $0.code == .patientsExceedArm }
        #expect(larger.map(\.file) == [DatasetTable.outcomes.file])
        #expect(Set(report.warnings.map(\.code)) == [.missingCells, .patientsExceedArm])
        #expect(dataset.riskOfBias.count == 28)
        #expect(Set(dataset.riskOfBias.map(\.judgedBy)) == ["Nawar2024"])
        #expect(dataset.flow.map(\.count) == [36, 38])
        let registered = Set(dataset.studies.flatMap(\.registryIDs))
        #expect(dataset.ongoingTrials.count == 9)
        #expect(dataset.ongoingTrials.allSatisfy { !registered.contains($0.registryID) })
    }

    @Test("every result of the trials has a confidence and a place in its source")
    func provenance() throws {
        let dataset = try Self.folder("msc-ms-trials").read()
        #expect(dataset.outcomes.allSatisfy { !$0.provenance.location.isEmpty })
        let confidences = Dictionary(grouping: dataset.outcomes, by: \.provenance.confidence).mapValues(\.count)
        #expect(confidences == [.primary: 185, .secondary: 70, .uncertain: 8])
    }

    @Test("designs are decoded, the two spellings of a controlled study and the empty cell among them")
    func designs() throws {
        let dataset = try Self.folder("msc-ms-trials").read()
        let designs = Dictionary(grouping: dataset.studies, by: \.design).mapValues(\.count)
        let expected: [StudyDesign: Int] = [
            .crossoverRandomised: 8, .parallelRandomised: 4, .nonRandomisedControlled: 3, .singleArm: 20,
            .caseReport: 2, .notStated: 1,
        ]
        #expect(designs == expected)
    }

    @Test(
        "the course of the trials is as their reports say",
        arguments: [
            ("Llufriu2014", MSCourse.relapsing), ("HopeBio2025", .relapsing), ("Petrou2020", .progressive),
            ("Fernandez2018", .progressive), ("Harris2024", .progressive), ("Kvistad2026", .progressive),
            ("Uccelli2021", .mixed), ("Lublin2014", .mixed), ("Cohen2018", .mixed), ("Li2014", .unknown),
        ])
    func course(study: String, course: MSCourse) throws {
        #expect(try Self.folder("msc-ms-trials").read().study(study)?.course == course)
    }

    @Test("the hazards are columns: reports, overlaps, periods, cycles and combined arms")
    func hazards() throws {
        let dataset = try Self.folder("msc-ms-trials").read()
        let secondary = dataset.studies.filter { $0.secondaryReportOf != nil }.map(\.id)
        #expect(secondary == ["Berard2022", "Petrou2022"])
        let tehran = dataset.studiesSharingPatients(with: "Sahraian2014")
        #expect(tehran == ["MohyeddinBonab2005", "MohyeddinBonab2007"])
        #expect(dataset.sharedPatientGroups().count == 4)
        #expect(dataset.studiesSharingPatients(with: "Nabavi2023") == [])
        let possible = dataset.studiesSharingPatients(with: "Nabavi2023", includingPossible: true)
        #expect(possible == ["Uccelli2021", "Berard2022"])

        let cycles = dataset.arms.filter { $0.unit == .cycle }
        #expect(cycles.map(\.id) == ["MSC-IT-POOL", "MSC-IV-POOL", "SHAM-POOL"])
        #expect(cycles.allSatisfy { $0.period == .pooled })
        #expect(dataset.arms.filter { $0.period == .withinPerson }.map(\.id) == ["MSC-PERIOD", "PBO-PERIOD"])
        let combined = dataset.arms.filter { !$0.combines.isEmpty }.map(\.key.studyID)
        #expect(combined == ["Fernandez2018", "HopeBio2025", "Kvistad2026", "Llufriu2014", "Fedulov2019"])
        let crossovers = Set(dataset.studies.filter(\.design.isCrossover).map(\.id))
        #expect(dataset.arms.allSatisfy { crossovers.contains($0.studyID) == ($0.period != .only) })
    }

    @Test("numbers come through as printed: the lesion rate ratio, the failures, a bounded dose")
    func numbers() throws {
        let dataset = try Self.folder("msc-ms-trials").read()
        let ratio = try #require(dataset.outcomes.first { $0.statistic == .ratioCI })
        #expect(ratio.studyID == "Uccelli2021")
        #expect(ratio.effect == 0.94 && ratio.ciLow == 0.58 && ratio.ciHigh == 1.5)
        #expect(ratio.effectMeasure == .rateRatio)
        let failures = dataset.outcomes.filter { $0.outcome == "treatment_failure" }
        #expect(failures.map(\.events) == [2, 3, 13])
        #expect(failures.map(\.n) == [30, 31, 31])
        let kvistad = dataset.arm(ArmKey(studyID: "Kvistad2026", armID: "MSC"))
        #expect(kvistad?.dose.perInfusion == NumberRange(low: nil, high: 100))
        #expect(dataset.comparisons.count == 11)
        #expect(dataset.citation(of: ratio)?.hasPrefix("https://www.medicinesresources.nhs.uk/") == true)
    }

    @Test("one study can be taken alone")
    func oneStudy() throws {
        let part = try Self.folder("msc-ms-trials").read().restricted(to: "Petrou2020")
        #expect(part.studies.map(\.id) == ["Petrou2020"])
        #expect(part.arms.count == 6)
        #expect(part.outcomes.count == 49)
        #expect(part.publishedSyntheses == [])
    }

    @Test("another cell therapy is in a dataset of its own, and shares no study with the trials")
    func neighbours() throws {
        let report = try Self.folder("haematopoietic-transplantation").validate()
        #expect(report.errors == [])
        let dataset = report.dataset
        #expect(dataset.studies.allSatisfy { $0.product.source == .haematopoietic })
        let trials = try Self.folder("msc-ms-trials").read()
        #expect(Set(dataset.studies.map(\.id)).isDisjoint(with: trials.studies.map(\.id)))
        // A percentage that no whole number of patients gives makes no event.
        #expect(dataset.outcomes.filter { $0.statistic == .percent }.allSatisfy { $0.events == nil })
    }

    @Test("the placebo arms have events that follow from the printed percentage")
    func placebo() throws {
        let report = try Self.folder("historical-placebo").validate()
        #expect(report.diagnostics == [])
        let rows = report.dataset.outcomes
        #expect(rows.count == 28)
        #expect(report.dataset.studies.count == 28)
        #expect(report.dataset.arms.allSatisfy { $0.role == .control })
        for row in rows {
            let patients = try #require(row.n)
            let events = try #require(row.events)
            let percent = try #require(row.effect)
            // Rounding to a whole patient moves the share by at most half a patient.
            #expect(abs(Double(events) - percent * Double(patients) / 100) <= 0.5)
            #expect(row.provenance.note.hasPrefix("derived: events = "))
            #expect(row.outcome == "edss_worsened")
            #expect(report.dataset.course(of: row) == .progressive)
        }
    }

    @Test(
        "the descriptors are what the library writes",
        arguments: ["msc-ms-trials", "historical-placebo", "haematopoietic-transplantation"])
    func descriptors(name: String) throws {
        let files = try Self.folder(name).files()
        let dataset = try DatasetReader().read(files)
        let written = DatasetFiles.descriptor(of: dataset, files: files.files)
        #expect(files.files["datapackage.json"] == written)
    }
}
