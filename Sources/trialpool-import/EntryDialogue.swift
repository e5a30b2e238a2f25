import ArgumentParser
import TrialCommandLine
import TrialImport

/// Puts the questions of a form to a person at a terminal, or takes the lines of a pipe for the answers.
struct EntryDialogue {
    private var form: EntryForm
    private let journal: EntryJournal
    private let isQuiet: Bool
    private let into: String
    private let input = LineInput()
    private let isTerminal = LineInput.isTerminal
    private var about = ""

    /// The most choices that are shown without being asked for.
    private static let shown = 9

    init(form: EntryForm, journal: EntryJournal, isQuiet: Bool, into: String) {
        (self.form, self.journal, self.isQuiet, self.into) = (form, journal, isQuiet, into)
    }

    /// The form when it is filled; ends the program where a person stops before.
    func filled() throws -> EntryForm {
        var dialogue = self
        try dialogue.talk()
        return dialogue.form
    }

    private mutating func talk() throws {
        if !form.answers.isEmpty {
            tell("goes on after \(kept) that \(form.answers.count == 1 ? "was" : "were") kept in \(journal.path)")
        } else if isTerminal {
            tell("? explains, < goes back, ! stops; every answer is kept in \(journal.path)")
        }
        for remark in form.remarks { tell("  \(remark)") }
        while true {
            if let question = form.question {
                show(question)
                try take(try line(at: question), for: question)
            } else if try isDone() {
                return
            }
        }
    }

    // MARK: - Answers

    private mutating func take(_ typed: String, for question: EntryQuestion) throws {
        switch typed.trimmingBlanks {
        case "?": explain(question)
        case "<": try goBack()
        case "!": stop("stopped", status: .success)
        default: try answer(typed, question)
        }
    }

    private mutating func answer(_ typed: String, _ question: EntryQuestion) throws {
        do throws(EntryRefusal) {
            try form.answer(typed)
        } catch {
            guard isTerminal else {
                Terminal.error("standard input:\(input.count): error: \(question.name): \(error)")
                stop("the answers before it are kept", status: .failure)
            }
            return Terminal.error("  \(question.name): \(error)")
        }
        let kept = form.answers.last ?? ""
        try journal.keep(kept)
        if !isTerminal, !kept.isEmpty { tell("  \(question.name): \(kept)") }
        for remark in form.remarks { tell("    \(remark)") }
    }

    private mutating func goBack() throws {
        guard form.back() else { return Terminal.error("  this is the first question") }
        try journal.takeBack()
        about = ""
    }

    /// Whether the rows are to be put in; a person may still go back.
    private mutating func isDone() throws -> Bool {
        guard isTerminal else { return true }
        let evidence = form.evidence
        let count = evidence.studies.count + evidence.arms.count + evidence.outcomes.count
        Terminal.prompt(
            "\(count) \(count == 1 ? "row" : "rows") for \(into): Enter goes on to the merge, < goes back, ! stops > ")
        switch input.next() {
        case .line(let text) where text.trimmingBlanks == "<": try goBack()
        case .line(let text) where text.trimmingBlanks == "!": stop("stopped", status: .success)
        case .line: return true
        case .end: stop("the input ended", status: .failure)
        case .interrupted: stop("stopped", status: .interrupted)
        }
        return false
    }

    private func line(at question: EntryQuestion) throws -> String {
        switch input.next() {
        case .line(let text): return text
        case .interrupted: stop("stopped", status: .interrupted)
        case .end:
            let place = question.about.isEmpty ? question.name : "\(question.name) of \(question.about)"
            Terminal.error("standard input:\(input.count + 1): error: it ends at the question \(place)")
            stop("the answers before it are kept", status: .failure)
        }
    }

    /// How many answers the journal has, such as `17 answers`.
    private var kept: String { "\(form.answers.count) \(form.answers.count == 1 ? "answer" : "answers")" }

    private func stop(_ reason: String, status: ExitStatus) -> Never {
        if isTerminal { Terminal.error("") }
        Terminal.error("\(reason): \(kept) in \(journal.path); the same command goes on from there")
        EnterCommand.exit(withError: ExitCode(status.rawValue))
    }

    // MARK: - Showing

    private mutating func show(_ question: EntryQuestion) {
        if question.about != about {
            about = question.about
            if !about.isEmpty { tell(about) }
        }
        guard isTerminal else { return }
        Terminal.error("  \(question.name): \(question.text)")
        if !question.choices.isEmpty {
            Terminal.error("    \(list(question.choices.prefix(Self.shown), of: question))")
        }
        let offer = question.fallback.map { $0.isEmpty ? "" : "[\($0)] " } ?? ""
        Terminal.prompt("  \(offer)> ")
    }

    private func list(_ choices: ArraySlice<String>, of question: EntryQuestion) -> String {
        let rest = question.choices.count - choices.count
        let each = choices.enumerated().map { "\($0 + 1) \($1)" }.joined(separator: "   ")
        return rest > 0 ? "\(each)   ? for \(rest) more" : each
    }

    private func explain(_ question: EntryQuestion) {
        Terminal.error("  \(question.text) It takes \(question.takes)\(question.fallback == "" ? ", or nothing" : "").")
        for (number, choice) in question.choices.enumerated() { Terminal.error("    \(number + 1) \(choice)") }
        if !question.choices.isEmpty {
            let further = question.isClosed ? "" : " Anything else is a new name; = before it takes a number as a name."
            Terminal.error("  Type a choice or its number.\(further)")
        }
    }

    private func tell(_ line: String) {
        if !isQuiet { Terminal.error(line) }
    }
}

extension String {
    /// The text without the blanks around it.
    fileprivate var trimmingBlanks: Substring {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
