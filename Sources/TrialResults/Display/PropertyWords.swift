/// The name of a property such as `ms-type` in words.
public enum PropertyWords {
    /// Inside a sentence: `MS type`, `cell source`.
    public static func phrase(_ property: String) -> String {
        DisplayText.clean(property).replacing("_", with: "-").split(separator: "-").map {
            $0 == "ms" ? "MS" : String($0)
        }.joined(separator: " ")
    }

    /// At the start of a line: `MS type`, `Cell source`.
    public static func heading(_ property: String) -> String {
        let phrase = phrase(property)
        return phrase.prefix(1).uppercased() + phrase.dropFirst()
    }
}

extension SubgroupResult {
    /// The property inside a sentence: the label that the dataset gives it, as it is typed, or its name in words.
    public var phrase: String { label.map(DisplayText.clean) ?? PropertyWords.phrase(property) }

    /// The property at the start of a line.
    public var heading: String { phrase.prefix(1).uppercased() + phrase.dropFirst() }
}

extension RegressionAnswer {
    /// What it is on, in short: `year, dose (mg)`, and its interactions.
    public var subject: String {
        let names = moderators.map { Self.words($0) }
        let products = (interactions ?? []).map { factors in
            factors.map { factor in moderators.first { $0.property == factor }.map(Self.words) ?? factor }
                .joined(separator: " × ")
        }
        return (names + products).joined(separator: ", ")
    }

    private static func words(_ moderator: Moderator) -> String {
        moderator.isDeclared ?? false ? DisplayText.clean(moderator.name) : PropertyWords.phrase(moderator.property)
    }
}
