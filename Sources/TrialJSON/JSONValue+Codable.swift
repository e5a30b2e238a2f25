extension JSONValue: Codable {
    /// Reads any JSON; the names of an object come in alphabetical order, because a decoder does not tell theirs.
    ///
    /// Strings that the decoder takes for infinite or undefined numbers become numbers.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([JSONValue].self) {
            self = .array(value)
        } else {
            self.init(try container.decode([String: JSONValue].self))
        }
    }

    /// Writes the value by the encoder's settings, which also order the names of objects.
    public func encode(to encoder: any Encoder) throws {
        if let members {
            try members.encode(to: encoder)
            return
        }
        var container = encoder.singleValueContainer()
        switch self {
        case .null, .object: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .string(let value): try container.encode(value)
        case .array(let values): try container.encode(values)
        }
    }
}
