import TrialEvidence

/// Says why a cell is not the one number that its column wants, and what would be.
enum NumberAdvice {
    /// One sentence that holds the file's own text.
    static func message(for content: CellNumber, _ text: String, mark: DecimalMark) -> String {
        let quoted = "\"\(text.shown)\""
        switch content {
        case .nothing, .number: return "\(quoted) is not what the column holds; correct it"
        case .spread:
            return
                "\(quoted) holds two numbers; split them into two columns, or name the column \"mean (SD)\" or \"mean (SE)\""
        case .withPercent: return "\(quoted) is a count with its percentage; write it into a column of events"
        case .share: return "\(quoted) holds events and patients; write it into a column of events, or split it"
        case .interval: return "\(quoted) holds limits; write it into a column of an effect such as OR or of its 95% CI"
        case .below, .above: return "\(quoted) is a bound and not a value; write the value, or leave the cell empty"
        case .percentage: return "\(quoted) is a percentage; write the count"
        case .twoReadings(let thousands, let decimal):
            return "\(quoted) may be \(Decimals.text(thousands)) or \(Decimals.text(decimal)); write one of them"
        case .formula: return "\(quoted) is a formula that nobody computed; save its value"
        case .words: return "\(quoted) is not a number with a decimal \(mark.rawValue); correct it"
        }
    }
}
