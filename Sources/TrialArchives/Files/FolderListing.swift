import Glibc
import TrialEvidence

/// What is in a folder, by name.
public struct FolderListing: Sendable, Equatable {
    /// The names of regular files, sorted.
    public private(set) var files: [String] = []
    /// The names of everything else: folders, links to nowhere, devices; sorted.
    public private(set) var others: [String] = []

    /// Lists a folder, without the folders inside.
    public init(_ path: String) throws(ArchiveError) {
        guard let names = FolderEntries.names(in: path) else { throw FileBytes.failure(path) }
        for name in names.sorted() {
            var status = stat()
            let isFile = stat("\(path)/\(name)", &status) == 0 && status.st_mode & Glibc.S_IFMT == Glibc.S_IFREG
            if isFile { files.append(name) } else { others.append(name) }
        }
    }
}
