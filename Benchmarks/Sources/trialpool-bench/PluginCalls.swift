import Foundation
import TrialPluginMessages
import TrialPlugins

/// Calls of a plugin, with the same program asked over a bare pipe beside them, on the clock of the wall: most of it is waiting.
///
/// The plugin is the skeleton of a measure in Python, confined as every plugin is.
struct PluginCalls {
    /// What a call takes, in nanoseconds, the fastest and the middle of many.
    struct Row {
        let name: String
        let minimum: Double
        let median: Double

        init(_ name: String, calls: Int = 500, _ call: () throws -> Void) rethrows {
            self.name = name
            var samples: [Double] = []
            for number in 0..<calls + 20 {
                let begin = ContinuousClock.now
                try call()
                if number >= 20 { samples.append((ContinuousClock.now - begin) / .nanoseconds(1)) }
            }
            samples.sort()
            (minimum, median) = (samples[0], samples[calls / 2])
        }
    }

    /// A bare pipe, a session's call, and a session from its start to its end.
    static func rows() throws -> [Row] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "trialpool-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        _ = try PluginSkeleton(name: "calls", kind: .measure, language: .python).write(into: folder)
        let work = try String(contentsOfFile: "\(folder)/example/two.json", encoding: .utf8)
        let input = try JSONDecoder().decode(PluginValue.self, from: Data(work.utf8))
        let plugin = RunnablePlugin(asked: try InstalledPlugin(folder: folder))
        let session = try PluginSession(plugin, version: "0.1.0")
        defer { session.end() }
        let pipe = try BarePipe(folder: folder, input: input)
        defer { pipe.end() }
        return [
            try Row("a bare pipe to the same program") { try pipe.call() },
            try Row("a call of the plugin") { _ = try session.work(input: input) },
            try Row("a plugin's start, one call and its end", calls: 20) {
                let session = try PluginSession(plugin, version: "0.1.0")
                _ = try session.work(input: input)
                session.end()
            },
        ]
    }
}

/// The program of a plugin at the other end of two pipes, without anything that holds it.
private struct BarePipe {
    private let process = Process()
    private let asking = Pipe()
    private let answering = Pipe()
    private let line: Data

    init(folder: String, input: PluginValue) throws {
        line = try PluginMessage.work(PluginKind.measure.rawValue, id: "1", input: input).line()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "plugin.py"]
        process.currentDirectoryURL = URL(filePath: folder)
        (process.standardInput, process.standardOutput) = (asking, answering)
        try process.run()
        try asking.fileHandleForWriting.write(contentsOf: PluginMessage.greeting(version: "0.1.0").line())
        readLine()
    }

    func call() throws {
        try asking.fileHandleForWriting.write(contentsOf: line)
        readLine()
    }

    private func readLine() {
        var last: UInt8?
        while last != UInt8(ascii: "\n") {
            let bytes = answering.fileHandleForReading.availableData
            precondition(!bytes.isEmpty, "the plugin of the benchmark ended")
            last = bytes.last
        }
    }

    func end() {
        try? asking.fileHandleForWriting.close()
        process.waitUntilExit()
    }
}
