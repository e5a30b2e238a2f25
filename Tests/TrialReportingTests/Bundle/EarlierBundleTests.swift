import Testing
import TrialArchives
import TrialResults

@testable import TrialReporting

/// What an earlier bundle gives to a later one changes no byte.
@Suite struct EarlierBundleTests {
    /// A bundle of which one thing is different.
    struct Variant: CustomTestStringConvertible {
        let testDescription: String
        let bundle: @Sendable () throws -> ReportBundle

        init(
            _ name: String, plan: String = "format: trialpool/plan@1\n", data: [UInt8] = [1, 2, 3],
            day: String = "2026-01-02",
            look: ReportLook = ReportLook(), change: @escaping @Sendable (inout ResultBuilder) -> Void = { _ in }
        ) {
            testDescription = name
            bundle = {
                var builder = ResultBuilder()
                change(&builder)
                return ReportBundle(
                    builder.document(), plan: Array(plan.utf8), datasets: [.init(name: "trials", archive: data)],
                    metadata: try BundleMetadata(
                        description: "A test.", datePublished: day,
                        license: "https://www.apache.org/licenses/LICENSE-2.0"),
                    look: look)
            }
        }
    }

    private static let first = Variant("the same")

    private static let changed = [
        Variant("another day", day: "2026-01-03"),
        Variant("another plan", plan: "format: trialpool/plan@1\n# a remark\n"),
        Variant("other data", data: [1, 2, 4]),
        Variant("American", look: ReportLook(convention: .american)),
        Variant("another style", look: ReportLook(style: PlainStyle())),
        Variant(
            "figures named only",
            look: {
                var look = ReportLook()
                look.furtherFigures = .named
                return look
            }()),
        Variant(
            "fewer documents",
            look: {
                var look = ReportLook()
                look.formats = DocumentFormats([MarkdownDocument()])
                return look
            }()),
        Variant("another title") { $0.title = "Worsened disability, and (brackets) at 6 months" },
        Variant("a study more") { $0.rows = 6 },
        Variant("variances one part in a million larger") {
            $0.variance = { (0.05 + 0.04 * Double($0 % 7)) * 1.000001 }
        },
    ]

    private static let sealed = Result { try first.bundle().seal() }

    /// What may be taken from the first bundle.
    private func earlier() throws -> SealedBundle {
        try Self.sealed.get()
    }

    @Test("after an earlier bundle every bundle has the bytes that it has alone", arguments: [first] + changed)
    func sameBytes(_ variant: Variant) throws {
        #expect(try variant.bundle().seal(after: earlier()).archive == (try variant.bundle().archive()))
    }

    @Test("whatever changes the bytes changes what they depend on", arguments: changed)
    func dependence(_ variant: Variant) throws {
        #expect(try variant.bundle().dependence() != (try earlier().trace.dependence))
        #expect(try variant.bundle().archive() != (try earlier().archive))
    }

    @Test("what nothing changes depends on the same")
    func unchanged() throws {
        #expect(try Self.first.bundle().dependence() == (try earlier().trace.dependence))
    }

    @Test("the results' own file is as good as writing it; other bytes that say the same are not")
    func written() throws {
        let (bundle, known) = (try Self.first.bundle(), try earlier().trace.dependence)
        let file = Array(try ResultCoding().encode(ResultBuilder().document()))
        #expect(try bundle.dependence(results: file) == known)
        #expect(try bundle.dependence(results: file + [UInt8(ascii: "\n")]) != known)
    }

    /// The earlier bundle with other bytes in place of its pictures and pages, which show where they come from.
    private func marked(drawnBy drawing: DrawingFingerprint? = nil) throws -> SealedBundle {
        let (earlier, mark) = (try earlier(), Array("taken".utf8))
        var files = try ZipArchive.read(earlier.archive)
        for name in files.keys where name.hasPrefix(ReportBundle.figureFolder) { files[name] = mark }
        let trace = earlier.trace
        return SealedBundle(
            archive: try ZipArchive.write(files),
            trace: BundleTrace(
                dependence: trace.dependence, drawing: drawing ?? trace.drawing, figures: trace.figures))
    }

    private func taken(_ variant: Variant, after earlier: SealedBundle) throws -> [String] {
        try ZipArchive.read(variant.bundle().seal(after: earlier).archive).filter { $0.value == Array("taken".utf8) }
            .keys.sorted()
    }

    @Test("a figure that has not changed is taken, its picture and its page")
    func takesFigures() throws {
        let figures = try earlier().trace.figures.keys
        #expect(!figures.isEmpty)
        let all = figures.flatMap { ["figures/\($0).pdf", "figures/\($0).png"] }.sorted()
        #expect(try taken(Variant("another day", day: "2026-01-03"), after: marked()) == all)
    }

    @Test("of a study more no figure of the studies is taken")
    func drawsAnew() throws {
        let taken = try taken(Variant("a study more") { $0.rows = 6 }, after: marked())
        #expect(taken.filter { $0.contains("forest") || $0.contains("funnel") } == [])
    }

    @Test("nothing is taken that other libraries drew, or from an archive that is none")
    func refuses() throws {
        let other = DrawingFingerprint(libraries: "Pango 0", probe: "0")
        #expect(try taken(Self.first, after: marked(drawnBy: other)) == [])
        let torn = SealedBundle(archive: Array(try earlier().archive.dropLast(9)), trace: try earlier().trace)
        #expect(try Self.first.bundle().seal(after: torn).archive == (try earlier().archive))
    }
}
