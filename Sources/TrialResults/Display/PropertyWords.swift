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
