import Foundation
import Testing

/// Drawings that were looked at and found good, kept as files; a change of one is a change for readers.
///
/// `TRIALPOOL_SNAPSHOTS=write` writes them anew; look at each before keeping it.
enum Snapshots {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Snapshots", isDirectory: true)

    static func check(_ svg: String, name: String) throws {
        let file = folder.appendingPathComponent("\(name).svg")
        if ProcessInfo.processInfo.environment["TRIALPOOL_SNAPSHOTS"] == "write" {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(svg.utf8).write(to: file)
        }
        let kept = try String(decoding: Data(contentsOf: file), as: UTF8.self)
        let lines = zip(kept.split(separator: "\n"), svg.split(separator: "\n"))
        let first = lines.first { $0 != $1 }
        #expect(kept == svg, "\(name) differs first at: \(first.map { "\($0) | \($1)" } ?? "its length")")
    }
}
