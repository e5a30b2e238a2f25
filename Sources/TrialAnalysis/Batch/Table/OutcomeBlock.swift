import TrialStatistics

/// Some outcomes of a table with all their rows, and the place of the first row in the file.
struct OutcomeBlock: Sendable {
    /// The rows as they stand in the file.
    let bytes: [UInt8]
    /// The number of the first of them, counted from 1, the header's.
    let firstRow: Int
}

/// The answer to a block.
struct OutcomeBlockAnswer: Sendable {
    /// The rows of the answer.
    var bytes: [UInt8] = []
    /// A fingerprint of each outcome's name, in their order.
    var names: [UInt64] = []
    /// How many rows were read.
    var rows = 0
    /// How many outcomes have no result.
    var unanswered = 0
    /// Why, for the first of them.
    var problems: [String] = []

    /// How many problems are told one by one.
    static let toldProblems = 20
}

/// Answers a block outcome by outcome.
struct OutcomeBlockReader {
    private let question: OutcomeTableQuestion
    private let header: OutcomeTableHeader
    private var pooling: OutcomePooling
    private var outcome: OutcomeRows
    private var answer = OutcomeBlockAnswer()
    private var writer: TableWriter
    /// Positions of outcomes whose name stood before in the file.
    private let repeated: Set<Int>

    init(_ question: OutcomeTableQuestion, _ header: OutcomeTableHeader, repeated: Set<Int> = []) {
        self.question = question
        self.header = header
        self.repeated = repeated
        pooling = question.pooling
        outcome = OutcomeRows(header.names)
        writer = TableWriter(separator: header.separator)
    }

    /// The rows of the answer to a block.
    mutating func read(_ block: OutcomeBlock) -> OutcomeBlockAnswer {
        block.bytes.withUnsafeBufferPointer { bytes in
            var rows = TableRows(bytes, separator: header.separator, keeping: header.reach)
            var row = block.firstRow - 1
            while let kind = rows.next() {
                row += 1
                switch kind {
                case .blank: break
                case .openQuote: fail(row, "a quote is not closed before the end of the row; close it or double it")
                case .fields(let count): take(rows, row, count)
                }
            }
        }
        end()
        answer.bytes = writer.bytes
        return answer
    }

    private mutating func take(_ rows: borrowing TableRows, _ row: Int, _ count: Int) {
        guard count > header.outcome else {
            return fail(row, "it ends before the column 'outcome'; give \(header.width) fields")
        }
        let name = rows.fields[header.outcome]
        if outcome.rows.isEmpty || !rows.says(name, outcome.name) {
            end()
            outcome.begin { rows.append(name, to: &$0) }
        }
        answer.rows += 1
        guard count == header.width else {
            outcome.rows.append(row)
            return outcome.fail(row, "it has \(count) fields and the header \(header.width)")
        }
        outcome.rows.append(row)
        for (column, place) in header.places.enumerated() {
            switch rows.number(rows.fields[place]) {
            case .value(let number): outcome.append(number, to: column)
            case .missing: outcome.append(nil, to: column)
            case .none:
                outcome.append(nil, to: column)
                outcome.fail(
                    row,
                    "'\(rows.text(rows.fields[place]).prefix(40))' in \(header.names[column]) is no number; correct it or leave it empty"
                )
            }
        }
    }

    /// A row whose outcome is not known belongs to none.
    private mutating func fail(_ row: Int, _ reason: String) {
        end()
        answer.rows += 1
        outcome.begin { _ in }
        outcome.rows.append(row)
        outcome.fail(row, reason)
        end()
    }

    /// Writes the row of the outcome that was read.
    private mutating func end() {
        guard let first = outcome.rows.first else { return }
        if repeated.contains(answer.names.count) {
            outcome.fail(first, "rows of this outcome stand further up too; sort the table by outcome")
        } else if outcome.name.isEmpty {
            outcome.fail(first, "it names no outcome")
        }
        let told = outcome.answer(question.measure, &pooling)
        answer.names.append(NameFingerprint.of(outcome.name))
        if told.fit == nil {
            answer.unanswered += 1
            if answer.problems.count < OutcomeBlockAnswer.toldProblems {
                let name = String(decoding: told.name.prefix(60), as: UTF8.self)
                answer.problems.append("'\(name)': \(told.notes.first ?? "")")
            }
        }
        writer.append(told, question.columns)
        outcome.clear()
    }
}
