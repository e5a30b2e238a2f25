import Glibc
import TrialNumerics

/// A dose–response model over studies: one curve through each study's reference, pooled.
///
/// Two-stage: a curve for each study by generalised least squares, the coefficients pooled by multivariate meta-analysis. One-stage:
/// all effects at once in a mixed model, which also takes studies with fewer doses than coefficients. Orsini, Li, Wolk, Khudyakov
/// and Spiegelman 2012, doi:10.1093/aje/kwr265; Crippa, Discacciati, Bottai, Spiegelman and Orsini 2019,
/// doi:10.1177/0962280218773122.
public struct DoseResponseModel: Sendable {
    /// The shape of the curve.
    public var curve: DoseCurve
    /// How the covariance between studies is estimated.
    public var heterogeneity: CurveHeterogeneity
    /// Whether all effects enter one model.
    public var isOneStage: Bool
    /// The level of limits.
    public var level: Double

    /// Creates a model.
    public init(
        curve: DoseCurve = .linear, heterogeneity: CurveHeterogeneity = .restrictedMaximumLikelihood,
        isOneStage: Bool = false, level: Double = 0.95
    ) {
        self.curve = curve
        self.heterogeneity = heterogeneity
        self.isOneStage = isOneStage
        self.level = level
    }

    /// Fits the model. One study is fitted by itself, with a fixed curve.
    ///
    /// - Throws: `StatisticsError` where the curve is not possible, has more coefficients than the studies carry, or the search
    ///   finds no end.
    public func fit(_ studies: [DoseStudy]) throws(StatisticsError) -> DoseResponseFit {
        guard level > 0, level < 1 else {
            throw StatisticsError(.impossibleData, "the confidence level must lie between 0 and 1", field: "level")
        }
        guard !studies.isEmpty else { throw StatisticsError(.tooFewStudies, "a dose–response model needs a study") }
        try curve.check()
        let p = curve.names.count
        var designs: [Matrix] = []
        for study in studies {
            let reference = try curve.row(study.referenceDose)
            var rows: [[Double]] = []
            for dose in study.doses { rows.append(zip(try curve.row(dose), reference).map { $0 - $1 }) }
            designs.append(Matrix(rows))
        }
        try identifiable(designs)
        let single = studies.count == 1
        let method = single ? CurveHeterogeneity.fixed : heterogeneity
        let carries = designs.map { ColumnRank($0).rank == p }
        let own = zip(studies, designs).map { study, x in
            ColumnRank(x).rank == p ? Self.curve(study, x) : nil
        }
        if isOneStage || single {
            guard method != .moments else {
                throw StatisticsError(
                    .unsupported, "the method of moments is for the two-stage model; choose reml, ml or fixed",
                    field: "heterogeneity")
            }
            let model = GroupedMixedModel(
                groups: zip(studies, designs).map { study, x in
                    GroupedMixedModel.Group(y: study.estimates, x: x, z: x, v: study.covariance)
                }, coefficients: p, size: p, countsDesign: false)
            return try finish(model, method, studies, own, excluded: [])
        }
        let kept = studies.indices.filter { own[$0] != nil }
        guard !kept.isEmpty else {
            throw StatisticsError(
                .tooFewStudies,
                "no study has enough doses for \(p) coefficients; take a simpler curve or the one-stage model",
                field: "curve")
        }
        let model = GroupedMixedModel(
            groups: kept.compactMap { own[$0] }.map { curve in
                let one = Matrix(diagonal: Array(repeating: 1, count: p))
                return GroupedMixedModel.Group(y: curve.coefficients, x: one, z: one, v: curve.covariance)
            }, coefficients: p, size: p, countsDesign: true)
        return try finish(
            model, kept.count == 1 ? .fixed : method, studies, own,
            excluded: zip(studies, carries).filter { !$1 }.map(\.0.name))
    }

    /// Refuses a curve with more coefficients than the doses carry.
    private func identifiable(_ designs: [Matrix]) throws(StatisticsError) {
        let p = curve.names.count
        let stacked = Matrix(designs.flatMap { x in (0..<x.rows).map { x.row($0) } })
        let rank = ColumnRank(stacked).rank
        guard rank < p else { return }
        throw StatisticsError(
            .redundantModerator,
            "the curve has \(p) coefficients, but the doses carry only \(rank); take a simpler curve, or add a trial with another dose",
            field: "curve")
    }

    private static func curve(_ study: DoseStudy, _ x: Matrix) -> DoseResponseFit.StudyCurve? {
        guard let w = Cholesky(study.covariance)?.inverse else { return nil }
        let xw = x.transposed * w
        guard let cholesky = Cholesky(xw * x) else { return nil }
        return DoseResponseFit.StudyCurve(
            study: study.name, coefficients: cholesky.solve(xw * study.estimates), covariance: cholesky.inverse)
    }

    private func finish(
        _ model: GroupedMixedModel, _ method: CurveHeterogeneity, _ studies: [DoseStudy],
        _ own: [DoseResponseFit.StudyCurve?], excluded: [String]
    ) throws(StatisticsError) -> DoseResponseFit {
        let p = model.size
        let zero = Matrix(rows: p, columns: p)
        guard let fixed = model.solve(zero, isRestricted: false) else {
            throw StatisticsError(
                .invalidVariance, "the curve is too close to singular; scale the doses or take a simpler curve",
                field: "curve")
        }
        var (psi, solution, convergence) = (zero, fixed, Convergence.closedForm)
        switch method {
        case .fixed: break
        case .moments:
            guard let moments = model.moments(), let found = model.solve(moments, isRestricted: false) else {
                throw Self.lost
            }
            (psi, solution) = (moments, found)
        case .maximumLikelihood, .restrictedMaximumLikelihood:
            let curves = own.compactMap(\.self)
            let scales = (0..<p).map { k -> Double in
                let errors = curves.map { $0.covariance[k, k].squareRoot() }.sorted()
                return errors.isEmpty ? max(fixed.covariance[k, k].squareRoot(), 1e-300) : errors[errors.count / 2]
            }
            let search = CurveCovarianceSearch(
                model: model, isRestricted: method == .restrictedMaximumLikelihood, scales: scales)
            guard let end = search.maximum(from: model.countsDesign ? model.moments() : nil) else { throw Self.lost }
            (psi, solution, convergence) = (end.psi, end.solution, end.convergence)
        }
        return DoseResponseFit(
            self, method: method, data: model, solution: solution, fixed: fixed, psi: psi, convergence: convergence,
            studies: studies, curves: own.compactMap(\.self), excluded: excluded)
    }

    private static let lost = StatisticsError(
        .notConverged, "no covariance between studies was found; take the fixed model or a simpler curve",
        field: "heterogeneity")
}
