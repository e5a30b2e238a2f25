/// Reads `cell = rule(name value; name value) | …` and says at which character it is not that.
struct DerivationScanner {
    private let letters: [Character]
    private var position = 0

    init(_ text: String) {
        letters = Array(text)
    }

    mutating func derivations() throws(DerivationSyntaxError) -> [RecordedDerivation] {
        skipBlanks()
        guard position < letters.count else { return [] }
        var found = [try derivation()]
        while position < letters.count {
            try take("|", "a bar before the next derivation")
            found.append(try derivation())
        }
        return found
    }

    private mutating func derivation() throws(DerivationSyntaxError) -> RecordedDerivation {
        skipBlanks()
        let start = position
        let name = word { $0.isLetter || $0.isNumber || $0 == "_" }
        guard let cell = OutcomeCell(rawValue: name) else {
            let hint = NearestName.hint(OutcomeCell.allCases.map(\.rawValue), for: name)
            throw DerivationSyntaxError(
                position: start + 1,
                expected: name.isEmpty ? "the name of a cell is missing" : "no cell has the name \"\(name)\"\(hint)")
        }
        try take("=", "an equals sign after the cell")
        let rule = word { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }
        guard !rule.isEmpty else { throw missing("the name of a rule") }
        try take("(", "the inputs in parentheses")
        return RecordedDerivation(cell, by: rule, from: try inputs())
    }

    private mutating func inputs() throws(DerivationSyntaxError) -> [RecordedDerivation.Input] {
        var inputs: [RecordedDerivation.Input] = []
        while true {
            let start = position
            let name = word { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
            guard !name.isEmpty else { throw missing("the name of an input") }
            guard !inputs.contains(where: { $0.name == name }) else {
                throw DerivationSyntaxError(position: start + 1, expected: "the input \"\(name)\" is there twice")
            }
            skipBlanks()
            let place = position
            let value = word { !" ;()|".contains($0) }
            guard Decimals.parse(value) != nil || (value.hasPrefix("<") && PValue(text: value) != nil) else {
                throw DerivationSyntaxError(
                    position: place + 1,
                    expected: "\(value.isEmpty ? "nothing" : "\"\(value)\"") stands where the number of \(name) must be"
                )
            }
            inputs.append(RecordedDerivation.Input(name, value))
            skipBlanks()
            if position < letters.count, letters[position] == ")" { break }
            try take(";", "a semicolon or a closing parenthesis after the input")
        }
        position += 1
        skipBlanks()
        return inputs
    }

    private mutating func word(_ belongs: (Character) -> Bool) -> String {
        let start = position
        while position < letters.count, belongs(letters[position]) { position += 1 }
        return String(letters[start..<position])
    }

    private mutating func take(_ letter: Character, _ what: String) throws(DerivationSyntaxError) {
        skipBlanks()
        guard position < letters.count, letters[position] == letter else { throw missing(what) }
        position += 1
        skipBlanks()
    }

    private mutating func skipBlanks() {
        while position < letters.count, letters[position] == " " { position += 1 }
    }

    private func missing(_ what: String) -> DerivationSyntaxError {
        DerivationSyntaxError(position: position + 1, expected: "\(what) is missing")
    }
}
