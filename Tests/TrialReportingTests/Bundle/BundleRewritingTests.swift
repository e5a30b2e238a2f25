import Testing
import TrialArchives
import TrialResults

@testable import TrialReporting

/// What a reader sees is what the results give: any other file, with checksums made to fit, is named.
@Suite struct BundleRewritingTests {
    private static let outcome: Result<BundleVerifier.Outcome, any Error> = Result {
        let bundle = ReportBundle(
            ResultBuilder().document(), plan: Array("format: trialpool/plan@1\n".utf8),
            datasets: [.init(name: "msc-ms-trials", archive: [1, 2, 3])], metadata: ReportBundleTests.metadata)
        return BundleVerifier().verify(try bundle.archive(), path: "b.zip")
    }

    /// What the files of the bundle are when they are written again.
    private static let expected = Result { try outcome.get().files }

    private func problems(_ change: (inout [String: [UInt8]]) -> Void) throws -> [String] {
        let expected = try Self.expected.get()
        var files = expected
        change(&files)
        let here = try DrawingFingerprint.current()
        return BundleRewriting.problems(files, expected: expected, drawing: here, here: here).compactMap(\.file)
    }

    @Test("an honest bundle is written again to the last byte")
    func honest() throws {
        #expect(try BundleRewriting(Self.outcome.get()).problems() == [])
    }

    @Test("every file of a bundle that holds one more blank, one byte less or nothing at all is named, and no other")
    func everyFile() throws {
        for name in try Self.expected.get().keys {
            #expect(try problems { $0[name]?.append(0x20) } == [name])
            #expect(try problems { $0[name]?.removeLast() } == [name])
            #expect(try problems { $0[name] = [] } == [name])
            #expect(try problems { $0[name] = nil } == [name])
        }
    }

    @Test(
        "a file that no report has is named", arguments: ["run-me.exe", "figures/forest-other.svg", "datasets/x.zip"])
    func extra(_ name: String) throws {
        #expect(try problems { $0[name] = [1] } == [name])
    }

    @Test("figures that another machine drew are not called forged, and tables are compared all the same")
    func otherMachine() throws {
        let expected = try Self.expected.get()
        var files = expected
        files["index.html"]?.append(0x20)
        files["tables/summary.csv"]?.append(0x20)
        let here = try DrawingFingerprint.current()
        let there = DrawingFingerprint(libraries: "Pango 1.2", probe: "0")
        let problems = BundleRewriting.problems(files, expected: expected, drawing: there, here: here)
        #expect(problems.map(\.kind) == [.incomparable, .forged])
        #expect(problems[0].description.contains("drawn with Pango 1.2"))
    }

    @Test("the options of a bundle are those that it was written with")
    func options() throws {
        var look = ReportLook(style: JAMAStyle(), convention: .american)
        look.furtherFigures = .named
        let bundle = ReportBundle(
            ResultBuilder().document(), plan: [], datasets: [.init(name: "msc-ms-trials", archive: [1])],
            metadata: ReportBundleTests.metadata, look: look)
        let outcome = BundleVerifier().verify(try bundle.archive(), path: "b.zip")
        #expect(outcome.isSound)
        #expect(try BundleRewriting(outcome).problems() == [])
    }
}
