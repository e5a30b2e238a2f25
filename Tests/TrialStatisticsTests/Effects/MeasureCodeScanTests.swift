import Foundation
import Testing
import TrialStatistics

@Suite("Only a measure knows its code")
struct MeasureCodeScanTests {
    /// Where codes are words of foreign files, or of a dataset, and no measure is meant.
    private static let foreign = ["TrialImport/", "TrialEvidence/", "TrialPlugins/Skeleton/"]

    @Test("no source outside Effects holds the code of a measure as a text")
    func literals() throws {
        let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources")
        let codes = Set(EffectMeasures.standard.all.map { "\"\($0.code)\"" })
        var (files, inEffects, found) = (0, 0, [String]())
        for path in try FileManager.default.subpathsOfDirectory(atPath: sources.path) where path.hasSuffix(".swift") {
            if Self.foreign.contains(where: path.hasPrefix) { continue }
            files += 1
            let text = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
            for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                // Most lines hold no text at all, which is quickly seen.
                guard line.utf8.contains(UInt8(ascii: "\"")),
                    !line.drop(while: \.isWhitespace).hasPrefix("//"), codes.contains(where: line.contains)
                else {
                    continue
                }
                if path.hasPrefix("TrialStatistics/Effects/") {
                    inEffects += 1
                } else {
                    found.append("\(path):\(number + 1)")
                }
            }
        }
        #expect(files > 200)
        #expect(inEffects >= codes.count, "the scan sees the declarations")
        #expect(found.isEmpty, "ask the measure's descriptor in place of its code: \(found.joined(separator: ", "))")
    }
}
