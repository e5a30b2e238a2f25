import TrialArchives
import TrialEvidence

/// The whole dataset as one sealed archive: a Frictionless Data Package with the checksums of its files.
public struct DataPackageExport: ExportFormat {
    /// The stable name.
    public let name = "data-package"
    /// One sentence for a list of formats.
    public let summary = "The whole dataset as a Data Package in one .zip."

    /// Makes the format.
    public init() {}

    /// Writes `NAME.zip`; throws where the dataset has errors.
    public func export(_ dataset: Dataset) throws -> ExportedFiles {
        ExportedFiles(files: ["\(dataset.name).zip": try DatasetArchive.pack(DatasetFiles(encoding: dataset))])
    }
}
