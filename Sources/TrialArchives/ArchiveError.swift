import TrialEvidence

/// The one error of this library: what is wrong with an archive or a file, where, and what to do.
public struct ArchiveError: Error, Sendable, Hashable, Codable, CustomStringConvertible {
    /// The stable names of what can go wrong.
    public enum Code: String, Sendable, Hashable, Codable, CaseIterable {
        case cannotRead = "cannot-read"
        case cannotWrite = "cannot-write"
        case alreadyExists = "already-exists"
        case notAnArchive = "not-an-archive"
        case truncated
        case damaged
        case unsafeName = "unsafe-name"
        case notARegularFile = "not-a-regular-file"
        case duplicateName = "duplicate-name"
        case encrypted
        case tooManyEntries = "too-many-entries"
        case tooLarge = "too-large"
        case wrongSize = "wrong-size"
        case noManifest = "no-manifest"
        case badManifest = "bad-manifest"
        case missingFile = "missing-file"
        case unlistedFile = "unlisted-file"
        case changedFile = "changed-file"
        case notCompressed = "not-compressed"
        case changedWhileRead = "changed-while-read"
        case lockedByAnother = "locked-by-another"
        case unusableKey = "unusable-key"
    }

    /// What went wrong.
    public var code: Code
    /// The archive or the path on disk.
    public var path: String
    /// The file inside the archive, where one is meant.
    public var entry: String?
    /// One line that says what is wrong and what to do.
    public var message: String

    /// Makes an error.
    public init(_ code: Code, path: String, entry: String? = nil, _ message: String) {
        self.code = code
        self.path = path
        self.entry = entry
        self.message = message
    }

    /// The error on one line.
    public var description: String {
        let place = [path, entry ?? ""].filter { !$0.isEmpty }.joined(separator: ": ")
        let text = place.isEmpty ? "error: \(message)" : "\(place): error: \(message)"
        return "\(text) [\(code.rawValue)]".printable
    }
}
