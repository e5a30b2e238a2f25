import TrialJSON
import TrialPluginMessages

/// The fields of a manifest, read one after the other; what is wrong is collected.
struct ManifestFields {
    private let members: [String: JSONValue]
    private let file: String
    private var asked: Set<String> = []
    private(set) var problems: [String] = []

    /// The longest text of a field.
    private static let longest = 2000

    init(_ bytes: [UInt8], file: String) throws(PluginError) {
        self.file = file
        let value: JSONValue
        do throws(JSONSyntaxError) {
            value = try bytes.withUnsafeBufferPointer { buffer throws(JSONSyntaxError) in
                var parser = JSONParser(buffer)
                return try parser.parse()
            }
        } catch {
            throw PluginError(.invalidManifest, file, "it is not JSON: \(error.message) at byte \(error.position)")
        }
        guard let members = value.members else {
            throw PluginError(.invalidManifest, file, "it must be a JSON object")
        }
        self.members = members
    }

    private init(_ members: [String: JSONValue], file: String) {
        (self.members, self.file) = (members, file)
    }

    /// A text of a manifest fit for one line of a message.
    static func shown(_ text: String) -> String {
        String(text.unicodeScalars.prefix(80).map { $0.properties.generalCategory == .control ? "?" : Character($0) })
    }

    mutating func add(_ problem: String) { problems.append(problem) }

    mutating func text(_ key: String, isNeeded: Bool = true) -> String {
        asked.insert(key)
        guard let value = members[key] else {
            if isNeeded { add("the field '\(key)' is missing") }
            return ""
        }
        guard case .string(let text) = value, !text.isEmpty, text.utf8.count <= Self.longest else {
            add("'\(key)' must be a text that is not empty")
            return ""
        }
        guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            add("'\(key)' must be a text on one line")
            return ""
        }
        return text
    }

    /// A text of lower-case letters, digits and hyphens.
    mutating func name(_ key: String) -> String {
        let text = text(key)
        let isName =
            text.utf8.count <= 64 && text.first?.isLetter == true
            && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
        if !text.isEmpty, !isName {
            add("'\(key)' is '\(Self.shown(text))'; write lower-case letters, digits and hyphens, a letter first")
        }
        return text
    }

    mutating func choice<Choice: RawRepresentable & CaseIterable>(_ key: String, _ type: Choice.Type) -> Choice?
    where Choice.RawValue == String {
        let text = text(key)
        let choice = Choice(rawValue: text)
        if choice == nil, !text.isEmpty {
            let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            add("'\(key)' is '\(Self.shown(text))'; write one of \(known)")
        }
        return choice
    }

    mutating func texts(_ key: String, atLeast fewest: Int = 0) -> [String] {
        asked.insert(key)
        guard let value = members[key] else {
            if fewest > 0 { add("the field '\(key)' is missing") }
            return []
        }
        guard case .array(let items) = value, items.count >= fewest, items.count <= 100 else {
            add("'\(key)' must be a list of texts\(fewest > 0 ? " that is not empty" : "")")
            return fewest > 0 ? ["?"] : []
        }
        let texts = items.compactMap { if case .string(let text) = $0, !text.isEmpty { text } else { nil } }
        if texts.count != items.count { add("'\(key)' must hold texts only") }
        return texts.isEmpty && fewest > 0 ? ["?"] : texts
    }

    mutating func flag(_ key: String) -> Bool {
        asked.insert(key)
        guard let value = members[key] else { return false }
        if case .bool(let flag) = value { return flag }
        add("'\(key)' must be true or false")
        return false
    }

    /// Something inside an object; nil where there is none.
    mutating func part<Value>(_ key: String, _ read: (inout ManifestFields) -> Value) -> Value? {
        asked.insert(key)
        guard let value = members[key] else { return nil }
        guard let inside = value.members else {
            add("'\(key)' must be an object")
            return nil
        }
        var fields = ManifestFields(inside, file: file)
        let result = read(&fields)
        fields.checkUnknown()
        problems += fields.problems.map { "\(key): \($0)" }
        return result
    }

    /// Names of fields that this version does not know are refused, because most are mistyped; those that begin with `x-` are free.
    mutating func checkUnknown() {
        for key in members.keys.sorted() where !asked.contains(key) && !key.hasPrefix("x-") {
            add("there is no field '\(Self.shown(key))'")
        }
    }

    mutating func options() -> [PluginOption] {
        asked.insert("options")
        guard let value = members["options"] else { return [] }
        guard case .array(let items) = value, items.count <= 100 else {
            add("'options' must be a list")
            return []
        }
        var options: [PluginOption] = []
        for (index, item) in items.enumerated() {
            guard let inside = item.members else {
                add("options[\(index)] must be an object")
                continue
            }
            var fields = ManifestFields(inside, file: file)
            let option = fields.option()
            if options.contains(where: { $0.name == option.name }) { fields.add("'\(option.name)' is there twice") }
            fields.checkUnknown()
            problems += fields.problems.map { "options[\(index)]: \($0)" }
            options.append(option)
        }
        return options
    }

    private mutating func option() -> PluginOption {
        asked.insert("default")
        let name = name("name")
        let type = choice("type", PluginOption.Kind.self) ?? .text
        let fallback = members["default"].flatMap { try? PluginValue(encoding: $0) }
        let option = PluginOption(
            name, type, help: text("help"), fallback: fallback, choices: texts("choices"), isRequired: flag("required"))
        if type == .choice, option.choices.isEmpty { add("a choice needs 'choices'") }
        if let fallback, let problem = option.problem(with: fallback) { add("default: \(problem)") }
        return option
    }

    mutating func limits() -> PluginLimits {
        var limits = PluginLimits()
        _ = part("limits") { fields in
            limits.seconds = fields.limit("seconds") ?? limits.seconds
            limits.memoryMB = fields.limit("memoryMB").map { Int($0) } ?? limits.memoryMB
            limits.outputMB = fields.limit("outputMB").map { Int($0) } ?? limits.outputMB
            limits.diskMB = fields.limit("diskMB").map { Int($0) } ?? limits.diskMB
            limits.processes = fields.limit("processes").map { Int($0) } ?? limits.processes
        }
        return limits
    }

    private mutating func limit(_ key: String) -> Double? {
        asked.insert(key)
        guard let value = members[key] else { return nil }
        let most = PluginLimits.most[key] ?? 0
        // A fraction of a second is a limit too; of everything else there are whole ones.
        guard case .number(let number) = value, number <= most, number >= (key == "seconds" ? 0.1 : 1) else {
            add("'\(key)' must be a number up to \(Int(most))")
            return nil
        }
        return number
    }

    mutating func measure() -> PluginManifest.MeasureFacts {
        PluginManifest.MeasureFacts(
            code: text("code"), name: text("name"), isLogarithmic: flag("logarithmic"),
            data: choice("data", PluginManifest.MeasureFacts.Data.self) ?? .counts)
    }
}
