/// What was compared, as people read it.
public struct ComparisonWords: Sendable {
    /// The first group, such as `MSC`.
    public let treatment: String
    /// The second group, such as `placebo`.
    public let control: String
    private let groups: NamedGroups

    /// Words for the groups of a question; groups without a name are called treatment and control.
    public init(_ groups: NamedGroups) {
        self.groups = groups
        treatment = groups.treatment.map(DisplayText.clean) ?? "treatment"
        control = groups.control.map(DisplayText.clean) ?? "control"
    }

    /// `MSC versus placebo`, `MSC, single arm`, `placebo, single arm`.
    public var text: String {
        if groups.isComparison { return "\(treatment) versus \(control)" }
        return "\(groups.treatment == nil ? control : treatment), single arm"
    }

    /// The same at the start of a line.
    public var heading: String { text.prefix(1).uppercased() + text.dropFirst() }
}
