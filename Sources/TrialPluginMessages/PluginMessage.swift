import Foundation

/// One line between TrialPool and a plugin: a JSON object whose `message` says what it is.
///
/// | from | message | fields |
/// | --- | --- | --- |
/// | TrialPool | `hello` | `protocol`, `version` of TrialPool |
/// | plugin | `hello` | `protocol`, `name`, `version`, `capabilities`: the tasks that it takes |
/// | TrialPool | `work` | `id`, `task`, `options`, `input` |
/// | plugin | `progress` | `id`, `fraction` from 0 to 1, perhaps `text` |
/// | plugin | `log`, `warning` | `text`, perhaps `id` and `place` |
/// | plugin | `result` | `id`, `output`; ends the work |
/// | plugin | `error` | `id`, `code`, `text`, perhaps `place`; ends the work |
///
/// A plugin takes one work after the other until its standard input ends, then it exits with 0. A field that is not known is
/// passed over, so that fields can be added within a version.
public struct PluginMessage: Sendable, Codable, Equatable {
    /// The protocol's name and version.
    public static let protocolName = "trialpool/plugin@1"

    /// What a message is.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// The first line of each side.
        case hello
        /// Something to do.
        case work
        /// How far the work has come.
        case progress
        /// For whoever looks for a mistake.
        case log
        /// What a reader of the result must know.
        case warning
        /// The work is done.
        case result
        /// The work cannot be done.
        case error
    }

    /// What the message is.
    public var message: Kind
    /// `trialpool/plugin@1`, in a `hello`.
    public var `protocol`: String?
    /// The plugin's name, in its `hello`.
    public var name: String?
    /// The version of who says `hello`.
    public var version: String?
    /// The tasks that the plugin takes, in its `hello`.
    public var capabilities: [String]?
    /// Which work is meant.
    public var id: String?
    /// What is to be done, a ``PluginKind``.
    public var task: String?
    /// What a person chose, by the names of the manifest.
    public var options: [String: PluginValue]?
    /// What the work is about.
    public var input: PluginValue?
    /// What came of it.
    public var output: PluginValue?
    /// From 0 to 1.
    public var fraction: Double?
    /// A stable word for an error or a warning.
    public var code: String?
    /// One line for a person.
    public var text: String?
    /// Where in an input the text applies.
    public var place: PluginPlace?

    /// Creates a message without further fields.
    public init(_ message: Kind) { self.message = message }

    /// The first line of TrialPool.
    public static func greeting(version: String) -> PluginMessage {
        var message = PluginMessage(.hello)
        message.protocol = protocolName
        message.version = version
        return message
    }

    /// Something to do.
    public static func work(
        _ task: String, id: String, options: [String: PluginValue] = [:], input: PluginValue
    ) -> PluginMessage {
        var message = PluginMessage(.work)
        (message.task, message.id, message.options, message.input) = (task, id, options, input)
        return message
    }

    /// The message as a line with its end, names in alphabetical order.
    public func line() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self) + [UInt8(ascii: "\n")]
    }

    /// Reads a line.
    public init(line: Data) throws { self = try JSONDecoder().decode(PluginMessage.self, from: line) }
}

/// A place in a file that a plugin was given.
public struct PluginPlace: Sendable, Codable, Hashable {
    /// The file's name; nil for the only one.
    public var file: String?
    /// The line, counted from 1.
    public var line: Int?
    /// The column's name.
    public var column: String?

    /// Names a place.
    public init(file: String? = nil, line: Int? = nil, column: String? = nil) {
        (self.file, self.line, self.column) = (file, line, column)
    }
}

extension PluginValue {
    /// A value of a type as the JSON that it is.
    public init(encoding value: some Encodable) throws {
        self = try JSONDecoder().decode(PluginValue.self, from: JSONEncoder().encode(value))
    }

    /// The JSON read as a value of a type.
    public func decoded<Value: Decodable>(as type: Value.Type = Value.self) throws -> Value {
        try JSONDecoder().decode(type, from: JSONEncoder().encode(self))
    }
}
