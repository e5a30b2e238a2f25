import TrialResults

/// What was taken of results of the same people, in one sentence, as the kinds for several times and outcomes say it.
struct DependenceWords {
    private let dependence: AssumedDependence
    private let structure: String?
    private let format: NumberFormat

    /// Takes what was assumed, and the structure of true effects in words; nil without a model.
    init(_ dependence: AssumedDependence, structure: String?, format: NumberFormat) {
        (self.dependence, self.structure, self.format) = (dependence, structure, format)
    }

    /// The sentence: a kind's own part first, where it has one; `nothing` where there is nothing to take.
    func sentence(_ own: String?, nothing: String) -> String {
        var parts = own.map { [$0] } ?? []
        if dependence.sharedControls > 0 {
            let isOne = dependence.sharedControls == 1
            parts.append(
                "\(format.count(dependence.sharedControls)) \(isOne ? "pair of rows shares" : "pairs of rows share") a control"
                    + " group and \(isOne ? "has" : "have") the covariance that this gives")
        }
        if let structure {
            parts.append("true effects of one trial hang together by this structure: \(structure)")
        }
        let text = parts.isEmpty ? nothing : parts.joined(separator: "; ")
        return "\(text.prefix(1).uppercased())\(text.dropFirst())."
    }
}
