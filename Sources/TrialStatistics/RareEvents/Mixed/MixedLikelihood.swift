import Glibc
import TrialNumerics

/// Which parameters of a mixed model exist, and which of them are one per study.
struct MixedModelLayout {
    /// Where the level μ of a study comes from.
    enum Level { case absent, perStudy, common }
    /// Where the effect θ of a study comes from: a regression on moderators, or a free parameter per study.
    enum Effect {
        case regression(Matrix)
        case perStudy
    }

    var effect: Effect
    var level: Level
    /// How much of the fixed part of θ is carried by the level, so that a common level is the control's.
    var levelShare = 0.0
    var spreadsEffect = false
    var spreadsLevel = false
    var correlated = false

    var coefficients: Int { if case .regression(let design) = effect { design.columns } else { 0 } }
    var levelIndex: Int? { level == .common ? coefficients : nil }
    private var afterLevel: Int { coefficients + (level == .common ? 1 : 0) }
    var spreadIndex: Int? { spreadsEffect ? afterLevel : nil }
    var tiltIndex: Int? { correlated ? afterLevel + (spreadsEffect ? 1 : 0) : nil }
    var levelSpreadIndex: Int? {
        spreadsLevel ? afterLevel + (spreadsEffect ? 1 : 0) + (correlated ? 1 : 0) : nil
    }
    var shared: Int { afterLevel + (spreadsEffect ? 1 : 0) + (correlated ? 1 : 0) + (spreadsLevel ? 1 : 0) }
    /// The local parameter that is one per study, if any.
    var perStudy: Int? {
        if case .perStudy = effect { return LocalParameters.effect }
        return level == .perStudy ? LocalParameters.level : nil
    }

    /// The local parameters of one study that follow a shared parameter, with their multipliers.
    func links(study: Int) -> [(local: Int, shared: Int, factor: Double)] {
        var links: [(local: Int, shared: Int, factor: Double)] = []
        if case .regression(let design) = effect {
            for j in 0..<design.columns where design[study, j] != 0 {
                links.append((LocalParameters.effect, j, design[study, j]))
                if level == .common && levelShare != 0 {
                    links.append((LocalParameters.level, j, levelShare * design[study, j]))
                }
            }
        }
        let others = [
            (LocalParameters.level, levelIndex), (LocalParameters.spread, spreadIndex),
            (LocalParameters.tilt, tiltIndex), (LocalParameters.levelSpread, levelSpreadIndex),
        ]
        for (local, index) in others { if let index { links.append((local, index, 1)) } }
        return links
    }
}

/// The point of a search: parameters shared by the studies and, where the model has them, one more per study.
struct MixedPoint {
    var shared: [Double]
    var perStudy: [Double]
}

/// A log-likelihood with the blocks of its Hessian: shared, per study, and between them.
struct ArrowDerivatives {
    var value = 0.0
    var sharedGradient: [Double]
    var sharedHessian: Matrix
    var studyGradient: [Double]
    var studyHessian: [Double]
    /// One row per study: ∂² / ∂(per study) ∂(shared).
    var border: Matrix
}

/// The marginal log-likelihood of all studies.
struct MixedLikelihood {
    let layout: MixedModelLayout
    let rule: GaussHermite?
    private var integrals: [RandomEffectIntegral]
    private let links: [[(local: Int, shared: Int, factor: Double)]]

    init(_ likelihoods: [any StudyLikelihood], layout: MixedModelLayout, rule: IntegrationRule) {
        self.layout = layout
        if case .gaussHermite(let points) = rule { self.rule = GaussHermite(count: points) } else { self.rule = nil }
        integrals = likelihoods.map {
            RandomEffectIntegral($0, dimensions: (layout.spreadsEffect, layout.spreadsLevel))
        }
        links = likelihoods.indices.map { layout.links(study: $0) }
    }

    var studies: Int { integrals.count }

    /// Evaluations of the studies' likelihoods so far, and the most that one search may use: a second or two of work.
    var evaluations: Int {
        // In place: an element taken out is a copy, and this is asked at every step.
        integrals.indices.reduce(0) { $0 + integrals[$1].evaluations }
    }
    var mostEvaluations: Int { 4_000_000 + 300_000 * studies }

    private func local(_ point: MixedPoint, study: Int) -> LocalParameters {
        var parameters = LocalParameters()
        for link in links[study] { parameters.values[link.local] += link.factor * point.shared[link.shared] }
        if let own = layout.perStudy { parameters.values[own] = point.perStudy[study] }
        return parameters
    }

    mutating func derivatives(_ point: MixedPoint) -> ArrowDerivatives {
        let q = layout.shared
        let own = layout.perStudy
        var result = ArrowDerivatives(
            sharedGradient: Array(repeating: 0, count: q), sharedHessian: Matrix(rows: q, columns: q),
            studyGradient: Array(repeating: 0, count: own == nil ? 0 : studies),
            studyHessian: Array(repeating: 0, count: own == nil ? 0 : studies),
            border: Matrix(rows: own == nil ? 0 : studies, columns: q))
        for study in 0..<studies {
            let here = integrals[study].derivatives(local(point, study: study), rule: rule)
            result.value += here.value
            for a in links[study] {
                result.sharedGradient[a.shared] += a.factor * here.gradient[a.local]
                for b in links[study] {
                    result.sharedHessian[a.shared, b.shared] += a.factor * b.factor * here.hessian[a.local][b.local]
                }
                if let own { result.border[study, a.shared] += a.factor * here.hessian[a.local][own] }
            }
            if let own {
                result.studyGradient[study] = here.gradient[own]
                result.studyHessian[study] = here.hessian[own][own]
            }
        }
        return result
    }

    /// Σ of the deviances at the modes of the random effects.
    mutating func conditionalDeviance(_ point: MixedPoint) -> Double {
        var total = 0.0
        for study in 0..<studies { total += integrals[study].conditionalDeviance(local(point, study: study)) }
        return total
    }
}
