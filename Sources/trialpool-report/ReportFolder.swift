import Foundation
import TrialArchives

/// The bundle's files as a folder to look at; an earlier one is replaced only where it is a report.
struct ReportFolder {
    let path: String

    /// The files of the folder, each as its checksum says.
    func read() throws -> [String: [UInt8]] {
        let listing = "\(path)/\(Manifest.fileName)"
        guard FileManager.default.fileExists(atPath: listing) else {
            throw ArchiveError(
                .noManifest, path: path,
                "it is no report: there is no \(Manifest.fileName) in it; name a bundle's folder")
        }
        let manifest = try Manifest(reading: try FileBytes.read(listing), path: path)
        var files: [String: [UInt8]] = [:]
        for name in manifest.digests.keys {
            try EntryName.check(name, archive: path)
            files[name] = try FileBytes.read("\(path)/\(name)")
        }
        if let problem = manifest.problems(in: files, path: path).first { throw problem }
        return files
    }

    func write(_ files: [String: [UInt8]]) throws {
        let manager = FileManager.default
        guard manager.fileExists(atPath: path) else { return try AtomicFolder.write(files, to: path) }
        guard manager.fileExists(atPath: "\(path)/\(Manifest.fileName)") else {
            throw ArchiveError(
                .alreadyExists, path: path, "is there already and is no report; name another folder or remove it")
        }
        try AtomicFolder.replace(files, at: path)
    }
}
