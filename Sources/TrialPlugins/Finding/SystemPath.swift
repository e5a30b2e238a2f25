import Foundation

/// Paths as the system sees them.
enum SystemPath {
    /// The absolute path without links; nil where nothing is there.
    static func real(_ path: String) -> String? {
        guard let found = realpath(path, nil) else { return nil }
        defer { free(found) }
        return String(cString: found)
    }

    /// The program of a name in a list of folders; nil where there is none.
    static func program(_ name: String, in folders: [String]) -> String? {
        folders.map { "\($0)/\(name)" }.first { path in
            var status = stat()
            return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
        }
    }

    /// The folder that a path lies in.
    static func parent(_ path: String) -> String { (path as NSString).deletingLastPathComponent }
}
