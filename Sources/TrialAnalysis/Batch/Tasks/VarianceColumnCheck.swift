import TrialNumerics
import TrialStatistics

/// Whether the column of variances holds standard errors, in some studies or in all.
///
/// A variance shrinks as 1/n and a standard error as 1/√n, and limits or standard errors beside the variances say which
/// is which. Where none of these is given, one thing remains: taken for variances, standard errors below 1 are far too
/// large, so that the estimates agree better than chance allows and no longer do so once squared. A warning, never a
/// correction.
struct VarianceColumnCheck {
    let warnings: [MethodWarning]

    /// How unlikely so much agreement must be.
    private static let tooGood = 1e-3

    init(_ rows: PoolRows) {
        guard !rows.hasStandardErrors, rows.kept.count > 0, rows.variances.allSatisfy({ $0 > 0 && $0.isFinite }) else {
            warnings = []
            return
        }
        var suspects = Self.besideErrors(rows)
        if suspects.isEmpty { suspects = Self.besideSizes(rows) }
        if !suspects.isEmpty {
            let studies = suspects.prefix(10).map { "\(rows.kept[$0] + 1)" }.joined(separator: ", ")
            let more = suspects.count > 10 ? " and \(suspects.count - 10) more" : ""
            warnings = [
                MethodWarning(
                    code: "looks-like-standard-error",
                    message: "The variance of study \(studies)\(more) has the size of a standard error; if it is one,"
                        + " give its square or the column standardError.")
            ]
        } else if Self.agreeTooWell(rows) {
            warnings = [
                MethodWarning(
                    code: "looks-like-standard-error",
                    message: "The estimates agree better than their variances allow, and not so if these are standard"
                        + " errors; if they are, give the column standardError.")
            ]
        } else {
            warnings = []
        }
    }

    /// Studies whose variance is what another column gives as the standard error.
    private static func besideErrors(_ rows: PoolRows) -> [Int] {
        guard let errors = try? rows.complete("standardError") else { return [] }
        return errors.indices.filter { i in
            let v = rows.variances[i]
            return abs(v - errors[i]) < 1e-6 * v && abs(v - errors[i] * errors[i]) > 1e-3 * v
        }
    }

    /// Studies whose variance is far from the others' for their size, and whose square is near.
    private static func besideSizes(_ rows: PoolRows) -> [Int] {
        guard rows.kept.count >= 5, let sizes = sizes(rows), sizes.allSatisfy({ $0 > 0 }) else { return [] }
        return StandardErrorSuspicion.suspects(variances: rows.variances, sizes: sizes)
    }

    private static func sizes(_ rows: PoolRows) -> [Double]? {
        if let totals = try? rows.complete("total") { return totals }
        guard let first = try? rows.complete("total1"), let second = try? rows.complete("total2") else { return nil }
        return zip(first, second).map { 1 / (1 / $0 + 1 / $1) }
    }

    private static func agreeTooWell(_ rows: PoolRows) -> Bool {
        guard rows.kept.count >= 4, rows.moderators.names.isEmpty, rows.variances.allSatisfy({ $0 < 1 }) else {
            return false
        }
        func lowerTail(_ variances: [Double]) -> Double {
            let total = variances.reduce(0) { $0 + 1 / $1 }
            let mean = zip(rows.estimates, variances).reduce(0) { $0 + $1.0 / $1.1 } / total
            let q = zip(rows.estimates, variances).reduce(0) { $0 + ($1.0 - mean) * ($1.0 - mean) / $1.1 }
            guard q > 0, q.isFinite else { return 1 }
            return ChiSquaredDistribution(degreesOfFreedom: Double(variances.count - 1)).cumulative(q)
        }
        guard lowerTail(rows.variances) < tooGood else { return false }
        return lowerTail(rows.variances.map { $0 * $0 }) > 0.01
    }
}
