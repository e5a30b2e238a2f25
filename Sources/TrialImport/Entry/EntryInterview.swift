import TrialEvidence

/// Asks for everything in its order, with the answers at hand, until an answer is missing.
struct EntryInterview {
    /// Why the questions end before the form is filled: an answer is missing, or one cannot stand.
    struct Stop: Error {
        /// What is asked next; `nil` where an answer cannot stand.
        var question: EntryQuestion?
        /// How many answers were taken.
        var answered: Int
        /// Why the answer cannot stand.
        var reason = ""
    }

    let answers: [String]
    private(set) var answered = 0
    private(set) var remarks: [String] = []
    var typed: TypedRows

    init(_ dataset: Dataset, answers: [String], source: String) {
        self.answers = answers
        typed = TypedRows(beside: dataset, source: source)
    }

    var dataset: Dataset { typed.dataset }

    /// Asks study after study until a person has no more.
    mutating func run() throws(Stop) {
        while let study = try study() {
            try arms(of: study)
            try results(of: study)
        }
    }

    // MARK: - Asking

    /// The answer to a question, which must pass a test; stops where there is none yet.
    mutating func ask(
        _ question: EntryQuestion, unless objection: (String) -> String? = { _ in nil }
    ) throws(Stop) -> String {
        guard answered < answers.count else { throw Stop(question: question, answered: answered) }
        let answer = answers[answered]
        if question.isClosed, !question.choices.contains(answer), answer != question.fallback {
            throw refused(
                "\"\(answer)\" is none of the choices; choose \(NearestName.listed(question.choices, near: answer))")
        }
        if let reason = objection(answer) { throw refused(reason) }
        answered += 1
        remarks = []
        return answer
    }

    private func refused(_ reason: String) -> Stop { Stop(question: nil, answered: answered, reason: reason) }

    /// Says something about the last answer; it is not even put together where more answers follow.
    mutating func say(_ lines: () -> [String]) {
        if answered == answers.count { remarks += lines() }
    }

    /// Asks for a cell and puts it into the row, which must keep the rules with it.
    ///
    /// - Parameters:
    ///   - column: The column's name.
    ///   - row: The row that takes the answer.
    ///   - about: What the row is, in words.
    ///   - fallback: What an empty answer stands for.
    ///   - isWhole: Whether the row has all that the rules look at.
    mutating func fill(
        _ column: String, of row: inout EntryRow, about: String, fallback: String? = nil, isWhole: Bool = true
    ) throws(Stop) {
        let asked = question(column, of: row, about: about, fallback: fallback)
        let (typed, before) = (typed, row)
        row[column] = try ask(asked) { answer in
            var filled = before
            filled[column] = answer
            return typed.objection(to: filled, in: column, isWhole: isWhole)
        }
    }

    private func question(_ name: String, of row: EntryRow, about: String, fallback: String?) -> EntryQuestion {
        guard let column = row.columns.first(where: { $0.name == name }) else {
            preconditionFailure("\(row.table.file) has no column \(name)")
        }
        let vocabulary = ColumnVocabulary(of: column, in: row.table, of: dataset)
        return EntryQuestion(
            name: name, text: column.summary, about: about, choices: vocabulary?.values ?? [],
            isClosed: vocabulary?.isClosed ?? false,
            fallback: fallback ?? (column.isRequired ? nil : column.emptyMeaning ?? ""), takes: column.kind.words)
    }

    /// Asks for further columns of a row, one after the other, until none is named.
    mutating func fillFurther(_ row: inout EntryRow, about: String) throws(Stop) {
        while true {
            let open = row.columns.map(\.name).filter { row[$0].isEmpty && !EntryColumns.placed.contains($0) }
            let name = try ask(
                EntryQuestion(
                    name: "more", text: "Another column to fill: its name, or nothing to go on.", about: about,
                    choices: open, isClosed: true, fallback: "", takes: "the name of a column"))
            guard !name.isEmpty else { return }
            try fill(name, of: &row, about: about, fallback: "")
        }
    }
}
