import Foundation
import Testing
import TrialArchives
import TrialFuzzing
import TrialImport

/// Feeds every parser what the fuzzer kept: inputs that reach all of its code, and those that once broke it.
@Suite("Fuzzing corpus")
struct FuzzCorpusTests {
    private func folder(_ parser: String, from path: String = #filePath) -> URL {
        let tests = URL(fileURLWithPath: path).deletingLastPathComponent().deletingLastPathComponent()
        return tests.deletingLastPathComponent().appendingPathComponent("Fuzzing/Corpus/\(parser)")
    }

    @Test("no kept input breaks a parser or a promise", arguments: FuzzedParser.all.map(\.name))
    func corpus(name: String) throws {
        let parser = try #require(FuzzedParser.named(name))
        let files = try FileManager.default.contentsOfDirectory(at: folder(name), includingPropertiesForKeys: nil)
        #expect(!files.isEmpty)
        for file in files {
            let objection = parser.objection([UInt8](try Data(contentsOf: file)))
            #expect(objection == nil, "\(name)/\(file.lastPathComponent)")
        }
    }

    @Test("every import format is fuzzed")
    func formats() {
        let fuzzed = Set(FuzzedParser.all.map(\.name))
        #expect(fuzzed.isSuperset(of: ImportFormatRegistry.standard.formats.map(\.name)))
    }

    @Test("the text of an archive's parts gives the archive, and names that no archive has give none")
    func parts() throws {
        let files: [String: [UInt8]] = ["a.xml": Array("<a>\n</a>".utf8), "b/c": [], "d": Array("x\n".utf8)]
        let packed = try #require(ArchiveParts.packed(ArchiveParts.text(of: files)))
        #expect(try ZipArchive.read(packed) == files)
        #expect(ArchiveParts.packed(Array("==> ../x\ny".utf8)) == nil)
    }
}
