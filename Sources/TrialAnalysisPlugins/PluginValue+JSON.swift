import TrialJSON
import TrialPluginMessages

extension PluginValue {
    /// The same value as plugins are sent it.
    init(_ json: JSONValue) {
        switch json {
        case .null: self = .null
        case .bool(let flag): self = .flag(flag)
        case .number(let number): self = .number(number)
        case .string(let text): self = .text(text)
        case .array(let items): self = .list(items.map { PluginValue($0) })
        case .object: self = .object((json.members ?? [:]).mapValues { PluginValue($0) })
        }
    }
}

extension JSONValue {
    /// The same value as plans have it.
    init(_ value: PluginValue) {
        switch value {
        case .null: self = .null
        case .flag(let flag): self = .bool(flag)
        case .number(let number): self = .number(number)
        case .text(let text): self = .string(text)
        case .list(let items): self = .array(items.map { JSONValue($0) })
        case .object(let members): self = JSONValue(members.mapValues { JSONValue($0) })
        }
    }
}
