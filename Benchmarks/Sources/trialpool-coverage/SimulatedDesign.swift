import Glibc
import TrialNumerics

/// The trials of one simulated cell: fixed sampling variances and a τ² chosen by the I² it means.
///
/// The variances are those of log odds ratios of two equal arms of 10 to 100 participants, evenly spread in the
/// logarithm, with a risk of 30 % in both. Higgins and Thompson's typical variance s² turns I² into τ² = s² I² / (1 − I²).
struct SimulatedDesign {
    let variances: [Double]
    let iSquared: Double
    let tau2: Double

    init(studies: Int, iSquared: Double) {
        variances = (0..<studies).map { i in
            let arm = (10 * pow(10, (Double(i) + 0.5) / Double(studies))).rounded()
            return 2 / (arm * 0.3 * 0.7)
        }
        let weight = variances.reduce(0) { $0 + 1 / $1 }
        let squares = variances.reduce(0) { $0 + 1 / ($1 * $1) }
        let typical = Double(studies - 1) / (weight - squares / weight)
        self.iSquared = iSquared
        tau2 = typical * iSquared / (1 - iSquared)
    }

    /// One set of estimates around a mean effect of 0, which loses nothing: every method moves with the data.
    func draw(_ generator: inout SeededGenerator) -> [Double] {
        variances.map { ($0 + tau2).squareRoot() * generator.normal() }
    }
}
