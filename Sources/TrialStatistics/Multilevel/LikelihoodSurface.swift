import TrialNumerics

/// The likelihood over the components, as a search walks it.
protocol LikelihoodSurface: Sendable {
    /// The (restricted) log-likelihood with all constants; nil where the marginal covariance is not positive definite.
    func height(_ components: [Double]) -> Double?
    /// Slope and curvature; nil where the likelihood does not exist.
    func derivatives(_ components: [Double]) -> SurfaceDerivatives?
}

/// Slope and curvature of a likelihood.
struct SurfaceDerivatives: Sendable {
    let score: [Double]
    let expected: Matrix
    let observed: Matrix
}

/// Any model, by the matrices of its blocks.
struct DenseSurface: LikelihoodSurface {
    let kernel: MultilevelKernel
    let isRestricted: Bool

    func height(_ components: [Double]) -> Double? {
        kernel.solution(components).map { isRestricted ? $0.restricted : $0.maximum }
    }

    func derivatives(_ components: [Double]) -> SurfaceDerivatives? {
        kernel.solution(components).map {
            let found = MultilevelDerivatives($0, isRestricted: isRestricted)
            return SurfaceDerivatives(score: found.score, expected: found.expected, observed: found.observed)
        }
    }
}
