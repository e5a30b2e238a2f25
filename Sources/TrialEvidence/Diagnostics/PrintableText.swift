extension String {
    /// The text fit for one line of a terminal: line breaks, control characters and marks that turn the direction of
    /// writing, with which a file could forge a message, become question marks.
    public var printable: String {
        if utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return self }
        var result = String.UnicodeScalarView()
        for scalar in unicodeScalars { result.append(scalar.isPrintable ? scalar : "?") }
        return String(result)
    }
}

extension Unicode.Scalar {
    fileprivate var isPrintable: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate: return false
        // U+061C, U+200E, U+200F, U+202A to U+202E and U+2066 to U+2069.
        default: return !properties.isBidiControl
        }
    }
}
