/// Specifications, written as one list of numbers a column: thousands of them stay a small part of a result file.
///
/// In a file an option or a reason that is not there is −1, an effect that is not there `"NaN"`.
public struct MultiverseTable: Sendable, Equatable {
    /// The specifications.
    public let all: [MultiverseAnswer.Specification]
    private let choices: Int

    /// Keeps specifications of so many choices.
    init(_ all: [MultiverseAnswer.Specification], choices: Int) {
        self.all = all
        self.choices = choices
    }
}

extension MultiverseTable: Codable {
    private enum CodingKeys: String, CodingKey {
        case options, rows, studies, estimates, lower, upper, tau2, reasons
    }

    /// Reads the columns; lists of unequal length are an error.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        let options = try fields.decode([[Int]].self, forKey: .options)
        let (rows, studies, reasons) = (
            try fields.decode([Int].self, forKey: .rows), try fields.decode([Int].self, forKey: .studies),
            try fields.decode([Int].self, forKey: .reasons)
        )
        let numbers = try [CodingKeys.estimates, .lower, .upper, .tau2].map {
            try fields.decode([Double].self, forKey: $0)
        }
        let lengths = options.map(\.count) + numbers.map(\.count) + [studies.count, reasons.count]
        guard lengths.allSatisfy({ $0 == rows.count }) else {
            throw DecodingError.dataCorruptedError(
                forKey: .rows, in: fields, debugDescription: "the lists differ in length; run the analysis again")
        }
        choices = options.count
        all = rows.indices.map { place in
            var own = MultiverseAnswer.Specification(
                options: options.map { $0[place] < 0 ? nil : $0[place] }, rows: rows[place], studies: studies[place])
            own.reason = reasons[place] < 0 ? nil : reasons[place]
            if own.reason == nil {
                own.effect = NaturalEffect(
                    estimate: numbers[0][place], lower: numbers[1][place], upper: numbers[2][place])
            }
            own.tau2 = numbers[3][place].isNaN ? nil : numbers[3][place]
            return own
        }
    }

    /// Writes the columns.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode((0..<choices).map { place in all.map { $0.options[place] ?? -1 } }, forKey: .options)
        try fields.encode(all.map(\.rows), forKey: .rows)
        try fields.encode(all.map(\.studies), forKey: .studies)
        try fields.encode(all.map { $0.effect?.estimate ?? .nan }, forKey: .estimates)
        try fields.encode(all.map { $0.effect?.lower ?? .nan }, forKey: .lower)
        try fields.encode(all.map { $0.effect?.upper ?? .nan }, forKey: .upper)
        try fields.encode(all.map { $0.tau2 ?? .nan }, forKey: .tau2)
        try fields.encode(all.map { $0.reason ?? -1 }, forKey: .reasons)
    }
}
