import TrialNumerics

/// The best linear unbiased predictions of the deviations of one random term.
///
/// u = GZ′W(y − Xβ), its prediction error variance G − GZ′PZG with P = W − WX(X′WX)⁻¹X′W, the components taken as known.
/// *Reference*: Robinson 1991, Statistical Science 6.
public struct RandomEffects: Sendable, Codable, Equatable {
    /// One level, at one inner level where the term has some.
    public struct Level: Sendable, Codable, Equatable {
        /// The level.
        public let level: String
        /// The inner level; nil for a plain random effect.
        public let inner: String?
        /// The predicted deviation, on the scale of analysis.
        public let estimate: Double
        /// The root of its prediction error variance.
        public let standardError: Double
        /// Estimate ± quantile × standard error.
        public let limits: ConfidenceLimits
    }

    /// The name of the term.
    public let term: String
    /// Its levels, in the order of their first rows; inner levels that have a row, in the order of the structure.
    public let levels: [Level]
}

extension MultilevelFitter {
    /// The predicted deviations of every term at the components of a fit of `model`.
    ///
    /// The quantile is that of the inference on the first coefficient.
    /// - Throws: `StatisticsError` where the fit does not belong to the model.
    public func randomEffects(_ model: MultilevelModel, _ fit: MultilevelFit) throws(StatisticsError) -> [RandomEffects]
    {
        let solution = try self.solution(model, fit)
        let df = inference.degreesOfFreedom(model).first ?? .infinity
        let quantile = StudentTDistribution(degreesOfFreedom: df).upperQuantile((1 - level) / 2)
        return model.terms.indices.map { RandomEffects(solution, term: $0, quantile: quantile) }
    }

    /// The model solved at the components of a fit.
    func solution(_ model: MultilevelModel, _ fit: MultilevelFit) throws(StatisticsError) -> MultilevelSolution {
        let slots = try model.slots(given: fit.components.map { Optional($0.value) })
        guard fit.rows == model.rows, fit.components.count == slots.count,
            let solution = MultilevelKernel(model, slots: slots).solution(slots.compactMap(\.given))
        else {
            throw StatisticsError(.unsupported, "the fit belongs to another model; fit this model first")
        }
        return solution
    }
}

extension RandomEffects {
    fileprivate init(_ solution: MultilevelSolution, term number: Int, quantile: Double) {
        let term = solution.kernel.model.terms[number]
        let g = solution.structures[number]
        var found: [(level: Int, inner: Int, entry: Level)] = []
        for (block, solved) in zip(solution.kernel.blocks, solution.blocks) {
            for group in block.groups[number] {
                let level = term.level[block.rows[group.positions[0]]]
                for inner in Set(group.inner).sorted() {
                    var loading = Array(repeating: 0.0, count: block.count)
                    for (position, own) in zip(group.positions, group.inner) { loading[position] = g[inner, own] }
                    let estimate = dot(loading, solved.weightedResiduals)
                    let design = solved.weightedDesign.transposed * loading
                    let variance =
                        g[inner, inner] - solved.weight.quadraticForm(loading) + solution.inverse.quadraticForm(design)
                    let error = max(0, variance).squareRoot()
                    let entry = Level(
                        level: term.levels[level], inner: term.isIntercept ? nil : term.structure.innerLevels[inner],
                        estimate: estimate, standardError: error,
                        limits: ConfidenceLimits(
                            lower: estimate - quantile * error, upper: estimate + quantile * error))
                    found.append((level, inner, entry))
                }
            }
        }
        self.term = term.name
        levels = found.sorted { ($0.level, $0.inner) < ($1.level, $1.inner) }.map(\.entry)
    }
}
