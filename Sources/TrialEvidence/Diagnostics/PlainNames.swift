extension String {
    /// The name in lower-case ASCII letters, digits and hyphens, as ids and file names have it; empty where nothing of it is left.
    public var hyphenated: String {
        lowercased().split { !$0.isASCII || !($0.isLetter || $0.isNumber) }.joined(separator: "-")
    }

    /// The text on one line between quotation marks, as YAML takes it whatever it holds.
    public var quotedForYAML: String {
        "\"\(printable.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    }
}
