import Foundation
import TrialJSON
import TrialStatistics

/// One request of the batch program, read field by field with errors that name the field.
public struct BatchRequest: Sendable {
    /// The task's name.
    public let task: String
    /// The measures, methods and kinds that the request can name.
    public var catalogue: AnalysisCatalogue { known.catalogue }
    /// The methods that the request can name.
    public var methods: MethodRegistry { catalogue.methods }
    /// The effect measures that the request can name.
    public var measures: [AnyEffectMeasure] { catalogue.measures.all }
    let body: JSONValue
    /// What it can name.
    let known: BatchMethods

    init(_ body: JSONValue, _ known: BatchMethods) throws(StatisticsError) {
        self.body = body
        self.known = known
        guard case .object = body else {
            throw StatisticsError(.unreadableRequest, "a request must be a JSON object on one line")
        }
        guard case .string(let task) = body["task"] ?? .null else {
            throw StatisticsError(.missingField, "name the task", field: "task")
        }
        self.task = task
    }

    /// The columns under `data`; errors name them as they stand, without the `data` around them.
    ///
    /// - Throws: `StatisticsError` where there is no `data`, or it is no object.
    public var data: BatchFields {
        get throws(StatisticsError) {
            guard let value = body["data"], case .object = value else {
                throw StatisticsError(
                    body["data"] == nil ? .missingField : .impossibleData, "give an object of columns of equal length",
                    field: "data")
            }
            return BatchFields(value, path: "")
        }
    }

    /// A part of the request whose names must be among those known; empty where it is absent.
    ///
    /// - Throws: `StatisticsError` where it is no object, or has another name.
    public func part(_ name: String, knowing known: [String]) throws(StatisticsError) -> BatchFields {
        let value = body[name] ?? .null
        guard value != .null else { return BatchFields(.object([]), path: "\(name).") }
        guard case .object = value else {
            throw StatisticsError(.impossibleData, "must be an object of named options", field: name)
        }
        let part = BatchFields(value, path: "\(name).")
        try part.check(knowing: known)
        return part
    }

    /// Warns in an answer's `result` of each field that the task does not know; nothing is ignored in silence.
    func warnOfUnknownFields(_ task: any BatchTask, in answer: inout [(key: String, value: JSONValue)]) {
        let unknown = unknownFields(task)
        guard !unknown.isEmpty, !answer.isEmpty, case .object(var result) = answer[0].value else { return }
        var warnings: [JSONValue] = []
        if case .array(let own) = answer[0].value["warnings"] ?? .null { warnings = own }
        let known = Self.fields(of: task).joined(separator: ", ")
        for name in unknown {
            warnings.append(
                PoolAnswer.warning(
                    MethodWarning(
                        code: "unknown-field",
                        message:
                            "\(JSONValue.string(name).shown) is no field of the task '\(self.task)' and was not used; "
                            + "known: \(known)")))
        }
        result.removeAll { $0.key == "warnings" }
        result.append(("warnings", .array(warnings)))
        answer[0].value = .object(result)
    }

    private func unknownFields(_ task: any BatchTask) -> [String] {
        guard case .object(let pairs) = body else { return [] }
        return pairs.lazy.map(\.key).filter { name in
            !Self.common.contains(name) && !task.fields.contains(name) && !(task.pools && name == Self.profileField)
        }
    }

    /// The fields that a task knows beside those of every task.
    private static func fields(of task: any BatchTask) -> [String] { task.fields + (task.pools ? [profileField] : []) }

    static let profileField = "profile"

    /// The fields of every task.
    private static let common = ["id", "task", "data", "level", "label"]

    /// The request's own fields.
    public var fields: BatchFields { BatchFields(body, path: "") }

    /// The profile that the request names, or `batch-1`.
    ///
    /// - Throws: `StatisticsError` for a name that is not known.
    public var profile: MethodProfile {
        get throws(StatisticsError) {
            guard fields.has(Self.profileField) else { return MethodProfiles.batch1 }
            let known = methods.profiles.map { (word: $0.name, value: $0) }
            return try fields.choice(Self.profileField, from: known) ?? MethodProfiles.batch1
        }
    }

    /// The methods that the request of a task that pools estimates names, over those of its profile.
    ///
    /// - Throws: `StatisticsError` for a field of the wrong kind and for a name that is not known.
    func method() throws(StatisticsError) -> ResolvedMethod {
        try known.resolved(MethodRequest(self))
    }

    /// The name of the profile that the request names, or `batch-1`.
    ///
    /// - Throws: `StatisticsError` for a name that is not known.
    var profileName: String {
        get throws(StatisticsError) {
            fields.has(Self.profileField) ? try profile.name : MethodProfiles.batch1.name
        }
    }

    /// The confidence level, the profile's unless given.
    ///
    /// - Throws: `StatisticsError` where it does not lie between 0 and 1.
    public var level: Double {
        get throws(StatisticsError) {
            let profile = try profile
            let level = try fields.number("level") ?? profile.randomEffects.level
            guard level > 0, level < 1 else {
                throw StatisticsError(
                    .impossibleData, "the level must lie between 0 and 1, such as 0.95", field: "level")
            }
            return level
        }
    }
}

/// Named fields of a request, each read as the type that is needed.
///
/// A field that is absent or null is nil; one of another type throws an `impossible-data` that names it.
public struct BatchFields: Sendable {
    let value: JSONValue
    let path: String

    init(_ value: JSONValue, path: String) {
        self.value = value
        self.path = path
    }

    /// The names present.
    public var names: [String] { if case .object(let pairs) = value { pairs.map(\.key) } else { [] } }

    /// Throws for the first name that is not among those known.
    ///
    /// - Throws: `StatisticsError` with the code `unsupported`.
    public func check(knowing known: [String]) throws(StatisticsError) {
        guard let stranger = names.first(where: { !known.contains($0) }) else { return }
        throw StatisticsError(
            .unsupported,
            "there is no option \(JSONValue.string(stranger).shown); known: \(known.joined(separator: ", "))",
            field: path + stranger)
    }

    /// Whether a field is there and not null.
    public func has(_ name: String) -> Bool { value[name].map { $0 != .null } ?? false }

    /// A number.
    ///
    /// - Throws: `StatisticsError` for anything else.
    public func number(_ name: String) throws(StatisticsError) -> Double? {
        switch value[name] ?? .null {
        case .null: return nil
        case .number(let number): return number
        case let other:
            throw StatisticsError(.impossibleData, "must be a number, not \(other.shown)", field: path + name)
        }
    }

    /// A text.
    ///
    /// - Throws: `StatisticsError` for anything else.
    public func text(_ name: String) throws(StatisticsError) -> String? {
        switch value[name] ?? .null {
        case .null: return nil
        case .string(let text): return text
        default: throw StatisticsError(.impossibleData, "must be a text", field: path + name)
        }
    }

    /// True or false.
    ///
    /// - Throws: `StatisticsError` for anything else.
    public func flag(_ name: String) throws(StatisticsError) -> Bool? {
        switch value[name] ?? .null {
        case .null: return nil
        case .bool(let flag): return flag
        default: throw StatisticsError(.impossibleData, "must be true or false", field: path + name)
        }
    }

    /// A whole number.
    ///
    /// - Throws: `StatisticsError` for anything else.
    public func whole(_ name: String) throws(StatisticsError) -> Int? {
        guard let number = try number(name) else { return nil }
        guard let whole = Int(exactly: number) else {
            throw StatisticsError(.impossibleData, "must be a whole number", field: path + name)
        }
        return whole
    }

    /// A list of texts, or one text; empty where the field is absent.
    ///
    /// - Throws: `StatisticsError` for anything else.
    public func texts(_ name: String) throws(StatisticsError) -> [String] {
        switch value[name] ?? .null {
        case .null: return []
        case .string(let text): return [text]
        case .array(let values):
            var texts: [String] = []
            for value in values {
                guard case .string(let text) = value else {
                    throw StatisticsError(.impossibleData, "must be a list of texts", field: path + name)
                }
                texts.append(text)
            }
            return texts
        default: throw StatisticsError(.impossibleData, "must be a list of texts", field: path + name)
        }
    }

    /// A column with `nil` for null; nil where the field is absent or null.
    ///
    /// - Throws: `StatisticsError` where it is no list, or an entry is neither number nor null.
    public func column(_ name: String) throws(StatisticsError) -> [Double?]? {
        switch value[name] ?? .null {
        case .null: return nil
        case .number(let number): return [number]
        case .array(let values):
            var column: [Double?] = []
            column.reserveCapacity(values.count)
            for (index, value) in values.enumerated() {
                switch value {
                case .null: column.append(nil)
                case .number(let number): column.append(number)
                default:
                    throw StatisticsError(
                        .impossibleData, "must be a number or null, not \(value.shown)", study: index + 1,
                        field: path + name)
                }
            }
            return column
        default: throw StatisticsError(.impossibleData, "must be a list of numbers", field: path + name)
        }
    }

    /// A column that must be there.
    ///
    /// - Throws: `StatisticsError` where it is absent or no list of numbers.
    public func requiredColumn(_ name: String) throws(StatisticsError) -> [Double?] {
        guard let column = try column(name) else {
            throw StatisticsError(.missingField, "the column is needed", field: path + name)
        }
        return column
    }

    /// One word of a closed list.
    ///
    /// - Throws: `StatisticsError` for another word; it lists those known.
    public func choice<Choice>(
        _ name: String, from known: [(word: String, value: Choice)]
    ) throws(StatisticsError) -> Choice? {
        guard let word = try text(name) else { return nil }
        if let found = known.first(where: { $0.word == word }) { return found.value }
        throw StatisticsError(
            .unsupported,
            "\(JSONValue.string(word).shown) is not known; known: \(known.map(\.word).joined(separator: ", "))",
            field: path + name)
    }
}

extension JSONValue {
    /// The value in an error message, cut where it is long.
    var shown: String {
        switch self {
        case .string(let text): "'\(text.prefix(40))'"
        case .array: "a list"
        case .object: "an object"
        default: self.text
        }
    }
}
