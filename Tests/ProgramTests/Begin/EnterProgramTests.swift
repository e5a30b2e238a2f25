import Foundation
import Testing
import TrialTestSupport

/// The form in the terminal, as a person at a keyboard and a pipe meet it.
struct EnterProgramTests {
    private typealias Step = PseudoTerminal.Step

    /// A trial, with the question that each answer belongs to.
    private static let trial: [(question: String, answer: String)] = [
        ("study_id", "Gum, Tree [b] & co 2024"), ("first_author", "Gum"), ("year", "2024"), ("title", ""), ("doi", ""),
        ("registry_id", ""), ("design", "parallel-rct"), ("n_randomised", "60"), ("follow_up_months", "12"),
        ("source_url", ""), ("more", ""),
        ("arm_id", "new"), ("label", ""), ("role", "treatment"), ("n", "30"), ("more", ""),
        ("arm_id", "old"), ("label", ""), ("role", "control"), ("n", "30"), ("comparator_class", "placebo"),
        ("more", ""),
        ("arm_id", ""), ("outcome", "relapse"), ("timepoint_months", "12"), ("population", ""), ("statistic", "events"),
        ("source_location", "Table 2"), ("confidence", ""), ("n", ""), ("events", "4"), ("more", ""), ("n", ""),
        ("events", "9"), ("more", ""), ("outcome", ""), ("study_id", ""),
    ]
    private static let answers = trial.map(\.answer)

    private static func steps(_ range: Range<Int>) -> [Step] {
        trial[range].flatMap { [.wait("  \($0.question): "), .wait("> "), .type($0.answer)] }
    }

    private static func lines(_ answers: ArraySlice<String>) -> String { answers.map { $0 + "\n" }.joined() }

    private func inLesson(_ body: (String) throws -> Void) throws {
        try BuiltProgram.withFolder { folder in
            #expect(
                try BuiltProgram.run("trialpool-import", ["new", "\(folder)/lesson", "--example", "-q"]).status == 0)
            try body(folder)
        }
    }

    private func journal(in folder: String) -> String? {
        try? String(contentsOfFile: "\(folder)/lesson.entry.jsonl", encoding: .utf8)
    }

    private func outcomes(in folder: String) throws -> String {
        try String(contentsOfFile: "\(folder)/lesson/outcomes.csv", encoding: .utf8)
    }

    /// What a form without interruption makes of the dataset.
    private func expected() throws -> String {
        var text = ""
        try inLesson { folder in
            let outcome = try BuiltProgram.run(
                "trialpool-import", ["enter", "--into", "\(folder)/lesson"], input: Self.lines(Self.answers[...]))
            #expect(outcome.status == 0 && outcome.output.contains("5 added"), "\(outcome.errors)")
            #expect(outcome.errors.contains("gives events 4, n 30"))
            #expect(journal(in: folder) == nil, "what is in the dataset needs no journal")
            text = try outcomes(in: folder)
        }
        return text
    }

    @Test("typing, correcting what is refused and what was typed before, and the merge")
    func typing() throws {
        let expected = try expected()
        try inLesson { folder in
            let slip: [Step] = [
                .wait("  events: "), .wait("> "), .type("31"), .wait("31 of 30 patients cannot be"),
                .wait("  events: "),
                .type("5"), .wait("gives events 5"), .wait("  more: "), .wait("> "), .type("<"), .wait("  events: "),
                .wait("> "), .type("?"), .wait("It takes a whole number"), .wait("  events: "), .wait("> "), .type("4"),
                .wait("  more: "), .wait("> "), .type(""),
            ]
            // After the events of the first arm nothing is said until the row is whole.
            let typed = slip.filter { if case .wait("gives events 5") = $0 { false } else { true } }
            let seen = try PseudoTerminal.run(
                "trialpool-import", ["enter", "--into", "lesson"], in: folder,
                Self.steps(0..<30) + typed + Self.steps(32..<37)
                    + [.wait("5 rows for lesson"), .type(""), .wait("5 added")])
            #expect(seen.missed == nil && seen.status == 0, "\(seen.missed ?? "")\n\(seen.shown)")
            #expect(seen.shown.contains("1 parallel-rct") && seen.shown.contains("[30] >"))
            #expect(try outcomes(in: folder) == expected && journal(in: folder) == nil)
        }
    }

    @Test("Ctrl-C keeps every answer, and the same command goes on")
    func interrupting() throws {
        let expected = try expected()
        try inLesson { folder in
            let before = try outcomes(in: folder)
            let stopped = try PseudoTerminal.run(
                "trialpool-import", ["enter", "--into", "lesson"], in: folder,
                Self.steps(0..<17) + [.wait("  label: "), .wait("> "), .interrupt])
            #expect(stopped.missed == nil && stopped.status == 130, "\(stopped.shown)")
            #expect(stopped.shown.contains("17 answers in lesson.entry.jsonl"))
            #expect(try outcomes(in: folder) == before)
            let seen = try PseudoTerminal.run(
                "trialpool-import", ["enter", "--into", "lesson"], in: folder,
                [.wait("goes on after 17 answers")] + Self.steps(17..<37) + [.wait("> "), .type("")])
            #expect(seen.missed == nil && seen.status == 0, "\(seen.shown)")
            #expect(try outcomes(in: folder) == expected)
        }
    }

    @Test("a killed form loses nothing", arguments: [1, 8, 23, 31, 36])
    func killing(count: Int) throws {
        let expected = try expected()
        try inLesson { folder in
            let question = Self.trial[count].question
            let killed = try PseudoTerminal.run(
                "trialpool-import", ["enter", "--into", "lesson"], in: folder,
                Self.steps(0..<count) + [.wait("  \(question): "), .kill])
            #expect(killed.missed == nil && killed.status == -9, "\(killed.shown)")
            // A line that was being written when the power went.
            let handle = try #require(FileHandle(forWritingAtPath: "\(folder)/lesson.entry.jsonl"))
            try handle.seekToEnd()
            try handle.write(contentsOf: Data("{\"answer\":\"ha".utf8))
            try handle.close()
            let rest = try BuiltProgram.run(
                "trialpool-import", ["enter", "--into", "\(folder)/lesson"], input: Self.lines(Self.answers[count...]))
            #expect(rest.status == 0 && rest.errors.contains("goes on after \(count) answer"), "\(rest.errors)")
            #expect(try outcomes(in: folder) == expected)
        }
    }

    @Test("a pipe that ends too early, or a line that cannot stand, is named; what came before is kept")
    func pipes() throws {
        let expected = try expected()
        try inLesson { folder in
            let command = ["enter", "--into", "\(folder)/lesson"]
            let short = try BuiltProgram.run("trialpool-import", command, input: Self.lines(Self.answers[..<24]))
            #expect(short.status == 1)
            #expect(short.errors.contains("standard input:25: error: it ends at the question timepoint_months of "))
            let wrong = try BuiltProgram.run(
                "trialpool-import", command, input: Self.lines(Self.answers[24..<30] + ["many"]))
            #expect(
                wrong.status == 1 && wrong.errors.contains("standard input:7: error: events: \"many\" is not a whole"))
            let rest = try BuiltProgram.run("trialpool-import", command, input: Self.lines(Self.answers[30...]))
            #expect(rest.status == 0, "\(rest.errors)")
            #expect(try outcomes(in: folder) == expected)
        }
    }

    @Test("a dry run keeps the answers, a changed number waits for --accept, --anew puts answers aside")
    func manner() throws {
        try inLesson { folder in
            let command = ["enter", "--into", "\(folder)/lesson"]
            let input = Self.lines(["Alder2011", "", "relapse", "12", "", "events", "", "", "", "5", "", "-", "", ""])
            let dry = try BuiltProgram.run("trialpool-import", command + ["--dry-run"], input: input)
            #expect(dry.status == 0 && dry.output.contains("events: 6 → 5"), "\(dry.errors)\(dry.output)")
            let refused = try BuiltProgram.run("trialpool-import", command)
            #expect(refused.status == 1 && refused.errors.contains("kept"), "\(refused.errors)")
            #expect(journal(in: folder) != nil)
            let accepted = try BuiltProgram.run("trialpool-import", command + ["--accept", "--json"])
            #expect(accepted.status == 0 && journal(in: folder) == nil, "\(accepted.errors)")
            _ = try BuiltProgram.run("trialpool-import", command, input: "Fir2023\n")
            let anew = try BuiltProgram.run("trialpool-import", command + ["--anew"], input: "Elm2021\n\n\n\n")
            #expect(
                anew.errors.contains("are kept in") && anew.errors.contains("nothing was entered"), "\(anew.errors)")
            #expect(FileManager.default.fileExists(atPath: "\(folder)/lesson.entry.jsonl.1"))
        }
    }

    @Test("a dataset that is not there begins with the form, and a second form of one waits")
    func beginning() throws {
        try BuiltProgram.withFolder { folder in
            let seen = try PseudoTerminal.run(
                "trialpool-import", ["enter", "--into", "fresh"], in: folder,
                Self.steps(0..<1) + [.wait("  first_author: "), .kill])
            #expect(seen.missed == nil)
            #expect(!FileManager.default.fileExists(atPath: "\(folder)/fresh"))
            let lock = "exec 9>>fresh.entry.jsonl; flock -x 9; \"$0\" enter --into fresh < /dev/null"
            let second = try BuiltProgram.shell([
                "bash", "-c", "cd \"$1\"; \(lock)", "\(BuiltProgram.folder)/trialpool-import", folder,
            ])
            #expect(
                second.status == 1 && second.errors.contains("another program is writing to it"), "\(second.errors)")
            let rest = try BuiltProgram.run(
                "trialpool-import", ["enter", "--into", "\(folder)/fresh"], input: Self.lines(Self.answers[1...]))
            #expect(rest.status == 0, "\(rest.errors)")
            #expect(
                try BuiltProgram.run("trialpool-import", ["validate", "\(folder)/fresh"]).output.contains(
                    "1 studies, 2 arms"))
            let nowhere = try BuiltProgram.run("trialpool-import", ["enter", "--into", "\(folder)/no/where"])
            #expect(nowhere.status == 1 && nowhere.errors.contains("there is no folder"))
        }
    }
}
