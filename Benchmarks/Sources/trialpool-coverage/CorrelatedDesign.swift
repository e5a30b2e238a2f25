import Glibc
import TrialNumerics
import TrialStatistics

/// Trials of one to three treated arms, each with one control that serves all of them.
///
/// Arms have 10 to 100 participants, evenly spread in the logarithm over the trials, and a risk of 30 %; the effects are
/// log odds ratios, so two comparisons of a trial share half of their sampling variance. τ² is what makes I² as given at
/// the typical sampling variance of one comparison a trial.
struct CorrelatedDesign {
    /// How many treated arms the trials have.
    enum Arms: String, CaseIterable {
        /// One, two, three, one, …
        case mixed = "1, 2, 3, …"
        /// Three everywhere.
        case three = "3 each"

        func count(_ trial: Int) -> Int { self == .mixed ? trial % 3 + 1 : 3 }
    }

    let trials: Int
    let arms: Arms
    let iSquared: Double
    /// The correlation of true effects within a trial; the model takes ½.
    let correlation: Double
    let tau2: Double
    let studies: [Int]
    /// Per row, the variance of one arm.
    private let armVariances: [Double]

    init(trials: Int, arms: Arms, iSquared: Double, correlation: Double) {
        let single = SimulatedDesign(studies: trials, iSquared: iSquared)
        self.trials = trials
        self.arms = arms
        self.iSquared = iSquared
        self.correlation = correlation
        tau2 = single.tau2
        studies = (0..<trials).flatMap { Array(repeating: $0, count: arms.count($0)) }
        armVariances = studies.map { single.variances[$0] / 2 }
    }

    /// The sampling covariances of the rows.
    var covariance: Matrix {
        var matrix = Matrix(diagonal: armVariances.map { 2 * $0 })
        for i in studies.indices {
            for j in studies.indices where i != j && studies[i] == studies[j] { matrix[i, j] = armVariances[i] }
        }
        return matrix
    }

    /// One set of estimates around a mean effect of 0.
    func draw(_ generator: inout SeededGenerator) -> [Double] {
        let shared = (0..<trials).map { _ in (effect: generator.normal(), control: generator.normal()) }
        return studies.indices.map { i in
            let trial = shared[studies[i]]
            let effect =
                correlation.squareRoot() * trial.effect + (1 - correlation).squareRoot() * generator.normal()
            return tau2.squareRoot() * effect
                + armVariances[i].squareRoot() * (generator.normal() - trial.control)
        }
    }
}
