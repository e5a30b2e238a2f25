import Foundation
import Testing
import TrialTestSupport

/// Whatever writes a file and whenever it is killed: the file is the old one or the new one, and the next run leaves no trace.
struct KilledWriterTests {
    /// At how many moments, even over the time it takes, each is killed.
    private static let moments = ProcessInfo.processInfo.environment["TRIALPOOL_SLOW_TESTS"] == "1" ? 200 : 8

    @Test(
        "two that write one file at once both end well, and the file is whole",
        arguments: OutputPlaceTests.writers.indices)
    func together(_ index: Int) throws {
        let (program, arguments) = OutputPlaceTests.writers[index]
        try BuiltProgram.withFolder { folder in
            let path = "\(folder)/file"
            let words = arguments().map { $0 == "FILE" ? path : $0 }
            #expect(try BuiltProgram.run(program, words).status == 0)
            let whole = try Data(contentsOf: URL(filePath: path))
            for _ in 0..<(Self.moments / 8) {
                let script = "\"$@\" & first=$!; \"$@\"; second=$?; wait $first && exit $second"
                let command = ["bash", "-c", script, "bash", "\(BuiltProgram.folder)/\(program)"]
                let outcome = try BuiltProgram.shell(command + words)
                #expect(outcome.status == 0, "\(outcome.errors)")
                #expect(try Data(contentsOf: URL(filePath: path)) == whole)
                #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["file"])
            }
        }
    }

    @Test("a file is whole at every moment", arguments: OutputPlaceTests.writers.indices)
    func killed(_ index: Int) throws {
        let (program, arguments) = OutputPlaceTests.writers[index]
        try BuiltProgram.withFolder { folder in
            let path = "\(folder)/file"
            let words = arguments().map { $0 == "FILE" ? path : $0 }
            let start = ContinuousClock.now
            #expect(try BuiltProgram.run(program, words).status == 0)
            let duration = ContinuousClock.now - start
            let whole = try Data(contentsOf: URL(filePath: path))
            for moment in 1...Self.moments {
                try Data("old".utf8).write(to: URL(filePath: path))
                let process = Process()
                process.executableURL = URL(filePath: "\(BuiltProgram.folder)/\(program)")
                process.arguments = words
                process.standardOutput = FileHandle.nullDevice
                process.standardError = FileHandle.nullDevice
                try process.run()
                usleep(UInt32(Double(moment) / Double(Self.moments) * (duration / .microseconds(1))))
                kill(process.processIdentifier, SIGKILL)
                process.waitUntilExit()
                let found = try Data(contentsOf: URL(filePath: path))
                #expect(found == whole || found == Data("old".utf8))
            }
            #expect(try BuiltProgram.run(program, words).status == 0)
            #expect(try Data(contentsOf: URL(filePath: path)) == whole)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["file"])
        }
    }
}
