import ArgumentParser
import Foundation

/// Options that every subcommand has.
public struct OutputOptions: ParsableArguments {
    /// Machine-readable output.
    @Flag(name: .long, help: "Print JSON for other programs in place of tables.")
    public var json = false

    /// No progress.
    @Flag(name: .shortAndLong, help: "Print no progress on standard error.")
    public var quiet = false

    /// Creates the options with their defaults.
    public init() {}

    /// Prints a value as JSON, with sorted keys, on standard output.
    public func printJSON(_ value: some Encodable) throws { Terminal.printData(try Self.json(value)) }

    /// A value as JSON, with sorted keys.
    public static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
