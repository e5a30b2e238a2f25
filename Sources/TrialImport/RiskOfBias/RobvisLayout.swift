import TrialEvidence

/// Which column of a table of judgements is which.
struct RobvisLayout {
    /// A column that is not taken.
    struct Left {
        let name: String
        let code: String
        let reason: String
    }

    let tool: BiasTool
    /// The columns that are not taken.
    let left: [Left]
    private let table: Table
    /// The domain of each judged column, by its position in the table.
    private let domains: [(column: Int, domain: String)]
    private let signs: BiasSigns

    init(_ table: Table, tool stated: BiasTool?) throws(EvidenceError) {
        self.table = table
        var left: [Left] = []
        var judged: [Int] = []
        for (column, name) in table.header.enumerated().dropFirst() {
            if column == table.header.count - 1, Self.isWeight(column, in: table) {
                left.append(Left(name: name, code: "weight", reason: "weights are computed, not imported"))
            } else if name.lowercased().contains("applicab") {
                let reason = "concerns about applicability are not a risk of bias"
                left.append(Left(name: name, code: "applicability", reason: reason))
            } else {
                judged.append(column)
            }
        }
        self.left = left
        let overall = judged.last { Self.isOverall(table.header[$0].trimmed) }
        let columns = judged.filter { $0 != overall }
        let names = columns.map { table.header[$0].trimmed }
        guard names.count >= 2 || (names.count == 1 && overall != nil) else {
            let message = "a table needs a study, domains and an overall judgement; add the columns"
            throw EvidenceError([Diagnostic(.missingColumn, at: Place(table.file, line: 1), message)])
        }
        let cells = table.rows.flatMap { row in judged.map { row[$0] } }
        let words = Set(cells.map(BiasSigns.folded))
        guard let tool = stated ?? BiasToolDetection.tool(of: names, words: words) else {
            let candidates = BiasTool.all.filter { $0.domains.isEmpty || $0.domains.count == names.count }.map(\.code)
            let message =
                "the \(names.count) domains (\(names.prefix(5).joined(separator: ", "))) and their words fit several tools or none; "
                + "name the tool with --tool: \(candidates.joined(separator: ", "))"
            throw EvidenceError([Diagnostic(.malformedFile, at: Place(table.file, line: 1), message)])
        }
        self.tool = tool
        let known = tool.domains.isEmpty ? names.map(Self.words) : BiasToolDetection.domains(of: names, tool: tool)
        guard let known else {
            let message =
                "\(tool.code) has \(tool.domains.count) domains (\(tool.domains.map(\.title).joined(separator: ", "))), "
                + "the table \(names.count) (\(names.prefix(8).joined(separator: ", "))); correct the columns, or name another tool"
            throw EvidenceError([Diagnostic(.malformedFile, at: Place(table.file, line: 1), message)])
        }
        domains =
            zip(columns, known).map { (column: $0, domain: $1) }
            + (overall.map { [(column: $0, domain: "overall")] } ?? [])
        signs = BiasSigns(tool, cells: cells)
    }

    /// The judgements of a row; words that the tool does not have are reported.
    func judgements(
        in cells: [String], line: Int, _ diagnostics: inout [Diagnostic], _ notTaken: inout [NotTaken]
    ) -> [(domain: String, judgement: BiasJudgement)] {
        domains.compactMap { column, domain in
            let (name, cell) = (table.header[column], cells[column])
            let place = "line \(line), column \(name)"
            if let judgement = signs.judgement(cell) { return (domain, judgement) }
            switch BiasSigns.folded(cell) {
            case "" where BiasSigns.sign(cell) == nil, "na":
                notTaken.append(NotTaken(place: place, code: "not-judged", reason: "the cell is empty"))
            case "not applicable":
                notTaken.append(NotTaken(place: place, code: "not-applicable", reason: "the domain does not apply"))
            case let word:
                diagnostics.append(
                    Diagnostic(
                        .unknownCode, at: Place(table.file, line: line, column: name), message(cell, word)))
            }
            return nil
        }
    }

    private func message(_ cell: String, _ word: String) -> String {
        let words = tool.judgements.map(\.words)
        let list = NearestName.listed(words, near: word)
        guard !signs.isOpen(cell) else {
            return
                "\"\(cell)\" is high in Cochrane’s figures and the middle in robvis’s; write the word, \(list)"
        }
        return "\"\(cell)\" is no judgement of \(tool.code)\(NearestName.hint(words, for: word)); write \(list)"
    }

    private static func isOverall(_ name: String) -> Bool {
        let folded = name.lowercased()
        return folded.contains("overall") || folded.contains("total") || folded.contains("summary")
            || ["rob", "risk of bias", "judgement", "judgment"].contains(folded)
    }

    private static func isWeight(_ column: Int, in table: Table) -> Bool {
        if table.header[column].lowercased().contains("weight") { return true }
        let cells = table.rows.map { $0[column] }.filter { !$0.isEmpty }
        return !cells.isEmpty && cells.allSatisfy { Decimals.parse($0.trimmed) != nil }
    }

    /// `Random.sequence.generation` as words, as R spoils names.
    private static func words(_ name: String) -> String {
        name.split { $0 == "." || $0 == "_" || $0.isWhitespace }.joined(separator: " ")
    }
}
