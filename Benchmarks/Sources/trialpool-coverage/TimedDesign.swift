import Glibc
import TrialNumerics
import TrialStatistics

/// Trials with results at some of the months 3, 6, 12 and 24, two to four of them each.
///
/// Sampling variances are those of ``SimulatedDesign``, growing by a fifth from time to time as people leave; sampling errors of a
/// trial correlate by `correlation` twelve months apart, its true effects by 0.7, both falling with the distance. The effect
/// is 0 at all times.
struct TimedDesign {
    static let months = [3.0, 6, 12, 24]

    let trials: Int
    let iSquared: Double
    let correlation: Double
    let tau2: Double
    /// Per row its month, the number of its trial and its sampling variance.
    let rows: [(month: Double, trial: Int, variance: Double)]

    private static let trueCorrelation = 0.7

    init(trials: Int, iSquared: Double, correlation: Double) {
        let single = SimulatedDesign(studies: trials, iSquared: iSquared)
        self.trials = trials
        self.iSquared = iSquared
        self.correlation = correlation
        tau2 = single.tau2
        rows = (0..<trials).flatMap { trial in
            // Every third trial begins later, so that each month has trials with and without it.
            let own = Self.months[(trial % 3 == 2 ? 1 : 0)...].prefix(2 + trial % 3)
            return own.enumerated().map { place, month in
                (month, trial, single.variances[trial] * pow(1.2, Double(place)))
            }
        }
    }

    /// The sampling covariance where results correlate by `r` twelve months apart.
    func covariance(_ r: Double) throws(StatisticsError) -> SamplingCovariance {
        let rows = rows
        return try SamplingCovariance(variances: rows.map(\.variance), clusters: rows.map { "\($0.trial)" }) { a, b in
            pow(r, abs(rows[a].month - rows[b].month) / 12)
        }
    }

    /// The covariance of the estimates, by which they are drawn.
    private var marginal: Matrix {
        var matrix = Matrix(rows: rows.count, columns: rows.count)
        for (i, a) in rows.enumerated() {
            for (j, b) in rows.enumerated() where a.trial == b.trial {
                let apart = abs(a.month - b.month) / 12
                matrix[i, j] =
                    tau2 * pow(Self.trueCorrelation, apart)
                    + (a.variance * b.variance).squareRoot() * pow(correlation, apart)
            }
        }
        return matrix
    }

    /// What turns independent normal numbers into estimates.
    var factor: Matrix {
        guard let cholesky = Cholesky(marginal) else { preconditionFailure("the design is no covariance") }
        return cholesky.factor
    }
}
