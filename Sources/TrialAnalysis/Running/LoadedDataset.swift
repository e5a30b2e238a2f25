import TrialArchives
import TrialEvidence
import TrialResults

/// A dataset in memory with the identity of its content.
public struct LoadedDataset: Sendable {
    /// The evidence.
    public let dataset: Dataset
    /// What results say of it.
    public let reference: DatasetReference

    /// Reads a folder or an archive.
    ///
    /// - Throws: `AnalysisError` with one line for each problem in the dataset.
    public init(path: String) throws(AnalysisError) {
        do {
            self.init(try DatasetArchive.read(path))
        } catch {
            throw AnalysisError(.unreadableDataset, "\(error)".split(separator: "\n").map(String.init))
        }
    }

    /// Reads a packed dataset that is in memory; `name` is what messages call it.
    ///
    /// - Throws: `AnalysisError` with one line for each problem in the dataset.
    public init(archive bytes: [UInt8], name: String) throws(AnalysisError) {
        do {
            self.init(try DatasetReader().read(DatasetFiles(try Manifest.open(bytes, path: name))))
        } catch {
            throw AnalysisError(.unreadableDataset, "\(error)".split(separator: "\n").map(String.init))
        }
    }

    /// Takes a dataset that is in memory already.
    public init(_ dataset: Dataset) {
        self.dataset = dataset
        reference = DatasetReference(
            name: dataset.name, title: dataset.title, version: dataset.version,
            identity: SHA256.hex(of: dataset.canonicalText))
    }
}
