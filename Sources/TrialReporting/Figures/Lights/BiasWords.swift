import TrialEvidence
import TrialResults

/// The names of tools for the risk of bias and of their domains.
enum BiasWords {
    /// The name of a tool.
    static func tool(_ code: String) -> String { BiasTool.named(code)?.name ?? DisplayText.clean(code) }

    /// The name of a tool, and the review whose judgements they are where it was another's.
    static func tool(_ code: String, judgedBy review: String?) -> String {
        guard let review else { return tool(code) }
        return "\(tool(code)), as judged by \(DisplayText.clean(review))"
    }

    /// Whether a domain is the judgement of all together.
    static func isOverall(_ domain: String) -> Bool { domain.lowercased() == "overall" }

    /// The letter of a column, from 0; its number, from 1, beyond the alphabet.
    static func letter(_ index: Int) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        return index < alphabet.count ? String(alphabet[index]) : "\(index + 1)"
    }

    /// What a domain is about; its own code in words where the tool is not known.
    static func domain(_ code: String, tool: String) -> String {
        if isOverall(code) { return "overall" }
        return BiasTool.named(tool)?.title(of: code)
            ?? DisplayText.clean(code).replacing("-", with: " ").replacing("_", with: " ")
    }
}
