/// How a computation came to its end; part of every answer that was searched for.
public struct Convergence: Sendable, Codable, Equatable {
    /// Whether the answer meets its tolerance.
    public let converged: Bool
    /// Evaluations of the model; 0 for a closed form.
    public let iterations: Int
    /// What was done, in a few words.
    public let method: String

    /// Creates a record of a search.
    public init(converged: Bool, iterations: Int, method: String) {
        self.converged = converged
        self.iterations = iterations
        self.method = method
    }

    /// An answer by formula, without a search.
    public static let closedForm = Convergence(converged: true, iterations: 0, method: "closed form")
}
