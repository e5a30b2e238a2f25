import Foundation
import Testing

@testable import TrialReporting

/// No file that shows, writes or compares reports knows a kind of answer by name.
@Suite struct SourceScanTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The Swift files of a folder by their path in it.
    private func files(_ folder: String) throws -> [(path: String, text: String)] {
        let base = Self.root.appending(path: folder)
        let names = try #require(FileManager.default.enumerator(atPath: base.path)).compactMap { $0 as? String }
        return try names.filter { $0.hasSuffix(".swift") }.map {
            ($0, try String(contentsOf: base.appending(path: $0), encoding: .utf8))
        }
    }

    /// What must not stand in a text: kinds as strings, types of answers.
    private func names(in text: String) -> [String] {
        let kinds = ReportKinds.standard.reports.flatMap(\.kinds).map { "\"\($0)\"" }
        let types = [
            "PooledAnswer", "RareEventPanelAnswer", "RegressionAnswer", "MultilevelAnswer", "DurabilityAnswer",
            "SeveralOutcomesAnswer", "NetworkAnswer", "DoseResponseAnswer",
        ]
        return (kinds + types).filter(text.contains)
    }

    @Test("no file of the module outside Kinds, and none of the program, names a kind")
    func outside() throws {
        let module = try files("Sources/TrialReporting")
        let outside = module.filter { !$0.path.hasPrefix("Kinds/") }
        #expect(outside.count > 80)
        for file in try outside + files("Sources/trialpool-report") {
            #expect(names(in: file.text).isEmpty, "\(file.path) names \(names(in: file.text))")
        }
    }

    @Test("only figures are drawn from a pooled effect outside Kinds")
    func pooled() throws {
        for file in try files("Sources/TrialReporting")
        where !file.path.hasPrefix("Kinds/") && !file.path.hasPrefix("Figures/") {
            #expect(!file.text.contains("PooledAnalysis"), "\(file.path)")
        }
    }

    @Test("the scan finds what it looks for: every kind and every type of answer is named inside Kinds")
    func inside() throws {
        let all = try files("Sources/TrialReporting").filter { $0.path.hasPrefix("Kinds/") }.map(\.text).joined()
        #expect(names(in: all).count == 19)
    }
}
