import Foundation
import TrialJSON
import TrialNumerics
import TrialStatistics

/// Writes and reads result files: one document, always the same bytes.
///
/// The text is UTF-8 JSON with sorted keys, two spaces of indentation, arrays of numbers on one line, the shortest decimal
/// that reads back as the same double, a newline at the end, and the strings `"Infinity"`, `"-Infinity"` and `"NaN"` for what JSON has no number.
public struct ResultCoding: Sendable {
    private let answers: AnswerTypes
    /// What nearly all of a document is.
    private static let list = "analyses"
    /// More of them are no plan's, and are read one after the other up to the first that is none.
    private static let most = 10_000

    /// Creates a coding; `answers` are the kinds of answers that it can read.
    public init(answers: AnswerTypes = .standard) { self.answers = answers }

    /// The document as a result file.
    public func encode(_ document: ResultDocument) throws(ResultFileError) -> Data {
        // The analyses are nearly all of it, and each is a text of its own.
        var frame = document
        frame.analyses = []
        var text = try lines(of: frame)
        guard !document.analyses.isEmpty, let list = JSONListPlaces(of: Self.list, in: text)?.list else {
            return try encodePart(document)
        }
        let analyses = try ParallelMap.map(document.analyses.count) { index throws(ResultFileError) in
            try lines(of: document.analyses[index])
        }
        text.replaceSubrange(list, with: IndentedList(analyses).text)
        return Data(text + [UInt8(ascii: "\n")])
    }

    /// A part of a result, such as one analysis, in the same spelling.
    public func encodePart(_ value: some Encodable) throws(ResultFileError) -> Data {
        Data(try lines(of: value) + [UInt8(ascii: "\n")])
    }

    private func lines(of value: some Encodable) throws(ResultFileError) -> [UInt8] {
        do {
            return NumberLines.joined(Array(try encoder().encode(value)))
        } catch {
            throw ResultFileError(.unwritable, "cannot write the result as JSON: \(error)")
        }
    }

    /// The document in a result file.
    public func decode(_ data: Data) throws(ResultFileError) -> ResultDocument {
        let document: ResultDocument
        if let quick = sideBySide(data) { document = quick } else { document = try whole(data) }
        try Self.check(document.format)
        for (index, analysis) in document.analyses.enumerated() {
            guard let misfit = analysis.answer.value.misfits(rows: analysis.rows.count).first else { continue }
            throw ResultFileError(
                .unreadable, "\(misfit); the file was changed after it was written, run the plan again",
                path: "analyses[\(index)].answer")
        }
        return document
    }

    private func whole(_ data: Data) throws(ResultFileError) -> ResultDocument {
        do throws(ResultFileError) {
            return try decodePart(ResultDocument.self, from: data)
        } catch {
            // What is wrong with a file of another version is its version, whatever it lacks.
            try Self.check(decodePart(FormatLine.self, from: data).format)
            throw error
        }
    }

    /// The document, its analyses read side by side; nil where a part cannot be read, which reading the whole explains.
    private func sideBySide(_ data: Data) -> ResultDocument? {
        var bytes = Array(data)
        guard let places = JSONListPlaces(of: Self.list, in: bytes, most: Self.most), places.elements.count > 1,
            let analyses = try? ParallelMap.map(
                places.elements.count,
                { [bytes] in try decodePart(AnalysisRecord.self, from: Data(bytes[places.elements[$0]])) })
        else { return nil }
        bytes.replaceSubrange(places.list, with: Array("[]".utf8))
        guard var document = try? decodePart(ResultDocument.self, from: Data(bytes)), document.analyses.isEmpty else {
            return nil
        }
        document.analyses = analyses
        return document
    }

    private static func check(_ format: String) throws(ResultFileError) {
        guard format != ResultDocument.format else { return }
        throw ResultFileError(
            .wrongFormat,
            "format is '\(DisplayText.clean(format))', this program reads '\(ResultDocument.format)'; run the plan again",
            path: "format")
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
