import Foundation
import TrialArchives

/// The bundle's files as a folder to look at; an earlier one is replaced only where it is a report.
struct ReportFolder {
    let path: String

    func write(_ files: [String: [UInt8]]) throws {
        let manager = FileManager.default
        guard manager.fileExists(atPath: path) else { return try AtomicFolder.write(files, to: path) }
        guard manager.fileExists(atPath: "\(path)/\(Manifest.fileName)") else {
            throw ArchiveError(
                .alreadyExists, path: path, "is there already and is no report; name another folder or remove it")
        }
        let old = "\(path).old-\(ProcessInfo.processInfo.processIdentifier)"
        try manager.moveItem(atPath: path, toPath: old)
        do {
            try AtomicFolder.write(files, to: path)
        } catch {
            try manager.moveItem(atPath: old, toPath: path)
            throw error
        }
        try manager.removeItem(atPath: old)
    }
}
