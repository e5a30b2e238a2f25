import TrialResults

/// What was not used and why, counted by reason.
struct ExclusionWords: Sendable {
    let format: NumberFormat

    /// One sentence with a space in front; empty where everything was used.
    func sentence(_ rows: [ExcludedRow]) -> String {
        guard !rows.isEmpty else { return "" }
        let counted = Dictionary(grouping: rows, by: \.code).map { (code: $0.key, count: $0.value.count) }
            .sorted { ($1.count, $0.code) < ($0.count, $1.code) }
        let head = "\(format.count(rows.count)) \(rows.count == 1 ? "row was" : "rows were") not used"
        let reasons = counted.map { "\(Self.words($0.code)) (\(format.count($0.count)))" }
        return " \(head): \(reasons.joined(separator: ", "))."
    }

    /// A stable word such as `outside-window` as words.
    static func words(_ code: String) -> String {
        DisplayText.clean(code).replacing("-", with: " ").replacing("_", with: " ")
    }
}
