import ArgumentParser

/// Something that a program explains beside its commands, written from the lists that the program works with.
public struct HelpTopic: Sendable {
    /// The word by which it is asked for.
    public let name: String
    /// One sentence for the list of topics.
    public let summary: String
    /// The text, made when it is asked for.
    public let text: @Sendable () -> String

    /// Describes a topic.
    ///
    /// - Parameters:
    ///   - name: The word by which it is asked for.
    ///   - summary: One sentence for the list of topics.
    ///   - text: The text.
    public init(_ name: String, _ summary: String, text: @escaping @Sendable () -> String) {
        (self.name, self.summary, self.text) = (name, summary, text)
    }

    /// Names with what they mean, in two columns.
    ///
    /// - Parameter entries: The names and meanings in their order.
    /// - Returns: One line an entry.
    public static func list(_ entries: [(name: String, meaning: String)]) -> String {
        let width = entries.map(\.name.count).max() ?? 0
        return entries.map { entry in
            "  \(entry.name)\(String(repeating: " ", count: width - entry.name.count))  \(entry.meaning)"
        }.joined(separator: "\n")
    }

    /// Names with commas between, on lines that fit a terminal.
    ///
    /// - Parameter names: The names in their order.
    /// - Returns: The lines.
    public static func lines(_ names: [String]) -> String {
        var lines: [String] = []
        for (index, name) in names.enumerated() {
            let word = index + 1 < names.count ? "\(name)," : name
            if let last = lines.last, last.count + word.count < 98 {
                lines[lines.count - 1] = "\(last) \(word)"
            } else {
                lines.append("  \(word)")
            }
        }
        return lines.joined(separator: "\n")
    }
}

/// The topics of a program.
public protocol HelpTopics {
    /// The topics in the order in which they are listed.
    static var all: [HelpTopic] { get }
}

/// The subcommand `topics` of a program: lists its topics, or explains one.
public struct TopicsCommand<Topics: HelpTopics>: ParsableCommand {
    /// How it is called.
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "topics", abstract: "Explains a topic, from the lists that the program works with.",
            discussion: """
                `trialpool help TOPIC` asks every program for it.

                Topics: \(Topics.all.map(\.name).joined(separator: ", "))
                """)
    }

    /// The topic.
    @Argument(help: "The topic; all of them are listed without it.")
    var topic: String?

    /// Machine-readable output.
    @Flag(help: "Print JSON for other programs in place of text.")
    var json = false

    /// What another program is told of a topic.
    private struct Told: Encodable {
        let name: String
        let summary: String
        var text: String?
    }

    /// Creates the command.
    public init() {}

    /// Prints the list or the topic.
    public func run() throws {
        guard let topic else {
            guard json else { return Terminal.print(HelpTopic.list(Topics.all.map { ($0.name, $0.summary) })) }
            return Terminal.printData(
                try OutputOptions.json(Topics.all.map { Told(name: $0.name, summary: $0.summary) }))
        }
        guard let found = Topics.all.first(where: { $0.name == topic }) else {
            throw ValidationError(
                "there is no topic '\(topic)' here; known: \(Topics.all.map(\.name).joined(separator: ", "))")
        }
        guard json else { return Terminal.print(found.text()) }
        Terminal.printData(try OutputOptions.json(Told(name: found.name, summary: found.summary, text: found.text())))
    }
}
