import CReference
import TrialNumerics
import TrialStatistics

/// How often a search asks for memory, beside how often it evaluates the model, over many sets of studies.
///
/// A search that asks inside its iteration asks at least once more for every further evaluation; one that asks only
/// when it is set up asks the same number of times however long it takes.
struct AllocationCheck {
    /// One search.
    struct Search {
        let evaluations: Int
        let requests: Int
    }

    let name: String
    let shortest: Search
    let longest: Search

    var isClean: Bool {
        4 * (longest.requests - shortest.requests) < longest.evaluations - shortest.evaluations
    }

    init(_ name: String, _ searches: [Search]) {
        self.name = name
        shortest = searches.min { $0.evaluations < $1.evaluations }!
        longest = searches.max { $0.evaluations < $1.evaluations }!
    }

    static func all() throws -> [AllocationCheck] {
        let models = try (1...300).map { try BenchmarkData.model(studies: 13, seed: $0) }
        let estimators: [any HeterogeneityEstimator] = [
            RestrictedMaximumLikelihood(), MaximumLikelihood(), PauleMandel(),
        ]
        return estimators.map { estimator in
            AllocationCheck(estimator.code, models.compactMap { search(estimator, $0) })
        }
    }

    /// Nil where τ² is 0: then there was nothing to iterate.
    private static func search(_ estimator: any HeterogeneityEstimator, _ model: LinearModel) -> Search? {
        _ = estimator.estimate(model)
        let before = reference_allocations()
        let estimate = estimator.estimate(model)
        let requests = Int(reference_allocations() - before)
        return estimate.tau2 > 0 ? Search(evaluations: estimate.convergence.iterations, requests: requests) : nil
    }
}
