/// Counts of patients that come from files, where anything may stand.
enum Counts {
    /// Beyond this nobody counts patients; products of two such numbers still fit.
    static let greatest = 1_000_000_000

    /// The sum, held at the greatest whole number where it would be larger.
    static func sum(_ counts: [Int]) -> Int {
        counts.reduce(0) { total, count in
            let (sum, overflows) = total.addingReportingOverflow(count)
            return overflows ? (count > 0 ? Int.max : Int.min) : sum
        }
    }
}
