/// An answer with the name of its kind.
///
/// In a result file the kind stands among the answer's own fields: `"answer": {"kind": "pairwise", …}`.
public struct Answer: Sendable, Equatable {
    /// The kind, such as `pairwise`.
    public let kind: String
    /// The answer.
    public let value: any AnalysisAnswer

    /// Names the kind of an answer.
    public init(kind: String, _ value: any AnalysisAnswer) {
        self.kind = kind
        self.value = value
    }

    /// Two answers are equal where kind, type and content are.
    public static func == (first: Answer, second: Answer) -> Bool {
        first.kind == second.kind && first.value.equals(second.value)
    }
}

extension AnalysisAnswer {
    fileprivate func equals(_ other: any AnalysisAnswer) -> Bool { other as? Self == self }
}

extension Answer: Codable {
    private enum CodingKeys: String, CodingKey { case kind, plugin }

    /// Reads the kind, then the answer as the type that the decoder's ``AnswerTypes`` name for it.
    ///
    /// - Throws: `DecodingError` where the kind is unknown or a field is missing.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        kind = try fields.decode(String.self, forKey: .kind)
        let types = decoder.userInfo[AnswerTypes.key] as? AnswerTypes ?? .standard
        // What a plugin answered is read without the plugin: its answers are all of one type.
        let ofPlugin = fields.contains(.plugin) ? PluginAnswer.self : nil
        guard let type = types.type(of: kind) ?? ofPlugin else {
            throw DecodingError.dataCorruptedError(
                forKey: .kind, in: fields,
                debugDescription: "this program knows no kind '\(DisplayText.clean(kind))' of answers; "
                    + "read the file with the program or plugin that wrote it")
        }
        value = try type.init(from: decoder)
    }

    /// Writes the kind among the fields of the answer.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(kind, forKey: .kind)
        try value.encode(to: encoder)
    }
}

/// Which type the answers of a kind have, for reading result files.
public struct AnswerTypes: Sendable {
    /// Where a decoder keeps the types.
    public static let key = CodingUserInfoKey(rawValue: "trialpool.answers")!

    private var types: [String: any AnalysisAnswer.Type]

    /// Creates a list of types by kind.
    public init(_ types: [String: any AnalysisAnswer.Type]) { self.types = types }

    /// The kinds that come with TrialPool.
    public static let standard = AnswerTypes([
        "network": NetworkAnswer.self, "dose-response": DoseResponseAnswer.self, "pairwise": PooledAnswer.self,
        "single-groups": PooledAnswer.self, "rare-events": RareEventPanelAnswer.self,
        "meta-regression": RegressionAnswer.self, "multilevel": MultilevelAnswer.self,
        "durability": DurabilityAnswer.self, "several-outcomes": SeveralOutcomesAnswer.self,
        "multiverse": MultiverseAnswer.self, "resampling": ResamplingAnswer.self,
    ])

    /// The same with a further kind.
    public func adding(_ type: any AnalysisAnswer.Type, for kind: String) -> AnswerTypes {
        var result = self
        result.types[kind] = type
        return result
    }

    /// The type of a kind's answers; nil where the kind is unknown.
    public func type(of kind: String) -> (any AnalysisAnswer.Type)? { types[kind] }
}
