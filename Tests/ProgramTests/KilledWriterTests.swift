import Foundation
import Testing
import TrialTestSupport

/// Whatever writes a file and whenever it is killed: the file is the old one or the new one, and the next run leaves no trace.
struct KilledWriterTests {
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
            for round in 1...8 {
                try Data("old".utf8).write(to: URL(filePath: path))
                let process = Process()
                process.executableURL = URL(filePath: "\(BuiltProgram.folder)/\(program)")
                process.arguments = words
                process.standardOutput = FileHandle.nullDevice
                process.standardError = FileHandle.nullDevice
                try process.run()
                usleep(UInt32(Double(round) / 8 * (duration / .microseconds(1))))
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
