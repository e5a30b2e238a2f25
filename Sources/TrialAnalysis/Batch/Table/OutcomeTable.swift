import TrialArchives
import TrialEvidence
import TrialNumerics
import TrialStatistics

/// A table with one row an outcome and study, answered by a table with one row an outcome.
///
/// Bytes in, bytes out: blocks of whole outcomes are answered by several threads and written in their order, so that the
/// answer has the same bytes for any number of threads. Memory holds a few blocks, and 8 to 16 bytes an outcome that tell one
/// whose rows do not stand together.
public struct OutcomeTable: Sendable {
    /// What a table held.
    public struct Summary: Sendable, Equatable {
        /// Rows beside the header, blank ones left out.
        public var rows = 0
        /// Outcomes, each with a row in the answer.
        public var outcomes = 0
        /// Outcomes without a result.
        public var unanswered = 0
        /// Why the first of them have none.
        public var problems: [String] = []
    }

    private let question: OutcomeTableQuestion
    private let jobs: Int
    private let isCompressed: Bool
    private let firstRow: Int

    /// Prepares to answer tables.
    ///
    /// - Parameters:
    ///   - question: What is asked of each outcome.
    ///   - jobs: The number of threads.
    ///   - isCompressed: Whether the answer is compressed with gzip.
    ///   - firstRow: The number of the row behind the header, for messages; another one where the table is part of a larger one.
    public init(_ question: OutcomeTableQuestion, jobs: Int = 1, isCompressed: Bool = false, firstRow: Int = 2) {
        self.question = question
        self.jobs = max(1, jobs)
        self.isCompressed = isCompressed
        self.firstRow = firstRow
    }

    /// Answers a table piece by piece.
    ///
    /// - Parameters:
    ///   - source: The table, plain or compressed with gzip.
    ///   - file: Its name, for messages.
    ///   - write: Takes the next bytes of the answer.
    /// - Throws: `StatisticsError` where the header lacks a column; what `source` and `write` throw.
    public func answer(_ source: any ByteSource, file: String, write: ([UInt8]) throws -> Void) throws -> Summary {
        var source = try PeekedSource(source)
        if source.head.starts(with: GzipSource.magic) { source = try PeekedSource(GzipSource(source, path: file)) }
        if source.head.starts(with: [0xEF, 0xBB, 0xBF]) { source.skip(3) }
        let header = try source.head.withUnsafeBufferPointer { bytes throws(StatisticsError) in
            try OutcomeTableHeader(bytes, for: question)
        }
        let end = source.head.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? source.head.count
        source.skip(end)
        try write(packed(head(header)))
        return try answer(OutcomeBlocks(source, header, row: firstRow), header, write)
    }

    private func answer(
        _ blocks: OutcomeBlocks, _ header: OutcomeTableHeader, _ write: ([UInt8]) throws -> Void
    ) throws -> Summary {
        var blocks = blocks
        var summary = Summary()
        var seen = SeenNames()
        while true {
            var waiting: [OutcomeBlock] = []
            while waiting.count < (jobs == 1 ? 1 : jobs * 4), let block = try blocks.next() { waiting.append(block) }
            if waiting.isEmpty { return summary }
            for (block, answer) in zip(waiting, answers(waiting, header)) {
                let repeated = seen.add(answer.names)
                var told = answer
                // So rare that the work is simply done again.
                if !repeated.isEmpty { told = self.answer(block, header, repeated: repeated) }
                try write(told.bytes)
                summary.add(told)
            }
        }
    }

    private func answers(_ blocks: [OutcomeBlock], _ header: OutcomeTableHeader) -> [OutcomeBlockAnswer] {
        ParallelMap.map(blocks.count, jobs: jobs) { answer(blocks[$0], header, repeated: []) }
    }

    private func answer(
        _ block: OutcomeBlock, _ header: OutcomeTableHeader, repeated: Set<Int>
    ) -> OutcomeBlockAnswer {
        var reader = OutcomeBlockReader(question, header, repeated: repeated)
        var answer = reader.read(block)
        answer.bytes = packed(answer.bytes)
        return answer
    }

    /// The header of the answer.
    private func head(_ header: OutcomeTableHeader) -> [UInt8] {
        var writer = TableWriter(separator: header.separator)
        for column in question.columns { writer.append(text: column.name.utf8) }
        writer.endRow()
        return writer.bytes
    }

    private func packed(_ bytes: [UInt8]) -> [UInt8] { isCompressed ? Gzip.member(bytes) : bytes }
}

extension OutcomeTable.Summary {
    fileprivate mutating func add(_ answer: OutcomeBlockAnswer) {
        rows += answer.rows
        outcomes += answer.names.count
        unanswered += answer.unanswered
        problems += answer.problems.prefix(OutcomeBlockAnswer.toldProblems - problems.count)
    }
}
