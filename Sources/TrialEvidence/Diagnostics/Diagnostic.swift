/// How bad a problem in a dataset is.
public enum Severity: String, Sendable, Hashable, Codable, CaseIterable {
    /// The dataset cannot be used until this is mended.
    case error
    /// The dataset can be used, but somebody should know.
    case warning
}

/// One problem in a dataset: where it is, what it is, and what to do about it.
public struct Diagnostic: Sendable, Hashable, Codable {
    /// How bad it is.
    public var severity: Severity
    /// The name of the file, without its folder.
    public var file: String
    /// The line of the file on which the row begins, counted from 1; `nil` where the whole file is meant.
    public var line: Int?
    /// The name of the column; `nil` where the whole row is meant.
    public var column: String?
    /// The stable name of the kind of problem.
    public var code: DiagnosticCode
    /// One line that says what is wrong and what to do.
    public var message: String

    /// Makes a diagnostic; errors are the usual case.
    public init(
        _ code: DiagnosticCode, at place: Place, _ message: String, severity: Severity = .error
    ) {
        self.severity = severity
        self.file = place.file
        self.line = place.line
        self.column = place.column
        self.code = code
        self.message = message
    }
}

/// A place in the files of a dataset.
public struct Place: Sendable, Hashable, Codable {
    /// The name of the file, without its folder.
    public var file: String
    /// The line of the file, counted from 1.
    public var line: Int?
    /// The name of the column.
    public var column: String?

    /// Names a file, or a line of it, or a cell of that line.
    public init(_ file: String, line: Int? = nil, column: String? = nil) {
        self.file = file
        self.line = line
        self.column = column
    }
}

extension Diagnostic: CustomStringConvertible {
    /// The diagnostic on one line, in the form that compilers use: `file:line: error: message`.
    public var description: String {
        let place = line.map { "\(file):\($0)" } ?? file
        let cell = column.map { " column \($0):" } ?? ""
        // Column names and cells are quoted from files that nobody has checked.
        return "\(place): \(severity.rawValue):\(cell) \(message) [\(code.rawValue)]".printable
    }
}
