import TrialEvidence

/// One line of a mapping file, `ours=theirs`: our name, then the name of their column, or a text in double quotes that holds
/// for every row. Empty lines and lines that begin with `#` say nothing.
struct MappingLine {
    /// What is wrong with a line.
    struct Problem {
        let code: DiagnosticCode
        let message: String

        /// Our name is none of those known.
        static func unknown(_ ours: String, known: [String]) -> Problem {
            let hint = NearestName.hint(known, for: ours)
            return Problem(
                code: .unknownColumn,
                message: "\"\(ours)\" is none of our columns\(hint); use \(NearestName.listed(known, near: ours))")
        }

        /// A name is there for the second time.
        static func twice(_ name: String) -> Problem {
            Problem(code: .duplicateKey, message: "\"\(name)\" is mapped twice; remove one")
        }
    }

    /// What stands on the right.
    enum Target {
        /// The name of their column.
        case column(String)
        /// A text that holds for every row.
        case constant(String)
    }

    /// Our name.
    let ours: String
    /// Their column, or the text.
    let target: Target

    /// Hands each line of a mapping file to `take`, or throws everything that is wrong with the file.
    static func each(
        of bytes: [UInt8], file: String, take: (MappingLine) -> Problem?
    ) throws(EvidenceError) {
        let lines = try TextLines(bytes, file: file)
        var diagnostics: [Diagnostic] = []
        for (number, line) in lines.numbered {
            let text = line.trimmed
            guard !text.isEmpty, !text.hasPrefix("#") else { continue }
            let problem: Problem?
            switch parsed(text) {
            case .success(let line): problem = take(line)
            case .failure(let failure): problem = failure.problem
            }
            if let problem {
                diagnostics.append(Diagnostic(problem.code, at: Place(file, line: number), problem.message))
            }
        }
        if !diagnostics.isEmpty { throw EvidenceError(diagnostics) }
    }

    private struct Failure: Error {
        let problem: Problem
    }

    private static func parsed(_ line: String) -> Result<MappingLine, Failure> {
        guard let sign = line.firstIndex(of: "=") else {
            return .failure(
                Failure(problem: Problem(code: .malformedFile, message: "there is no \"=\"; write ours=theirs")))
        }
        let ours = line[..<sign].trimmed
        let theirs = line[line.index(after: sign)...].trimmed
        guard !theirs.isEmpty else {
            let message = "\"\(ours)\" is given nothing; name their column"
            return .failure(Failure(problem: Problem(code: .missingValue, message: message)))
        }
        let isQuoted = theirs.count >= 2 && theirs.hasPrefix("\"") && theirs.hasSuffix("\"")
        return .success(
            MappingLine(
                ours: ours, target: isQuoted ? .constant(String(theirs.dropFirst().dropLast())) : .column(theirs)))
    }
}
