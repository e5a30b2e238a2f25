import Foundation
import TrialArchives
import TrialReporting
import TrialResults

/// What a person names as a report: a result file, a bundle, or the folder of one.
struct ReportInput {
    let path: String
    /// The files of a bundle by name; empty for a result file.
    let files: [String: [UInt8]]
    /// The file of the results.
    let written: [UInt8]
    /// The results.
    let document: ResultDocument

    /// Reads whichever stands at the path; a bundle's checksums are held to.
    init(_ path: String) throws {
        self.path = path
        if FileBytes.isFolder(path) {
            files = try ReportFolder(path: path).read()
        } else {
            let bytes = try FileBytes.read(path)
            guard bytes.starts(with: [0x50, 0x4B]) else {
                files = [:]
                written = bytes
                document = try Self.decode(bytes, path)
                return
            }
            files = try Manifest.open(bytes, path: path)
        }
        guard let results = files[ReportBundle.resultsName] else {
            throw ReportingError(
                .notABundle, "there is no \(ReportBundle.resultsName) in it; name a report bundle or a result file",
                place: path)
        }
        written = results
        document = try Self.decode(results, "\(path)/\(ReportBundle.resultsName)")
    }

    /// The results in a file; its name is in front of what is wrong with it.
    static func decode(_ bytes: [UInt8], _ path: String) throws -> ResultDocument {
        do throws(ResultFileError) {
            return try ResultCoding().decode(Data(bytes))
        } catch {
            let place = error.path.map { "\(path): \($0)" } ?? path
            throw ResultFileError(
                error.code, "\(error.message); results come from 'trialpool-analyze run PLAN -o FILE'", path: place)
        }
    }

    /// The results in a result file.
    static func results(_ path: String) throws -> ResultDocument { try ReportInput(path).document }
}
