import ArgumentParser
import Foundation
import TrialCommandLine
import TrialPlugins

/// The topics of this program, and of the others that are there.
struct LibraryOfTopics {
    /// The programs that have topics.
    private static let programs = ["import", "analyze", "report", "plugins"]

    /// The topics that concern every program.
    private static let shared = [
        HelpTopic("exit-codes", "what a program's exit code means") {
            "Exit codes:\n" + HelpTopic.list(ExitStatus.allCases.map { ("\($0.rawValue)", $0.meaning) })
        }
    ]

    /// A topic as a program tells of it.
    private struct Told: Decodable {
        let name: String
        let summary: String
    }

    private let finder: ProgramFinder

    init(_ finder: ProgramFinder) { self.finder = finder }

    /// Lists all topics, or explains the one that is named: a topic, or a program.
    func explain(_ arguments: [String]) throws {
        guard let topic = arguments.first, arguments.count == 1 else {
            guard arguments.isEmpty else {
                throw ValidationError("help explains one topic; `trialpool help` lists them")
            }
            return list()
        }
        if let own = Self.shared.first(where: { $0.name == topic }) { return Terminal.print(own.text()) }
        for name in Self.programs {
            guard let program = finder.program(name) else { continue }
            if topic == name { return Program.become(program, arguments: ["--help"]) }
            if topics(of: program).contains(where: { $0.name == topic }) {
                return Program.become(program, arguments: ["topics", topic])
            }
        }
        throw ValidationError("there is no topic '\(topic)'; `trialpool help` lists them")
    }

    private func list() {
        let told = Self.programs.compactMap(finder.program).flatMap(topics).map { ($0.name, $0.summary) }
        let all = told + Self.shared.map { ($0.name, $0.summary) }
        Terminal.print("trialpool help TOPIC explains one of these; every command explains itself with --help.\n")
        Terminal.print(HelpTopic.list(all.map { (name: $0.0, meaning: $0.1) }))
    }

    /// What a program has; nothing where it does not answer.
    private func topics(of program: String) -> [Told] {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: program)
        process.arguments = ["topics", "--json"]
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return [] }
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (try? JSONDecoder().decode([Told].self, from: bytes)) ?? []
    }
}
