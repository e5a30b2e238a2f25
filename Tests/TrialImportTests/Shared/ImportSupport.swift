import Foundation
import Testing
import TrialEvidence
import TrialImport

/// What the tests of the import formats share.
enum ImportSupport {
    /// A committed file.
    static func fixture(_ path: String) throws -> [UInt8] {
        let url = try #require(Bundle.module.url(forResource: "Fixtures/\(path)", withExtension: nil))
        return [UInt8](try Data(contentsOf: url))
    }

    /// Reads text with a format.
    static func read(
        _ format: some ImportFormat, _ text: String, file: String = "input.csv",
        into dataset: Dataset = Dataset(name: "empty")
    ) throws(EvidenceError) -> ImportedEvidence {
        try format.read(Array(text.utf8), file: file, into: dataset)
    }

    /// The error of reading text with a format.
    static func error(
        _ format: some ImportFormat, _ text: String, file: String = "input.csv",
        into dataset: Dataset = Dataset(name: "empty")
    ) -> EvidenceError? {
        do throws(EvidenceError) {
            _ = try read(format, text, file: file, into: dataset)
            return nil
        } catch {
            return error
        }
    }

    /// A trial of two arms and one of a single arm.
    static func dataset() -> Dataset {
        var dataset = Dataset(name: "small")
        var petrou = Study(id: "Petrou2020", design: .parallelRandomised)
        petrou.firstAuthor = "Petrou"
        petrou.year = 2020
        petrou.title = "Beneficial effects of autologous mesenchymal stem cell transplantation"
        petrou.doi = "10.1093/brain/awaa333"
        petrou.pmid = "33253391"
        dataset.studies = [petrou, Study(id: "Alone2015", design: .singleArm)]
        dataset.arms = [
            Arm(studyID: "Petrou2020", id: "MSC", role: .treatment),
            Arm(studyID: "Petrou2020", id: "SHAM", role: .control),
            Arm(studyID: "Alone2015", id: "MSC", role: .treatment),
        ]
        return dataset
    }
}
