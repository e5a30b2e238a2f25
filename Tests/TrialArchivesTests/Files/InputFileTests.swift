import Foundation
import Testing
import TrialArchives
import TrialEvidence

@Suite("Input files")
struct InputFileTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    func write(_ bytes: [UInt8], _ name: String = "in") throws -> String {
        let path = "\(folder.path)/\(name)"
        try AtomicFile.write(bytes, to: path)
        return path
    }

    /// What `gzip` makes of bytes.
    func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
        let path = try write(bytes, "plain")
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["gzip", "-kf", path]
        try process.run()
        process.waitUntilExit()
        return try FileBytes.read("\(path).gz")
    }

    func error(_ bytes: [UInt8], limit: Int = 1 << 20) throws -> ArchiveError? {
        let path = try write(bytes)
        let error = #expect(throws: ArchiveError.self) { try InputFile(path).bytes(limit: limit) }
        #expect(error?.path == path)
        return error
    }

    @Test("a plain file and what gzip made of it are the same input", arguments: [0, 1, 1000, 300_000])
    func roundTrip(count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* $0 / 7) }
        #expect(try InputFile(try write(bytes)).bytes() == bytes)
        let packed = try gzip(bytes)
        #expect(try InputFile(try write(packed)).bytes() == bytes)
        #expect(try InputFile(try write(packed + packed)).bytes() == bytes + bytes)
    }

    @Test("a gzip file that is cut off anywhere is refused")
    func cutOff() throws {
        let packed = try gzip(Array("study_id,arm_id\nAlpha2020,MSC\n".utf8))
        for length in 2..<packed.count { #expect(try error(Array(packed[..<length]))?.code == .truncated) }
    }

    @Test("a flipped byte in the data or the checksum, and bytes behind the end, are refused")
    func damaged() throws {
        let packed = try gzip((0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 31 / 3) })
        for index in stride(from: 40, to: packed.count, by: 97) + [packed.count - 1, packed.count - 5] {
            var flipped = packed
            flipped[index] ^= 0x10
            let code = try error(flipped)?.code
            #expect(code == .damaged || code == .truncated, "byte \(index)")
        }
        #expect(try error(packed + [1, 2, 3])?.code == .damaged)
    }

    @Test("more inside than a format can hold is refused, not unpacked")
    func bomb() throws {
        let packed = try gzip([UInt8](repeating: 0, count: 4 << 20))
        #expect(packed.count < 10_000)
        #expect(try error(packed)?.code == .tooLarge)
    }

    @Test("a file that changes while it is read is refused")
    func changed() throws {
        let path = try write([UInt8](repeating: 65, count: 100_000))
        let source = try FileSource(path)
        var chunk = [UInt8](repeating: 0, count: 1000)
        _ = try chunk.withUnsafeMutableBytes { try source.read(into: $0) }
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data([66]))
        let grown = #expect(throws: ArchiveError.self) { try source.readAll(limit: 1 << 20) }
        #expect(grown?.code == .changedWhileRead)
        let replaced = try FileSource(path)
        try AtomicFile.write([UInt8](repeating: 65, count: 100_001), to: path)
        #expect(throws: ArchiveError.self) { try replaced.readAll(limit: 1 << 20) }
        #expect(try FileSource(path).readAll(limit: 1 << 20)?.count == 100_001)
    }

    @Test("what is missing and what is a folder are told apart")
    func noFile() throws {
        #expect(throws: ArchiveError.self) { try InputFile("\(folder.path)/none").bytes() }
        let error = #expect(throws: ArchiveError.self) { try InputFile(folder.path).bytes() }
        #expect(error?.code == .notARegularFile)
        #expect(error?.message.contains("folder") == true)
    }

    @Test("a folder is listed by name, files apart from the rest")
    func listing() throws {
        for name in ["b.csv", "a.csv", ".hidden"] { _ = try write([1], name) }
        try FileManager.default.createDirectory(atPath: "\(folder.path)/inner", withIntermediateDirectories: true)
        let listing = try FolderListing(folder.path)
        #expect(listing.files == [".hidden", "a.csv", "b.csv"])
        #expect(listing.others == ["inner"])
    }

    @Test("staged files take their places together, or leave no trace")
    func staged() throws {
        let path = try write([1], "kept")
        do {
            let staged = StagedFiles()
            try staged.begin(path).write([2])
            try staged.begin("\(folder.path)/new").write([UInt8](repeating: 3, count: 1 << 19))
            #expect(try FileBytes.read(path) == [1])
        }
        #expect(folder.names == ["kept"])
        let staged = StagedFiles()
        try staged.begin(path).write([2])
        try staged.begin("\(folder.path)/new").write([3])
        try staged.commit()
        #expect(try FileBytes.read(path) == [2])
        #expect(folder.names == ["kept", "new"])
    }

    @Test("what was put aside comes back from memory and from disk", arguments: [1, 64, 1 << 20])
    func scratch(memory: Int) throws {
        let scratch = ScratchFile(memory: memory)
        let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0) }
        for start in stride(from: 0, to: 1000, by: 50) {
            try bytes[start..<(start + 50)].withUnsafeBytes { try scratch.append($0) }
        }
        for (offset, count) in [(0, 1000), (10, 500), (990, 10), (995, 100), (1000, 1)] {
            var back = [UInt8](repeating: 0, count: count)
            let came = try back.withUnsafeMutableBytes { try scratch.read(at: offset, into: $0) }
            #expect(Array(back[..<came]) == Array(bytes[offset..<min(1000, offset + count)]))
        }
    }
}
