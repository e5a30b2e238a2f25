import Glibc
import TrialNumerics
import TrialStatistics

/// Networks made up for laws.
enum NetworkData {
    /// Trials of arms with true effects, some with three arms.
    static func arms(
        treatments: Int, trials: Int, seed: UInt64, effects: (Int) -> Double = { Double($0) * 0.3 }
    ) -> [NetworkArm] {
        var generator = SeededGenerator(seed: seed)
        var arms: [NetworkArm] = []
        for trial in 0..<trials {
            let first = trial % treatments
            var others = [(first + 1) % treatments]
            if trial % 3 == 0, treatments > 3 { others.append((first + 2 + trial % (treatments - 3)) % treatments) }
            for t in [first] + others {
                arms.append(
                    NetworkArm(
                        study: "trial \(trial)", treatment: "t\(t < 10 ? "0" : "")\(t)",
                        summary: .mean(
                            effects(t) + 0.4 * generator.normal(), standardDeviation: 1 + generator.uniform(),
                            total: 20 + (40 * generator.uniform()).rounded())))
            }
        }
        return arms
    }

    static func network(treatments: Int, trials: Int, seed: UInt64) throws -> TreatmentNetwork {
        try TreatmentNetwork(
            NetworkPairs(arms(treatments: treatments, trials: trials, seed: seed), measure: .md).contrasts)
    }

    /// Comparisons of two arms: study, treatment, comparator, estimate, standard error.
    static func pairs(_ rows: [(String, String, String, Double, Double)]) throws -> TreatmentNetwork {
        try TreatmentNetwork(
            rows.map {
                NetworkContrast(study: $0.0, treatment: $0.1, comparator: $0.2, estimate: $0.3, standardError: $0.4)
            })
    }
}
