import Foundation
import Testing
import TrialArchives
import TrialEvidence
import TrialTestSupport

/// The tutorials are run as a reader runs them: what they show is what comes.
struct TutorialTests {
    /// A block between fences: what it is, and its lines.
    private struct Block {
        var kind: [String]
        var lines: [String] = []
    }

    private static let folder = "\(BuiltProgram.root)/docs/tutorials"
    static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter {
        $0.hasSuffix(".md")
    }.sorted()

    private func blocks(_ name: String) throws -> [Block] {
        let text = try String(contentsOfFile: "\(Self.folder)/\(name)", encoding: .utf8)
        var (found, open): ([Block], Block?) = ([], nil)
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if line.hasPrefix("```") {
                if let block = open { found.append(block) }
                open = open == nil ? Block(kind: line.dropFirst(3).split(separator: " ").map(String.init)) : nil
            } else {
                open?.lines.append(line)
            }
        }
        #expect(open == nil, "a fence of \(name) is open")
        return found
    }

    @Test("each command ends well and prints what the tutorial shows, in that order", arguments: names)
    func runs(_ name: String) throws {
        try BuiltProgram.withFolder { folder in
            var commands = 0
            for block in try blocks(name) {
                if block.kind.count == 3, block.kind[0] == "sheet" {
                    try type(block.lines, into: block.kind[2], of: "\(folder)/\(block.kind[1])")
                }
                if block.kind.count == 2 {
                    let text = block.lines.joined(separator: "\n") + "\n"
                    try text.write(toFile: "\(folder)/\(block.kind[1])", atomically: true, encoding: .utf8)
                }
                guard block.kind == ["console"] else { continue }
                let starts = block.lines.indices.filter { block.lines[$0].hasPrefix("$ ") }
                for (start, end) in zip(starts, starts.dropFirst() + [block.lines.count]) {
                    commands += 1
                    try check(String(block.lines[start].dropFirst(2)), block.lines[(start + 1)..<end], in: folder)
                }
            }
            #expect(commands > 0)
        }
    }

    /// Types the lines of a block, which are CSV, into a sheet of a workbook, as a reader does.
    private func type(_ lines: [String], into sheet: String, of file: String) throws {
        let text = Array((lines.joined(separator: "\n") + "\n").utf8)
        let table = try #require(DelimitedText.commaSeparated.read(text, file: sheet).table)
        var template = TypedTemplate(try ZipArchive.read(try FileBytes.read(file), path: file, limits: ZipLimits()))
        for row in table.rows { template.type(Array(zip(table.header, row)), into: sheet) }
        try AtomicFile.write(try ZipArchive.write(template.parts), to: file)
    }

    private func check(_ command: String, _ shown: ArraySlice<String>, in folder: String) throws {
        let outcome = try BuiltProgram.shell(
            ["bash", "-c", "cd \"$0\" && export PATH=\"$1:$PATH\" && \(command)", folder, BuiltProgram.folder],
            environment: ["EVIDENCE": "\(BuiltProgram.root)/Datasets"])
        #expect(outcome.status == 0, "\(command): \(outcome.errors)")
        var rest = outcome.output[...]
        for line in shown where !line.isEmpty {
            let place = rest.range(of: line)
            #expect(place != nil, "\(command) does not print '\(line)':\n\(outcome.output)")
            if let place { rest = rest[place.upperBound...] }
        }
    }

    @Test("there are tutorials, and README links each")
    func linked() throws {
        let readme = try String(contentsOfFile: "\(BuiltProgram.root)/README.md", encoding: .utf8)
        #expect(Self.names.count >= 2)
        for name in Self.names { #expect(readme.contains("docs/tutorials/\(name)"), "\(name)") }
    }
}
