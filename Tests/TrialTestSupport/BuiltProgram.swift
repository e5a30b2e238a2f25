import Foundation

/// Runs a built program as a person would.
public struct BuiltProgram {
    /// What a run left behind.
    public struct Outcome: Sendable {
        /// The exit code.
        public let status: Int32
        /// Standard output.
        public let output: String
        /// Standard error.
        public let errors: String
    }

    /// The folder of the built programs: `TRIALPOOL_PROGRAMS`, such as that of release programs, else that of the tests.
    public static let folder = ProcessInfo.processInfo.environment["TRIALPOOL_PROGRAMS"] ?? folderOfTests

    /// Where the test bundle lies, with what was built beside it.
    private static let folderOfTests: String = {
        let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
        var folder = URL(filePath: bundle).deletingLastPathComponent()
        if !FileManager.default.fileExists(atPath: folder.appending(path: "trialpool-analyze").path) {
            folder = Bundle.main.bundleURL
        }
        return folder.path
    }()

    /// The folder of the package.
    public static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path
    /// The shipped dataset.
    public static let dataset = "\(root)/Datasets/msc-ms-trials"
    /// The shipped plan.
    public static let plan = "\(dataset)/plan.yaml"

    /// Runs a program of the toolkit.
    public static func run(_ name: String, _ arguments: [String], input: String = "") throws -> Outcome {
        try shell(["\(folder)/\(name)"] + arguments, input: input)
    }

    /// Runs a tool of the build, which lies beside the tests and not among the programs of a release.
    public static func runTool(_ name: String, _ arguments: [String]) throws -> Outcome {
        try shell(["\(folderOfTests)/\(name)"] + arguments)
    }

    /// Runs any command.
    public static func shell(_ command: [String], input: String = "", environment: [String: String] = [:]) throws
        -> Outcome
    {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
        // Through files, so that neither side waits for a full pipe.
        let folder = FileManager.default.temporaryDirectory.appending(path: "trialpool-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(input.utf8).write(to: folder.appending(path: "in"))
        for name in ["out", "err"] {
            try Data().write(to: folder.appending(path: name))
        }
        process.standardInput = try FileHandle(forReadingFrom: folder.appending(path: "in"))
        process.standardOutput = try FileHandle(forWritingTo: folder.appending(path: "out"))
        process.standardError = try FileHandle(forWritingTo: folder.appending(path: "err"))
        try process.run()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus,
            output: String(decoding: try Data(contentsOf: folder.appending(path: "out")), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: folder.appending(path: "err")), as: UTF8.self))
    }

    /// A folder of a test's own that is removed afterwards.
    public static func withFolder<Value>(_ body: (String) throws -> Value) throws -> Value {
        let folder = FileManager.default.temporaryDirectory.appending(path: "trialpool-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try body(folder)
    }

    /// A copy of the shipped datasets with one text replaced in one file of the main one.
    public static func withDataset<Value>(
        changing file: String, from old: String, to new: String, _ body: (String) throws -> Value
    ) throws -> Value {
        try withFolder { folder in
            try FileManager.default.copyItem(atPath: "\(root)/Datasets", toPath: "\(folder)/Datasets")
            let path = "\(folder)/Datasets/msc-ms-trials/\(file)"
            let text = try String(contentsOfFile: path, encoding: .utf8)
            precondition(text.contains(old), "\(file) does not contain '\(old)'")
            try text.replacingOccurrences(of: old, with: new).write(toFile: path, atomically: true, encoding: .utf8)
            return try body("\(folder)/Datasets/msc-ms-trials")
        }
    }
}
