import TrialArchives
import TrialCommandLine
import TrialEvidence
import TrialImport

/// Tells what a merge finds, and at the end how much it was.
protocol MergeReport: MergeListener {
    func finish(_ summary: MergeSummary, isWritten: Bool) throws
}

extension ProgressBar {
    /// Shows a stage of a merge.
    func show(_ stage: MergeStage, _ done: Int, of total: Int) {
        switch stage {
        case .dataset: show("dataset", done, of: total, .bytes)
        case .comparing: show("comparing", done, of: total, .count("rows"))
        case .writing: show("writing", done, of: total, .count("rows"))
        }
    }
}

/// Tells it in lines; of long lists of new and of left rows perhaps only the beginning. Changes are all told.
final class MergeListing: MergeReport {
    private let bar: ProgressBar
    private let limit: Int?
    private var added = 0
    private var left: [String: Int] = [:]
    private var pending = ""

    /// Without a limit every row is told.
    init(bar: ProgressBar, limit: Int?) {
        self.bar = bar
        self.limit = limit
    }

    func leaves(_ item: NotTaken, of file: String) {
        left[item.code, default: 0] += 1
        if left.values.reduce(0, +) <= limit ?? Int.max {
            tell("skip    \(item.place)\(cells(item.cells)): \(item.reason)")
        }
    }

    func adds(_ row: () -> RowAddition) {
        added += 1
        guard added <= limit ?? Int.max else { return }
        let row = row()
        tell("add     \(row.row), from \(row.source)")
    }

    func fills(_ change: CellChange) { tell("fill    \(change)") }

    func changes(_ change: CellChange) { tell("change  \(change)") }

    func progress(_ stage: MergeStage, _ done: Int, of total: Int) { bar.show(stage, done, of: total) }

    func finish(_ summary: MergeSummary, isWritten: Bool) {
        let skipped = left.values.reduce(0, +)
        if let limit {
            if skipped > limit { tell("skip    … and \(skipped - limit) more; --dry-run lists them all") }
            if added > limit { tell("add     … and \(added - limit) more; --dry-run lists them all") }
        }
        for table in summary.tables where table.listed > 0 {
            tell("read    \(table.table): \(table.read) of \(table.filled) cells; \(table.listed) not read")
        }
        let words = isWritten ? ["added", "filled", "changed"] : ["to add", "to fill", "to change"]
        tell(
            "\(summary.additions) \(words[0]), \(summary.fills) cells \(words[1]), \(summary.changes) \(words[2]), "
                + "\(summary.unchanged) rows as they are")
        if skipped > 0 {
            let reasons = left.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" }
            tell("\(skipped) not taken: \(reasons.joined(separator: ", "))")
        }
        flush()
    }

    private func cells(_ count: Int) -> String { count == 0 ? "" : count == 1 ? " (1 cell)" : " (\(count) cells)" }

    private func tell(_ line: String) {
        pending += line + "\n"
        if pending.utf8.count > 1 << 16 { flush() }
    }

    private func flush() {
        bar.clear()
        Terminal.printText(pending)
        pending = ""
    }
}

/// Tells it as one JSON object, in memory that does not grow with it.
final class MergeJSON: MergeReport {
    private let bar: ProgressBar
    private var lists: [String: ScratchFile] = [:]
    private var left: [String: Int] = [:]
    private var failure: (any Error)?

    init(bar: ProgressBar) { self.bar = bar }

    func leaves(_ item: NotTaken, of file: String) {
        left[item.code, default: 0] += 1
        add(item, to: "notTaken")
    }

    func adds(_ row: () -> RowAddition) { add(row(), to: "additions") }
    func fills(_ change: CellChange) { add(change, to: "fills") }
    func changes(_ change: CellChange) { add(change, to: "changes") }
    func progress(_ stage: MergeStage, _ done: Int, of total: Int) { bar.show(stage, done, of: total) }

    private func add(_ value: some Encodable, to list: String) {
        do {
            let file = lists[list] ?? ScratchFile()
            lists[list] = file
            let text = (file.count > 0 ? ",\n" : "") + (try OutputOptions.json(value))
            try Array(text.utf8).withUnsafeBytes { try file.append($0) }
        } catch {
            failure = failure ?? error
        }
    }

    func finish(_ summary: MergeSummary, isWritten: Bool) throws {
        if let failure { throw failure }
        bar.clear()
        var told = summary
        told.notTaken = left
        Terminal.write("{\n")
        for list in ["additions", "changes", "fills", "notTaken"] {
            Terminal.write("\"\(list)\" : [\n")
            if let file = lists[list] { try copy(file) }
            Terminal.write("],\n")
        }
        Terminal.printData("\"summary\" : \(try OutputOptions.json(told)),\n\"unchanged\" : \(summary.unchanged)\n}")
    }

    private func copy(_ file: ScratchFile) throws {
        var chunk = [UInt8](repeating: 0, count: 1 << 18)
        var place = 0
        // A piece may end inside a character, which only a whole one shows right.
        var rest: [UInt8] = []
        while place < file.count {
            let count = try chunk.withUnsafeMutableBytes { try file.read(at: place, into: $0) }
            place += count
            rest += chunk[..<count]
            let end = rest.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
            Terminal.write(String(decoding: rest[..<end], as: UTF8.self))
            rest.removeFirst(end)
        }
        Terminal.write(String(decoding: rest, as: UTF8.self))
    }
}
