import Testing
import TrialEvidence
import TrialImport

/// What was merged into a dataset is there when it is read back, and importing it again changes nothing.
@Suite struct ImportAgainTests {
    private static let samples: [(format: any ImportFormat, path: String)] = [
        (ClinicalTrialsGov(), "ctgov/NCT02552212.json"), (ClinicalTrialsGov(), "ctgov/NCT05594173.json"),
        (RevMan5(), "revman/Fleiss1993.rm5"), (RevManCSV(), "revman/Fleiss1993_CR.csv"),
        (RevManWeb(), "revman/Fleiss1993.zip"),
    ]

    @Test(arguments: samples.indices) func importingTwiceIsImportingOnce(_ index: Int) throws {
        let (format, path) = Self.samples[index]
        let bytes = try SampleFile.bytes(path)
        let empty = Dataset(name: "imported")
        let first = try format.read(bytes, file: path, into: empty)
        let files = try DatasetMerge(of: [first], into: empty).merged(into: DatasetFiles(encoding: empty))
        let dataset = try DatasetReader().read(files)
        #expect(dataset.outcomes.count == first.outcomes.count && dataset.arms.count == first.arms.count)

        let second = try format.read(bytes, file: path, into: dataset)
        let proposal = try DatasetMerge(of: [second], into: dataset).proposal()
        #expect(proposal.isEmpty, "\(proposal.additions.first?.row ?? proposal.changes.first?.description ?? "")")
        #expect(proposal.unchanged == first.studies.count + first.arms.count + first.outcomes.count)
    }

    @Test func theThreeFormsOfAReviewMergeIntoOne() throws {
        let empty = Dataset(name: "fleiss")
        let first = try RevManSamples.evidence("Fleiss1993.rm5")
        let files = try DatasetMerge(of: [first], into: empty).merged(into: DatasetFiles(encoding: empty))
        let dataset = try DatasetReader().read(files)
        for name in ["Fleiss1993_CR.csv", "Fleiss1993.zip"] {
            let other = try RevManSamples.evidence(name, into: dataset)
            #expect(try DatasetMerge(of: [other], into: dataset).proposal().isEmpty)
        }
    }
}
