import Foundation

/// The whole of a plugin in Swift: says hello, takes one work after the other, and answers.
///
/// ```swift
/// PluginProgram(name: "mine", version: "1.0.0", tasks: [.importer]) { work in
///     let input: ImportInput = try work.input()
///     …
///     return try work.output(ImportOutput())
/// }.run()
/// ```
public struct PluginProgram {
    /// One work.
    public struct Work {
        /// The message that asks for it.
        public let message: PluginMessage
        fileprivate let send: (PluginMessage) -> Void

        /// What a person chose.
        public var options: [String: PluginValue] { message.options ?? [:] }

        /// The input as a type.
        public func input<Input: Decodable>(as type: Input.Type = Input.self) throws -> Input {
            guard let input = message.input else { throw PluginFailure("no-input", "the work has no input") }
            return try input.decoded()
        }

        /// A value as the output.
        public func output(_ value: some Encodable) throws -> PluginValue { try PluginValue(encoding: value) }

        /// Says how far the work has come.
        public func progress(_ fraction: Double, _ text: String? = nil) {
            var message = PluginMessage(.progress)
            (message.id, message.fraction, message.text) = (self.message.id, fraction, text)
            send(message)
        }

        /// Says what a reader of the result must know.
        public func warn(_ text: String, at place: PluginPlace? = nil) {
            var message = PluginMessage(.warning)
            (message.id, message.text, message.place) = (self.message.id, text, place)
            send(message)
        }
    }

    private let greeting: PluginMessage
    private let answer: (Work) throws -> PluginValue

    /// Describes a plugin; `answer` gives the output of a work or throws a ``PluginFailure``.
    public init(
        name: String, version: String, tasks: [PluginKind], answer: @escaping (Work) throws -> PluginValue
    ) {
        var greeting = PluginMessage(.hello)
        greeting.protocol = PluginMessage.protocolName
        (greeting.name, greeting.version, greeting.capabilities) = (name, version, tasks.map(\.rawValue))
        self.greeting = greeting
        self.answer = answer
    }

    /// Answers until standard input ends.
    public func run() {
        while let line = readLine() {
            guard let message = try? PluginMessage(line: Data(line.utf8)) else { continue }
            switch message.message {
            case .hello: send(greeting)
            case .work: send(reply(to: message))
            default: break
            }
        }
    }

    private func reply(to message: PluginMessage) -> PluginMessage {
        do {
            var reply = PluginMessage(.result)
            reply.output = try answer(Work(message: message, send: send))
            reply.id = message.id
            return reply
        } catch {
            let failure = error as? PluginFailure
            var reply = PluginMessage(.error)
            (reply.id, reply.code, reply.text) = (message.id, failure?.code ?? "failed", failure?.text ?? "\(error)")
            reply.place = failure?.place
            return reply
        }
    }

    private func send(_ message: PluginMessage) {
        guard let line = try? message.line() else { return }
        FileHandle.standardOutput.write(line)
    }
}

/// Why a plugin cannot do a work.
public struct PluginFailure: Error, Sendable, Equatable {
    /// A stable word.
    public let code: String
    /// What is wrong and what to do, in one line.
    public let text: String
    /// Where in the input.
    public let place: PluginPlace?

    /// Creates a failure.
    public init(_ code: String, _ text: String, at place: PluginPlace? = nil) {
        (self.code, self.text, self.place) = (code, text, place)
    }
}
