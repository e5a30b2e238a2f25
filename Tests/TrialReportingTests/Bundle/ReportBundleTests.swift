import Foundation
import Testing
import TrialArchives
import TrialResults
import TrialStatistics

@testable import TrialReporting

@Suite struct ReportBundleTests {
    static let metadata = try! BundleMetadata(
        description: "A test bundle.", datePublished: "2026-01-02",
        license: "https://www.apache.org/licenses/LICENSE-2.0")

    private func bundle(_ document: ResultDocument = ResultBuilder().document()) -> ReportBundle {
        ReportBundle(
            document, plan: Array("format: trialpool/plan@1\n".utf8),
            datasets: [.init(name: "msc-ms-trials", archive: [1, 2, 3])], metadata: Self.metadata)
    }

    @Test("two bundles are the same bytes")
    func deterministic() throws { #expect(try bundle().archive() == (try bundle().archive())) }

    @Test("a bundle holds page, figures, tables, results, plan, data, metadata and checksums")
    func contents() throws {
        let files = try ZipArchive.read(try bundle().archive(), path: "b.zip")
        let figures = FigureRegistry.standard.figures.filter { $0.svg(for: ResultBuilder().analysis()) != nil }
        #expect(figures.contains { $0.code == "forest" })
        let pictures = figures.flatMap { figure in
            ["pdf", "png", "svg"].map { "figures/\(figure.code)-worsened.\($0)" }
        }
        #expect(files.keys.filter { $0.hasPrefix("figures/") }.sorted() == pictures.sorted())
        #expect(
            files.keys.filter { !$0.hasPrefix("figures/") }.sorted() == [
                "bundle.json", "datasets/msc-ms-trials.zip", "index.html", "manifest-sha256.txt", "plan.yaml",
                "report.docx",
                "report.md", "report.pdf", "report.tex", "results.json", "ro-crate-metadata.json",
                "tables/datapackage.json", "tables/excluded.csv", "tables/ongoing.csv",
                "tables/published.csv",
                "tables/sensitivity-worsened.csv",
                "tables/sources.csv",
                "tables/studies-worsened.csv", "tables/summary.csv", "tables/unasked.csv",
            ])
    }

    @Test("a further document format is in the bundle of a look that has it, once")
    func furtherFormat() throws {
        struct Words: DocumentFormat {
            let code = "words"
            let title = "Words"
            let fileExtension = "txt"
            let linkedFigures: FigureFile? = nil
            func write(_ report: ReportText, figureFolder: String) -> [UInt8] { Array(report.title.utf8) }
        }
        var look = ReportLook()
        look.formats = .standard.adding(Words()).adding(Words())
        #expect(look.formats.all.count == DocumentFormats.standard.all.count + 1)
        #expect(look.formats.named("TXT")?.code == "words")
        let document = ResultBuilder().document()
        let files = try ReportBundle(document, plan: [], datasets: [], metadata: Self.metadata, look: look).files()
        #expect(files["report.txt"] == Array(document.plan.title.utf8))
    }

    @Test("a sound bundle has no problem and gives its document, plan and data back")
    func roundTrip() throws {
        let document = ResultBuilder().document()
        let outcome = BundleVerifier().verify(try bundle(document).archive(), path: "b.zip")
        #expect(outcome.problems == [])
        #expect(try outcome.document() == document)
        #expect(
            try outcome.datasets(of: document)
                == [ReportBundle.PackedDataset(name: "msc-ms-trials", archive: [1, 2, 3])])
    }

    @Test("no two datasets get one file, and the verifier finds each by the rule of the writer")
    func datasetNames() {
        #expect(BundleDatasets.paths(of: ["MSC trials"]) == ["datasets/MSC-trials.zip"])
        #expect(
            BundleDatasets.paths(of: ["a", "a-2", "a", "A"])
                == ["datasets/a.zip", "datasets/a-2.zip", "datasets/a-3.zip", "datasets/A-4.zip"])
        let hostile = BundleDatasets.paths(of: ["../x", "", "/", HostileText.joined])
        #expect(Set(hostile).count == 4 && hostile.allSatisfy { !$0.contains("..") && !$0.contains("//") })
    }

    @Test("a bundle without a dataset of its results is refused, and the dataset named")
    func missingDataset() throws {
        let document = ResultBuilder().document()
        let bundle = ReportBundle(document, plan: [], datasets: [], metadata: Self.metadata)
        let outcome = BundleVerifier().verify(try bundle.archive(), path: "b.zip")
        let error = #expect(throws: ReportingError.self) { try outcome.datasets(of: document) }
        #expect(error?.place == "datasets/msc-ms-trials.zip")
        #expect(error?.message.contains("'msc-ms-trials'") == true)
    }

    @Test("one changed, missing or added file is named")
    func tampering() throws {
        let files = try ZipArchive.read(try bundle().archive(), path: "b.zip")
        for name in files.keys where name != Manifest.fileName {
            var changed = files
            changed[name]?[0] ^= 1
            #expect(try problems(changed) == [.init(.changed, name)])
            var missing = files
            missing[name] = nil
            #expect(try problems(missing) == [.init(.missing, name)])
        }
        var extra = files
        extra["notes.txt"] = [65]
        #expect(try problems(extra) == [.init(.extra, "notes.txt")])
        var unlisted = files
        unlisted[Manifest.fileName] = nil
        #expect(try problems(unlisted) == [.init(.missing, Manifest.fileName)])
    }

    @Test("a bundle whose checksums were made again without the results is still no bundle")
    func resealed() throws {
        var files = try Manifest.open(try bundle().archive(), path: "b.zip")
        files["results.json"] = nil
        #expect(try problems(files, sealed: true) == [.init(.missing, "results.json")])
    }

    @Test("one flipped byte anywhere in the archive is found, and inside a file's content the file is named")
    func flippedByte() throws {
        let archive = try bundle().archive()
        for position in Swift.stride(from: 0, to: archive.count, by: max(1, archive.count / 150)) {
            var changed = archive
            changed[position] ^= 0x10
            #expect(!BundleVerifier().verify(changed, path: "b.zip").isSound, "byte \(position)")
        }
        let page = try #require(archive.firstRange(of: Array("index.html".utf8)))
        var changed = archive
        changed[page.upperBound + 200] ^= 1
        #expect(BundleVerifier().verify(changed, path: "b.zip").problems.contains { $0.file == "index.html" })
    }

    @Test("what is no archive is one problem", arguments: [[], [1, 2, 3], Array("PK\u{3}\u{4}hello".utf8)])
    func noArchive(_ bytes: [UInt8]) {
        #expect(BundleVerifier().verify(bytes, path: "b.zip").problems.count == 1)
    }

    @Test("hostile ids and names give safe file names that do not collide")
    func hostileNames() throws {
        let builders = ["../../etc/passwd", "a b", "a-b", "A-B", "", HostileText.joined].map { id in
            var builder = ResultBuilder(rows: 2)
            builder.id = id
            return builder.analysis()
        }
        let outcome = BundleVerifier().verify(try bundle(ResultBuilder().document(builders)).archive(), path: "b.zip")
        #expect(outcome.problems == [])
        let figures = builders.reduce(0) { count, analysis in
            count + FigureRegistry.standard.figures.count { $0.svg(for: analysis) != nil }
        }
        #expect(outcome.files.keys.count { $0.hasPrefix("figures/") && $0.hasSuffix(".svg") } == figures)
        #expect(outcome.files.keys.allSatisfy { !$0.contains("..") && !$0.hasPrefix("/") && !$0.contains(" ") })
    }

    @Test("the metadata is an RO-Crate 1.2 that lists every file once")
    func crate() throws {
        let files = try ZipArchive.read(try bundle().archive(), path: "b.zip")
        let json = try JSONSerialization.jsonObject(with: Data(try #require(files["ro-crate-metadata.json"])))
        let crate = try #require(json as? [String: Any])
        #expect(crate["@context"] as? String == "https://w3id.org/ro/crate/1.2/context")
        let graph = try #require(crate["@graph"] as? [[String: Any]])
        let ids = graph.compactMap { $0["@id"] as? String }
        #expect(Set(ids).count == graph.count)
        let root = try #require(graph.first { $0["@id"] as? String == "./" })
        for key in ["name", "description", "license"] { #expect(root[key] != nil) }
        #expect(root["datePublished"] as? String == "2026-01-02")
        let parts = (root["hasPart"] as? [[String: String]])?.compactMap { $0["@id"] } ?? []
        #expect(Set(parts) == Set(files.keys).subtracting(["ro-crate-metadata.json"]))
        #expect(Set(parts).isSubset(of: ids))
        for entity in graph where entity["@type"] as? String == "File" {
            let name = try #require(entity["@id"] as? String)
            #expect(entity["contentSize"] as? String == files[name].map { String($0.count) })
        }
    }

    @Test(
        "a wrong date or licence is an error",
        arguments: [
            ("2026-02-30", "https://e.org"), ("today", "https://e.org"), ("2026-1-2", "https://e.org"),
            ("2026-01-02", "Apache"), ("2026-01-02", "https://e.org/a b"),
        ])
    func metadataErrors(_ date: String, _ license: String) {
        #expect(throws: ReportingError.self) {
            try BundleMetadata(description: "x", datePublished: date, license: license)
        }
    }

    private struct Finding: Equatable {
        let kind: BundleVerifier.Problem.Kind
        let file: String?

        init(_ kind: BundleVerifier.Problem.Kind, _ file: String?) {
            self.kind = kind
            self.file = file
        }
    }

    private func problems(_ files: [String: [UInt8]], sealed: Bool = false) throws -> [Finding] {
        let archive = sealed ? try Manifest.seal(files) : try ZipArchive.write(files)
        return BundleVerifier().verify(archive, path: "b.zip").problems.map { Finding($0.kind, $0.file) }
    }
}
