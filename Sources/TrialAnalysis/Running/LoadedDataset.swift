import TrialArchives
import TrialEvidence
import TrialResults

/// A dataset in memory with the identity of its content.
public struct LoadedDataset: Sendable {
    /// The evidence, by names.
    let indexed: IndexedDataset
    /// The evidence.
    public var dataset: Dataset { indexed.dataset }
    /// The files it was read from, with the digits that numbers lose when they are read; nil for one made in memory.
    public let files: DatasetFiles?
    /// What results say of it.
    public let reference: DatasetReference

    /// Reads a folder or an archive.
    ///
    /// - Throws: `AnalysisError` with one line for each problem in the dataset.
    public init(path: String) throws(AnalysisError) {
        do {
            let files = try DatasetArchive.files(at: path)
            self.init(try DatasetReader().read(files), files: files)
        } catch {
            throw Self.failure(error, at: path)
        }
    }

    /// Reads a packed dataset that is in memory; `name` is what messages call it.
    ///
    /// - Throws: `AnalysisError` with one line for each problem in the dataset.
    public init(archive bytes: [UInt8], name: String) throws(AnalysisError) {
        do {
            let files = DatasetFiles(try Manifest.open(bytes, path: name))
            self.init(try DatasetReader().read(files), files: files)
        } catch {
            throw Self.failure(error, at: name)
        }
    }

    /// One line for each problem; a dataset's own problems name its files, so the dataset goes before them.
    private static func failure(_ error: any Error, at path: String) -> AnalysisError {
        guard let evidence = error as? EvidenceError else { return AnalysisError(.unreadableDataset, "\(error)") }
        let problems = evidence.diagnostics.filter { $0.severity == .error }
        return AnalysisError(
            .unreadableDataset, problems.map { "\(path)/\("\($0)".replacing(": error: ", with: ": "))" })
    }

    /// Takes a dataset that is in memory already, and the files it was read from.
    public init(_ dataset: Dataset, files: DatasetFiles? = nil) {
        indexed = IndexedDataset(dataset)
        self.files = files
        reference = DatasetReference(
            name: dataset.name, title: dataset.title, version: dataset.version,
            identity: SHA256.hex(of: dataset.canonicalText))
    }
}
