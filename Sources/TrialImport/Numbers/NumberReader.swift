import TrialEvidence

/// Reads what people write into cells for numbers, in the style of their table.
struct NumberReader {
    let style: NumberStyle

    /// What a cell says. `isCount` says that the column holds whole numbers, in which `1,234` has one meaning only.
    func read(_ cell: String, isCount: Bool = false) -> CellNumber {
        let text = cell.trimmed
        // Nearly every cell is a plain number.
        if style.mark == .point, let value = Decimals.parse(text) { return .number(value) }
        if MissingWords.meansNothing(text) { return .nothing }
        if isFormula(text) { return .formula }
        if let plain = plain(text, isCount) { return plain }
        guard let tokens = NumberTokens.of(text, mark: style.mark) else { return .words }
        return NumberPattern.content(of: tokens) ?? .words
    }

    private func isFormula(_ text: String) -> Bool {
        guard text.first == "=", let next = text.dropFirst().first(where: { !$0.isWhitespace }) else { return false }
        return next.isLetter || next == "(" || text.contains { "+*/(".contains($0) }
    }

    /// One number, perhaps with marks between thousands; `nil` where the cell is anything else.
    private func plain(_ text: String, _ isCount: Bool) -> CellNumber? {
        var body = Substring(text)
        var sign = ""
        if let first = body.first, TypedSigns.isMinus(first) || first == "+" {
            sign = first == "+" ? "" : "-"
            body = body.dropFirst().drop(while: \.isWhitespace)
        }
        guard body.first.map({ $0.isNumber || isMark($0) }) == true else { return nil }
        let parts = body.split(omittingEmptySubsequences: false) { ".,·".contains($0) }
        guard let grouped = withoutGroups(body) else { return nil }
        if let open = openReading(body, parts.map(String.init), sign, isCount) { return open }
        return Decimals.parse(sign + grouped).map { .number($0) }
    }

    private func isMark(_ character: Character) -> Bool { character == style.mark.character || character == "·" }

    /// `1,234` where nothing shows what the comma means.
    private func openReading(_ body: Substring, _ parts: [String], _ sign: String, _ isCount: Bool) -> CellNumber? {
        guard !isCount, !style.isCertain, parts.count == 2, body.contains(style.mark.grouping),
            let thousands = Decimals.parse(sign + parts.joined()),
            let decimal = Decimals.parse(sign + parts.joined(separator: "."))
        else { return nil }
        return .twoReadings(thousands, decimal)
    }

    /// The digits with a point and without what stands between thousands; `nil` where groups have other lengths than three.
    private func withoutGroups(_ body: Substring) -> String? {
        let split = body.firstIndex(where: isMark)
        let whole = body[..<(split ?? body.endIndex)]
        let rest = split.map { body[body.index(after: $0)...] }
        let marks: Set<Character> = [style.mark.grouping, " ", "\u{A0}", "\u{202F}", "\u{2009}", "'", "’"]
        let groups = whole.split(omittingEmptySubsequences: false) { marks.contains($0) }
        let isGrouped =
            groups.count == 1
            || (1...3).contains(groups[0].count) && groups[0].first != "0"
                && groups.dropFirst().allSatisfy { $0.count == 3 }
        guard isGrouped, Set(whole.filter(marks.contains)).count <= 1 else { return nil }
        let digits = groups.joined() + (rest.map { ".\($0)" } ?? "")
        return Decimals.parse(digits) == nil ? nil : digits
    }
}
