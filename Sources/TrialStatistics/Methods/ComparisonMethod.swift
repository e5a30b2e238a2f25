/// How the studies' results are combined into one: by which weights, or by which sums.
///
/// A value and no closed list, because a ``ComparisonPooling`` may bring a method of its own.
public struct ComparisonMethod: Sendable, Codable, Equatable, Hashable {
    /// A stable word, such as `mantel-haenszel`.
    public let code: String
    /// The name in full, such as `Mantel–Haenszel`.
    public let name: String
    /// The short label beside a figure, such as `M-H`.
    public let label: String

    /// Creates a method.
    public init(code: String, name: String, label: String) {
        self.code = code
        self.name = name
        self.label = label
    }

    /// Each estimate with the inverse of its variance as weight.
    public static let inverseVariance = ComparisonMethod(
        code: "inverse-variance", name: "inverse variance", label: "IV")
    /// Sums over the tables themselves (Mantel and Haenszel 1959).
    public static let mantelHaenszel = ComparisonMethod(
        code: "mantel-haenszel", name: "Mantel–Haenszel", label: "M-H")
    /// Observed minus expected events over their hypergeometric variances (Yusuf et al. 1985).
    public static let peto = ComparisonMethod(code: "peto", name: "Peto", label: "Peto")
}
