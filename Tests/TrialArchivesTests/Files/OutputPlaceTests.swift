import Foundation
import Testing

@testable import TrialArchives

@Suite("A file goes where its path points")
struct OutputPlaceTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func at(_ name: String) -> String { "\(folder.path)/\(name)" }

    private func mode(_ name: String) -> mode_t {
        var status = stat()
        return stat(at(name), &status) == 0 ? status.st_mode & 0o7777 : 0
    }

    @Test("a device is written through and stays a device")
    func device() throws {
        try AtomicFile.write([1, 2, 3], to: "/dev/null")
        var status = stat()
        #expect(stat("/dev/null", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
    }

    @Test("a full device is an error")
    func fullDevice() {
        let error = #expect(throws: ArchiveError.self) { try AtomicFile.write([1], to: "/dev/full") }
        #expect(error?.message.contains("free some space") == true)
    }

    @Test("the reader of a pipe gets every byte")
    func pipe() throws {
        let path = at("pipe")
        #expect(mkfifo(path, 0o600) == 0)
        let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0) }
        let reader = Thread.detached {
            (try? FileHandle(forReadingFrom: URL(fileURLWithPath: path)).readToEnd()) ?? Data()
        }
        try AtomicFile.write(bytes, to: path)
        #expect(Array(reader.value) == bytes)
        #expect(folder.names == ["pipe"])
    }

    @Test("a link stays, and what it leads to is replaced, through several links and where nothing is there yet")
    func links() throws {
        try AtomicFile.write([1], to: at("target"))
        try FileManager.default.createSymbolicLink(atPath: at("near"), withDestinationPath: "target")
        try FileManager.default.createSymbolicLink(atPath: at("far"), withDestinationPath: at("near"))
        try FileManager.default.createSymbolicLink(atPath: at("new"), withDestinationPath: "not-yet")
        try AtomicFile.write([2], to: at("far"))
        try AtomicFile.write([3], to: at("new"))
        #expect(try FileBytes.read(at("target")) == [2] && FileBytes.read(at("not-yet")) == [3])
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: at("far")) == at("near"))
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: at("new")) == "not-yet")
    }

    @Test("an open descriptor is written at its own place, not from the beginning")
    func descriptor() throws {
        let descriptor = open(at("out"), O_WRONLY | O_CREAT, 0o600)
        #expect(write(descriptor, "ab", 2) == 2)
        try AtomicFile.write(Array("cd".utf8), to: "/dev/fd/\(descriptor)")
        try AtomicFile.write(Array("ef".utf8), to: "/proc/self/fd/\(descriptor)")
        #expect(write(descriptor, "gh", 2) == 2)
        close(descriptor)
        #expect(try String(decoding: FileBytes.read(at("out")), as: UTF8.self) == "abcdefgh")
    }

    @Test("a folder is no place for a file")
    func folderInPlace() {
        let error = #expect(throws: ArchiveError.self) { try AtomicFile.write([1], to: folder.path) }
        #expect(error?.message == "a folder stands there; name a file")
    }

    @Test(
        "a file keeps its mode; new files and folders have what the umask leaves", .serialized,
        arguments: [0o600, 0o640, 0o664])
    func modes(mode: Int) async throws {
        try AtomicFile.write([1], to: at("a"))
        #expect(chmod(at("a"), mode_t(mode)) == 0)
        try AtomicFile.write([2], to: at("a"))
        let staged = StagedFiles()
        try staged.begin(at("a")).write([3])
        try staged.begin(at("b")).write([3])
        try staged.commitTogether()
        #expect(self.mode("a") == mode_t(mode))
        await #expect(processExitsWith: .success) {
            umask(0o077)
            guard let folder = try? TemporaryFolder() else { exit(2) }
            try AtomicFile.write([1], to: "\(folder.path)/c")
            try AtomicFolder.write(["d/e": [1]], to: "\(folder.path)/out")
            for (name, mode) in [("c", 0o600), ("out", 0o700), ("out/d", 0o700), ("out/d/e", 0o600)] {
                var status = stat()
                guard stat("\(folder.path)/\(name)", &status) == 0, status.st_mode & 0o7777 == mode else { exit(3) }
            }
        }
    }

    @Test(
        "what a killed program left beside a file or folder is removed by the next that writes there; what is in use is not"
    )
    func leftovers() throws {
        for name in [".a.trialpool-12345678", ".b.trialpool-12345678", ".a.trialpool-abc", ".a.backup"] {
            try Data([1]).write(to: URL(fileURLWithPath: at(name)))
        }
        try FileManager.default.createDirectory(
            atPath: at(".a.trialpool-87654321/inner"), withIntermediateDirectories: true)
        let staged = StagedFiles()
        try staged.begin(at("a")).write([1])
        try AtomicFile.write([2], to: at("a"))
        #expect(folder.names.filter { $0.hasPrefix(".a.trialpool-") }.count == 2)
        try staged.commit()
        #expect(folder.names == [".a.backup", ".a.trialpool-abc", ".b.trialpool-12345678", "a"])
        #expect(try FileBytes.read(at("a")) == [1])
    }
}

extension Thread {
    /// Runs work on a thread of its own; `value` waits for what it gives.
    fileprivate static func detached<Value: Sendable>(_ work: @escaping @Sendable () -> Value) -> Pending<Value> {
        let pending = Pending<Value>()
        Thread.detachNewThread { pending.put(work()) }
        return pending
    }
}

private final class Pending<Value: Sendable>: @unchecked Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    private var result: Value?

    func put(_ value: Value) {
        result = value
        semaphore.signal()
    }

    var value: Value {
        semaphore.wait()
        return result!
    }
}
