/// The orders in which numbers stand together in one cell.
enum NumberPattern {
    /// What the tokens say; `nil` where they follow none of the orders.
    static func content(of tokens: [NumberToken]) -> CellNumber? {
        let bare = withoutName(tokens)
        return single(bare) ?? share(bare) ?? beside(bare) ?? interval(bare)
    }

    /// `p = 0.03` and `n = 45` without the letter.
    private static func withoutName(_ tokens: [NumberToken]) -> [NumberToken] {
        guard case .word(let word)? = tokens.first, ["p", "n"].contains(word), tokens.count > 1 else { return tokens }
        return tokens[1] == .equals ? Array(tokens.dropFirst(2)) : Array(tokens.dropFirst())
    }

    private static func single(_ tokens: [NumberToken]) -> CellNumber? {
        switch tokens.count {
        case 1:
            if case .number(let value) = tokens[0] { return .number(value) }
        case 2:
            if case .number(let value) = tokens[1] {
                if tokens[0] == .equals { return .number(value) }
                if tokens[0] == .below { return .below(value) }
                if tokens[0] == .above { return .above(value) }
            }
            if case .number(let value) = tokens[0], tokens[1] == .percent { return .percentage(value) }
        default: break
        }
        return nil
    }

    /// `12/45`, `12 of 45`, `12/45 (26.7 %)`.
    private static func share(_ tokens: [NumberToken]) -> CellNumber? {
        guard tokens.count >= 3, case .number(let part) = tokens[0], case .number(let whole) = tokens[2] else {
            return nil
        }
        guard tokens[1] == .slash || tokens[1] == .word("of") else { return nil }
        let rest = tokens.dropFirst(3).filter { $0 != .percent }
        guard !rest.isEmpty else { return .share(part, of: whole) }
        guard rest.count == 3, rest[0] == .open, case .number = rest[1], rest[2] == .close else { return nil }
        return .share(part, of: whole)
    }

    /// A number with another one behind it: `0.9 (0.2)`, `0.9 ± 0.2`, `0.9 (SD 0.2)`, `12 (26.7 %)`.
    private static func beside(_ tokens: [NumberToken]) -> CellNumber? {
        guard tokens.count >= 3, case .number(let value) = tokens[0] else { return nil }
        if tokens.count == 3, tokens[1] == .plusMinus, case .number(let spread) = tokens[2] {
            return .spread(value, spread, nil)
        }
        guard tokens[1] == .open, tokens.last == .close else { return nil }
        let inner = tokens[2..<(tokens.count - 1)].filter { $0 != .equals && $0 != .plusMinus }
        if inner.count == 1, case .number(let spread) = inner[0] { return .spread(value, spread, nil) }
        guard inner.count == 2 else { return nil }
        if case .number(let percent) = inner[0], inner[1] == .percent { return .withPercent(value, percent) }
        if case .word(let word) = inner[0], case .number(let spread) = inner[1] {
            return named(word).map { .spread(value, spread, $0) }
        }
        return nil
    }

    /// The spread that a word means.
    static func named(_ word: String) -> CellNumber.Spread? { spreads[word] }

    private static let spreads: [String: CellNumber.Spread] = [
        "sd": .sd, "std": .sd, "stdev": .sd, "se": .se, "sem": .se,
    ]

    /// `1.2 (0.8, 1.9)`, `1.2 [0.8; 1.9]`, `1.2 (95% CI 0.8 to 1.9)`, `0.8-1.9`.
    private static func interval(_ tokens: [NumberToken]) -> CellNumber? {
        var rest = withoutLevel(tokens).filter { $0 != .open && $0 != .close }
        var estimate: Double?
        let numbers = rest.count { if case .number = $0 { true } else { false } }
        if numbers == 3, case .number(let value) = rest[0] {
            estimate = value
            rest.removeFirst()
            if rest.first == .comma || rest.first == .semicolon { rest.removeFirst() }
        }
        guard rest.count == 3, case .number(let low) = rest[0], case .number(let high) = rest[2] else { return nil }
        let between: [NumberToken] = [.comma, .semicolon, .dash, .word("to"), .word("and"), .word("bis")]
        return between.contains(rest[1]) ? .interval(estimate, low: low, high: high) : nil
    }

    /// The tokens without `95% CI`.
    private static func withoutLevel(_ tokens: [NumberToken]) -> [NumberToken] {
        var result = tokens
        guard let name = result.firstIndex(of: .word("ci")) else { return result }
        var start = name
        if start > 0, result[start - 1] == .percent { start -= 1 }
        if start > 0, start < name, case .number = result[start - 1] { start -= 1 }
        result.removeSubrange(start...name)
        return result
    }
}
