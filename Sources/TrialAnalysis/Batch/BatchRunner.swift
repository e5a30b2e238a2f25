import Foundation
import TrialJSON
import TrialNumerics
import TrialStatistics

/// The engine without files: JSON Lines in, JSON Lines out, one answer a request, in the order of the requests.
///
/// The contract is version 1 of the batch contract: within it a field is added, never renamed. An unreadable or
/// impossible request is answered with `"ok": false` and does not end the run.
public struct BatchRunner: Sendable {
    private let tasks: BatchTasks
    private let methods: BatchMethods

    /// Creates a runner with the methods, measures and kinds that its requests can name.
    ///
    /// - Parameters:
    ///   - catalogue: Methods and measures; its kinds bring their own tasks.
    ///   - tasks: The tasks in place of those that the catalogue gives.
    public init(_ catalogue: AnalysisCatalogue = .standard, tasks: BatchTasks? = nil) {
        methods = BatchMethods(catalogue)
        self.tasks = tasks ?? .standard(for: catalogue)
    }

    /// The answer to one line, without a newline.
    public func answer(_ line: some StringProtocol) -> String { answer(Data(line.utf8)) }

    /// The answer to one line of UTF-8 text, without a newline.
    public func answer(_ line: Data) -> String { value(line).text }

    /// Appends the answer to one line of UTF-8 text, and a newline.
    public func answer(_ line: Data, to writer: inout JSONWriter) {
        writer.append(value(line))
        writer.append(byte: UInt8(ascii: "\n"))
    }

    private func value(_ line: Data) -> JSONValue {
        let (id, parsed) = Self.read(line)
        do {
            let request = try BatchRequest(try parsed.get(), methods)
            let answer = try Self.answer(try tasks.named(request.task), request)
            return .object([("id", id), ("ok", .bool(true))] + answer)
        } catch {
            return .object([("id", id), ("ok", .bool(false)), ("error", Self.describe(error))])
        }
    }

    /// What is answered to a line that ended the process in which it was asked, which is never the line's fault.
    public func internalError(_ line: Data) -> String {
        let error = StatisticsError(
            .internalError,
            "this request ended the program that answered it, which is a mistake in the program; the other lines are not "
                + "affected: please report this line")
        return JSONValue.object([
            ("id", Self.read(line).id), ("ok", .bool(false)), ("error", Self.describe(error)),
        ]).text
    }

    private static func answer(
        _ task: any BatchTask, _ request: BatchRequest
    ) throws(StatisticsError) -> [(key: String, value: JSONValue)] {
        let profile = task.pools ? try request.profileName : nil
        var answer = try task.answer(request)
        nameInfinite(in: &answer)
        if let profile { name(profile, in: &answer) }
        request.warnOfUnknownFields(task, in: &answer)
        return answer
    }

    /// Names an answer's infinite numbers and tells its doubtful effects, in `result` and in each of the follow-ups.
    static func nameInfinite(in answer: inout [(key: String, value: JSONValue)]) {
        for index in answer.indices {
            if answer[index].key == "followUps", case .object(let followUps) = answer[index].value {
                answer[index].value = .object(followUps.map { ($0.key, spoken($0.value)) })
            } else {
                answer[index].value = spoken(answer[index].value)
            }
        }
    }

    private static func spoken(_ part: JSONValue) -> JSONValue {
        AnswerDoubts.areIn(part) ? NonFiniteNumbers.named(in: AnswerDoubts.told(in: part)) : part
    }

    /// Names the profile in an answer's `result`, in its place.
    private static func name(_ profile: String, in answer: inout [(key: String, value: JSONValue)]) {
        guard !answer.isEmpty, case .object(var result) = answer[0].value else { return }
        answer[0].value = .null
        result.append((BatchRequest.profileField, .string(profile)))
        answer[0].value = .object(result)
    }

    /// The line's id, as far as it can be read, and the line.
    private static func read(_ line: Data) -> (id: JSONValue, body: Result<JSONValue, StatisticsError>) {
        line.withUnsafeBytes { (bytes: UnsafeRawBufferPointer) in
            var parser = JSONParser(bytes.assumingMemoryBound(to: UInt8.self))
            let body: Result<JSONValue, StatisticsError>
            do throws(JSONSyntaxError) {
                body = .success(try parser.parse())
            } catch {
                body = .failure(
                    StatisticsError(
                        .unreadableRequest, "the line is not JSON at byte \(error.position): \(error.message)"))
            }
            return (parser.identifier ?? .null, body)
        }
    }

    static func describe(_ error: StatisticsError) -> JSONValue {
        var pairs: [(key: String, value: JSONValue)] = [
            ("code", .string(error.code.description)), ("message", .string(error.message)),
        ]
        if let study = error.study { pairs.append(("study", .number(Double(study)))) }
        if let field = error.field { pairs.append(("field", .string(field))) }
        return .object(pairs)
    }

    /// The answers to many lines, in their order and each with a newline, worked out by `jobs` threads.
    public func answers(_ lines: [Data], jobs: Int) -> [[UInt8]] {
        ParallelMap.map(lines.count, jobs: jobs) { bytes(lines[$0]) }
    }

    private func bytes(_ line: Data) -> [UInt8] {
        var writer = JSONWriter(capacity: 1 << 12)
        answer(line, to: &writer)
        return writer.bytes
    }
}

extension StatisticsError.Code {
    /// A request that cannot be read at all.
    static let unreadableRequest = StatisticsError.Code("unreadable-request")
    /// A request that ended the process which answered it.
    static let internalError = StatisticsError.Code("internal-error")
}
