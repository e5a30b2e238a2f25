import TrialResults

/// Which file of a bundle holds which dataset: named here alone, for the writer, the metadata and the verifier.
///
/// A dataset may be called anything, and two may be called the same, but files may not.
enum BundleDatasets {
    /// The files inside a bundle that hold datasets of these names, in their order: safe as names of files, no two alike.
    static func paths(of names: [String]) -> [String] {
        SafeName.unique(names).map { "\(ReportBundle.datasetFolder)\($0).zip" }
    }

    /// The datasets of a result by the file that holds each.
    static func byPath(_ document: ResultDocument) -> [String: DatasetReference] {
        Dictionary(uniqueKeysWithValues: zip(paths(of: document.datasets.map(\.name)), document.datasets))
    }
}
