import Foundation
import TrialJSON
import TrialStatistics

/// Writes and reads result files: one document, always the same bytes.
///
/// The text is UTF-8 JSON with sorted keys, two spaces of indentation, arrays of numbers on one line, the shortest decimal
/// that reads back as the same double, a newline at the end, and the strings `"Infinity"`, `"-Infinity"` and `"NaN"` for what JSON has no number.
public struct ResultCoding: Sendable {
    private let answers: AnswerTypes

    /// Creates a coding; `answers` are the kinds of answers that it can read.
    public init(answers: AnswerTypes = .standard) { self.answers = answers }

    /// The document as a result file.
    public func encode(_ document: ResultDocument) throws(ResultFileError) -> Data {
        try encodePart(document)
    }

    /// A part of a result, such as one analysis, in the same spelling.
    public func encodePart(_ value: some Encodable) throws(ResultFileError) -> Data {
        do {
            return Data(NumberLines.joined(Array(try encoder().encode(value))) + [UInt8(ascii: "\n")])
        } catch {
            throw ResultFileError(.unwritable, "cannot write the result as JSON: \(error)")
        }
    }

    /// The document in a result file.
    public func decode(_ data: Data) throws(ResultFileError) -> ResultDocument {
        let format = try decodePart(FormatLine.self, from: data).format
        guard format == ResultDocument.format else {
            throw ResultFileError(
                .wrongFormat,
                "format is '\(DisplayText.clean(format))', this program reads '\(ResultDocument.format)'; run the plan again",
                path: "format")
        }
        let document = try decodePart(ResultDocument.self, from: data)
        for (index, analysis) in document.analyses.enumerated() {
            guard let misfit = analysis.answer.value.misfits(rows: analysis.rows.count).first else { continue }
            throw ResultFileError(
                .unreadable, "\(misfit); the file was changed after it was written, run the plan again",
                path: "analyses[\(index)].answer")
        }
        return document
    }

    /// A part of a result, such as one analysis.
    public func decodePart<Value: Decodable>(_ type: Value.Type, from data: Data) throws(ResultFileError) -> Value {
        do {
            return try decoder().decode(type, from: data)
        } catch let error as DecodingError {
            throw ResultFileError(error)
        } catch {
            throw ResultFileError(.unreadable, "not a result file: \(error)")
        }
    }

    private func encoder() -> JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: NonFiniteNumbers.words.positive, negativeInfinity: NonFiniteNumbers.words.negative,
            nan: NonFiniteNumbers.words.nan)
        return encoder
    }

    private func decoder() -> JSONDecoder {
        let decoder = JSONDecoder()
        decoder.userInfo[AnswerTypes.key] = answers
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: NonFiniteNumbers.words.positive, negativeInfinity: NonFiniteNumbers.words.negative,
            nan: NonFiniteNumbers.words.nan)
        return decoder
    }
}

private struct FormatLine: Decodable {
    let format: String
}

/// Why a result file cannot be written or read.
public struct ResultFileError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A stable word for the kind of problem.
    public enum Code: String, Sendable {
        /// The text is not JSON, or a field is missing or of the wrong kind.
        case unreadable
        /// The file says that it is of another format or version.
        case wrongFormat = "wrong-format"
        /// The value cannot be spelt as JSON.
        case unwritable
    }

    /// The kind of problem.
    public let code: Code
    /// What is wrong and what to do, in one line.
    public let message: String
    /// The field, such as `analyses[0].answer.pooled.fit.level`, where one is to blame.
    public let path: String?

    /// Creates an error.
    public init(_ code: Code, _ message: String, path: String? = nil) {
        self.code = code
        self.message = message
        self.path = path
    }

    init(_ error: DecodingError) {
        switch error {
        case .keyNotFound(let key, let context):
            self.init(
                .unreadable, "the field is missing; run the analysis again", path: Self.path(context.codingPath + [key])
            )
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            let path = Self.path(context.codingPath)
            let message = path.isEmpty ? "not a result file: no valid JSON object" : context.debugDescription
            self.init(.unreadable, message, path: path.isEmpty ? nil : path)
        @unknown default:
            self.init(.unreadable, "not a result file: \(error)")
        }
    }

    /// The message, with the field in front where it is known.
    public var description: String { path.map { "\($0): \(message)" } ?? message }

    private static func path(_ keys: [any CodingKey]) -> String {
        keys.reduce(into: "") { path, key in
            if let index = key.intValue {
                path += "[\(index)]"
            } else {
                path += path.isEmpty ? key.stringValue : ".\(key.stringValue)"
            }
        }
    }
}
