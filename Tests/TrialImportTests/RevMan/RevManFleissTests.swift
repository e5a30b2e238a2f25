import Testing
import TrialArchives
import TrialEvidence
import TrialImport

/// The examples of Fleiss 1993 in the three forms that RevMan writes.
@Suite struct RevManFleissTests {
    private static let files = ["Fleiss1993.rm5", "Fleiss1993_CR.csv", "Fleiss1993.zip"]

    /// The rows in one order, without the lines of their files.
    private func outcomes(_ evidence: ImportedEvidence) -> [OutcomeRow] {
        let bare = evidence.outcomes.map { row in
            var row = row
            row.line = nil
            return row
        }
        return bare.sorted { "\($0.key)" < "\($1.key)" }
    }

    private func studies(_ evidence: ImportedEvidence) -> [Study] {
        let bare = evidence.studies.map { study in
            var study = study
            study.line = nil
            return study
        }
        return bare.sorted { $0.id < $1.id }
    }

    /// The arms without their labels, which the package does not carry.
    private func arms(_ evidence: ImportedEvidence) -> [Arm] {
        let bare = evidence.arms.map { arm in
            var arm = arm
            arm.label = ""
            return arm
        }
        return bare.sorted { "\($0.key)" < "\($1.key)" }
    }

    @Test(arguments: ["Fleiss1993_CR.csv", "Fleiss1993.zip"]) func allFormsGiveTheSameEvidence(_ name: String) throws {
        let first = try RevManSamples.evidence("Fleiss1993.rm5")
        let other = try RevManSamples.evidence(name)
        #expect(outcomes(first) == outcomes(other))
        #expect(studies(first) == studies(other))
        #expect(arms(first) == arms(other))
        #expect(first.riskOfBias == other.riskOfBias)
    }

    @Test func theLabelsOfTheArmsAreThoseOfTheFile() throws {
        let tree = try RevManSamples.evidence("Fleiss1993.rm5")
        let table = try RevManSamples.evidence("Fleiss1993_CR.csv")
        #expect(tree.arms.map(\.label) == table.arms.map(\.label))
        #expect(Set(tree.arms.map(\.label)) == ["Aspirin", "Mental Health Treatment", "Control"])
    }

    @Test(arguments: files) func everyRowIsThere(_ name: String) throws {
        let read = try RevManSamples.evidence(name)
        #expect(read.studies.count == 12 && read.arms.count == 24 && read.outcomes.count == 24)
        #expect(read.outcomes.filter { $0.statistic == .events }.count == 14)
        let isis = read.outcomes.filter { $0.studyID == "ISIS-2" }
        #expect(isis.map(\.events) == [1570, 1720] && isis.map(\.n) == [8587, 8600])
        #expect(isis.map(\.armID) == ["experimental", "control"])
        let florell = try #require(read.outcomes.first { $0.studyID == "Florell" })
        #expect(florell.mean == 4.9 && florell.sd == 1.71 && florell.n == 30 && florell.events == nil)
        #expect(read.studies.first { $0.id == "ISIS-2" }?.year == 1988)
        #expect(read.outcomes.allSatisfy { $0.line != nil })
    }

    @Test(arguments: zip(files, [["not-judged": 12], [:], ["not-judged": 12, "other-file": 3, "references-file": 1]]))
    func whatIsNotTakenByCode(_ name: String, _ codes: [String: Int]) throws {
        let read = try RevManSamples.evidence(name)
        #expect(Dictionary(grouping: read.notTaken, by: \.code).mapValues(\.count) == codes)
    }

    @Test(arguments: zip(files, [(8, 1e-16), (14, 1e-8), (8, 1e-6)]))
    func theStoredResultsAreKeptApart(_ name: String, _ expected: (count: Int, precision: Double)) throws {
        let review = try RevManSamples.format(of: name).review(SampleFile.bytes("revman/\(name)"), file: name)
        #expect(review.storedResults.count == expected.count)
        let overall = try #require(review.storedResults.first { $0.level == .overall })
        #expect(overall.measure == .oddsRatio && overall.method == "MH" && !overall.isRandom)
        // The forms print 16, 8 and 6 digits.
        #expect(abs((overall.estimate ?? 0) - 0.8968655609130709) <= expected.precision)
        #expect(abs((overall.heterogeneity ?? 0) - 9.946055983220074) <= expected.precision * 10)
        let cdp = review.storedResults.first { $0.study == "CDP" }
        #expect(cdp?.ciLevel == (name.hasSuffix(".csv") ? nil : 95))
        #expect(abs((cdp?.ciHigh ?? 0) - 1.0132119087766858) <= expected.precision * 10)
    }

    @Test func theInnerPackageReadsAsTheOuterOne() throws {
        let inner = try RevManSamples.zip(RevManSamples.tables())
        let read = try RevManWeb().read(inner, file: "data.zip", into: Dataset(name: "d"))
        #expect(outcomes(read) == outcomes(try RevManSamples.evidence("Fleiss1993.zip")))
    }

    @Test(arguments: files) func theEvidenceIsADatasetWithoutErrors(_ name: String) throws {
        let read = try RevManSamples.evidence(name)
        var dataset = Dataset(name: "fleiss")
        dataset.studies = read.studies
        dataset.arms = read.arms
        dataset.outcomes = read.outcomes
        #expect(DatasetRules.all.flatMap { $0.check(dataset) }.filter { $0.severity == .error } == [])
    }

    @Test(arguments: ["revman5", "revman-csv", "revman-web"]) func theRegistryListsTheForm(_ name: String) {
        #expect(ImportFormatRegistry.standard.format(named: name) != nil)
    }
}
