import TrialResults

extension NumberConvention {
    /// The language tag of texts, such as `en-GB`.
    public var languageTag: String { spelling == .british ? "en-GB" : "en-US" }

    /// A confidence interval with its name: `95% CI 0.58 to 1.50`, in American `95% CI, 0.58-1.50`.
    func interval(_ limits: String, level: Double) -> String {
        "\(format.level(level)) CI\(spelling == .british ? "" : ",") \(limits)"
    }
}
