import Foundation

/// A JSON value of a golden file, read without assumptions about its shape.
public indirect enum GoldenValue: Sendable, Decodable {
    /// `null`: NA or NULL in R.
    case null
    /// A number; the strings "Inf" and "-Inf" become infinities.
    case number(Double)
    /// A text.
    case text(String)
    /// TRUE or FALSE.
    case flag(Bool)
    /// An array.
    case list([GoldenValue])
    /// An object.
    case table([String: GoldenValue])

    /// Decodes any JSON value.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .flag(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = value == "Inf" ? .number(.infinity) : value == "-Inf" ? .number(-.infinity) : .text(value)
        } else if let value = try? container.decode([GoldenValue].self) {
            self = .list(value)
        } else {
            self = .table(try container.decode([String: GoldenValue].self))
        }
    }

    /// The number, if it is one.
    public var number: Double? { if case .number(let value) = self { value } else { nil } }
    /// The text, if it is one.
    public var text: String? { if case .text(let value) = self { value } else { nil } }
    /// The flag, if it is one.
    public var flag: Bool? { if case .flag(let value) = self { value } else { nil } }
    /// The elements; a single value is a list of one, null an empty one.
    public var list: [GoldenValue] {
        switch self {
        case .list(let values): values
        case .null: []
        default: [self]
        }
    }
    /// The elements as numbers; null and text become nil.
    public var numbers: [Double?] { list.map(\.number) }
    /// The members; empty for anything but an object.
    public var table: [String: GoldenValue] { if case .table(let value) = self { value } else { [:] } }
    /// The member of that name, null where there is none.
    public subscript(name: String) -> GoldenValue { table[name] ?? .null }
    /// Whether it is null.
    public var isNull: Bool { if case .null = self { true } else { false } }
}

/// One reference case: a call in R, its input and what it answered.
public struct GoldenCase: Sendable, CustomStringConvertible {
    /// Unique in its file.
    public let id: String
    /// The R function.
    public let function: String
    /// The whole case.
    public let value: GoldenValue
    /// The columns the call worked on.
    public let input: GoldenValue

    /// Options of the call.
    public var arguments: GoldenValue { value["args"] }
    /// What R answered.
    public var expected: GoldenValue { value["expected"] }
    /// The call as text.
    public var call: String { value["call"].text ?? "" }
    /// The id, for failure messages.
    public var description: String { id }

    /// A numeric column of the input.
    public func column(_ name: String) -> [Double?] { input[name].numbers }

    /// The tolerance of a field: the case's own where it names one.
    public func tolerance(_ field: String, else standard: Tolerance) -> Tolerance {
        let own = value["tol"]
        guard let relative = own[field].number ?? own["all"].number ?? own.number else { return standard }
        return Tolerance(relative: max(relative, standard.relative), floor: standard.floor)
    }
}

/// A file of reference cases.
public struct GoldenFile: Sendable, Decodable {
    private let cases: [GoldenValue]
    private let inputs: [String: GoldenValue]

    /// Reads a file; a missing or broken one is a programmer's mistake.
    public static func load(_ url: URL) -> [GoldenCase] {
        do {
            let file = try JSONDecoder().decode(GoldenFile.self, from: Data(contentsOf: url))
            return file.cases.map { value in
                GoldenCase(
                    id: value["id"].text ?? "", function: value["fn"].text ?? "", value: value,
                    input: file.inputs[value["input_ref"].text ?? ""] ?? .null)
            }
        } catch {
            preconditionFailure("cannot read \(url.lastPathComponent): \(error)")
        }
    }
}
