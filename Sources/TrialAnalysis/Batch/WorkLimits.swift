import TrialStatistics

/// How much work a request may ask for, so that no request can hang the run or exhaust the memory.
///
/// What grows with the number of studies alone has no limit; what grows with its square, or with iterations times
/// studies, is refused beyond these numbers with the number named.
enum WorkLimits {
    /// Studies of follow-ups that refit the model once for each study.
    static let refittedStudies = 5_000
    /// Studies of follow-ups that need a matrix with a row and a column a study.
    static let squareStudies = 3_000
    /// Studies of follow-ups that search a likelihood many times.
    static let profiledStudies = 100_000
    /// Studies times refits of follow-ups that draw or enumerate: all subsets and all sign patterns of 20 studies.
    static let refits = 20 << 20
    /// Numbers in a design matrix.
    static let designElements = 50_000_000
    /// Studies of likelihood methods for counts, whose work does not grow with the events.
    static let countedStudies = 2_000

    /// Throws where there are more than `most` studies.
    static func check(_ name: String, studies: Int, most: Int) throws(StatisticsError) {
        guard studies > most else { return }
        throw StatisticsError(
            .unsupported, "'\(name)' is for at most \(most) studies, there are \(studies)", field: name)
    }

    /// Throws where a design would have as many columns as studies, or more numbers than fit.
    static func check(
        _ formula: ModeratorFormula, _ moderators: ModeratorColumns, studies: Int
    ) throws(StatisticsError) {
        var columns = formula.intercept ? 1 : 0
        for term in formula.terms {
            var width = 1
            for factor in term.factors {
                guard case .categories(let labels) = moderators[factor] else { continue }
                width = min(width * max(1, Set(labels).count - 1), studies)
            }
            columns += width
            guard columns * studies <= designElements else {
                throw StatisticsError(
                    .tooFewStudies,
                    "the moderators have too many levels for \(studies) studies: more than \(columns - 1) coefficients",
                    field: term.factors.joined(separator: ":"))
            }
        }
    }
}

extension CountedStudies {
    /// Throws where a likelihood method would have too much to do.
    func checkSize(_ name: String) throws(StatisticsError) {
        try WorkLimits.check(name, studies: studies.count, most: WorkLimits.countedStudies)
    }
}
