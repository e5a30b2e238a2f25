/// Egger's regression test in all its variants: the estimates on a measure of study size.
///
/// The classical form is a regression weighted by 1/v with multiplicative dispersion on the standard error; with a
/// mixed-effects model in place of the dispersion it is the form of Thompson and Sharp. The slope measures asymmetry;
/// the intercept, where the predictor vanishes for an infinitely large study, is the limit effect. Moderators of the
/// model stay in the regression, before the predictor.
///
/// *Edge cases*: fewer than three studies, or equal sizes throughout, are errors. For log odds ratios and standardised
/// mean differences estimate and standard error are linked even without bias; use `HarbordTest`, `PetersTest` or
/// `PustejovskyTest` there. *References*: Egger et al. 1997, doi:10.1136/bmj.315.7109.629; Thompson and Sharp 1999,
/// doi:10.1002/(SICI)1097-0258(19991030)18:20<2693::AID-SIM235>3.0.CO;2-V; Sterne and Egger 2005,
/// doi:10.1002/0470870168.ch6.
public struct EggerRegression: FunnelAsymmetryTest {
    /// The measure of study size; n is the number of participants.
    public enum Predictor: String, Sendable, Codable, CaseIterable {
        /// √v.
        case standardError = "sei"
        /// v.
        case variance = "vi"
        /// n, as Macaskill et al. 2001, doi:10.1002/sim.698, propose.
        case size = "ni"
        /// 1/n.
        case inverseSize = "ninv"
        /// √n.
        case rootSize = "sqrtni"
        /// 1/√n.
        case inverseRootSize = "sqrtninv"

        /// Whether it is 0 for an infinitely large study.
        public var vanishesAtInfiniteSize: Bool { self != .size && self != .rootSize }

        func values(_ funnel: Funnel, _ name: String) throws(StatisticsError) -> [Double] {
            switch self {
            case .standardError: return funnel.model.variances.map { $0.squareRoot() }
            case .variance: return funnel.model.variances
            case .size: return try funnel.requiredSizes(for: name).map(\.total)
            case .inverseSize: return try funnel.requiredSizes(for: name).map { 1 / $0.total }
            case .rootSize: return try funnel.requiredSizes(for: name).map { $0.total.squareRoot() }
            case .inverseRootSize: return try funnel.requiredSizes(for: name).map { 1 / $0.total.squareRoot() }
            }
        }
    }

    /// The measure of study size.
    public let predictor: Predictor
    private let mixed: PoolingModel?
    private let confidenceLevel: Double

    /// The classical form: weighted regression with multiplicative dispersion.
    public init(_ predictor: Predictor = .standardError, level: Double = 0.95) {
        self.predictor = predictor
        mixed = nil
        confidenceLevel = level
    }

    /// The mixed-effects form: additive heterogeneity and interval as in `model`.
    public init(_ predictor: Predictor = .standardError, model: PoolingModel) {
        self.predictor = predictor
        mixed = model
        confidenceLevel = model.level
    }

    /// The form of Thompson and Sharp: a mixed-effects regression on the standard error, t on k − 2.
    public static func thompsonSharp(_ heterogeneity: any HeterogeneityEstimator) -> EggerRegression {
        EggerRegression(model: PoolingModel(heterogeneity: heterogeneity, interval: TInterval()))
    }

    /// The form of Macaskill: a weighted regression on the number of participants.
    public static let macaskill = EggerRegression(.size)

    /// `egger`, `macaskill` or `thompson-sharp`; other variants name their predictor, as `egger-vi` or `egger-mixed-vi`.
    public var code: String {
        switch (predictor, mixed == nil) {
        case (.standardError, true): "egger"
        case (.size, true): "macaskill"
        case (.standardError, false): "thompson-sharp"
        case (_, true): "egger-\(predictor.rawValue)"
        case (_, false): "egger-mixed-\(predictor.rawValue)"
        }
    }
    /// The name in full.
    public var name: String {
        switch (predictor, mixed == nil) {
        case (.standardError, true): "Egger"
        case (.size, true): "Macaskill"
        case (.standardError, false): "Thompson–Sharp"
        case (_, true): "Egger with another predictor"
        case (_, false): "mixed-effects Egger"
        }
    }

    /// The regression of the funnel's estimates on the predictor.
    public func evaluate(_ funnel: Funnel) throws(StatisticsError) -> FunnelAsymmetry {
        var choices = mixed ?? AsymmetryRegression.weighted
        choices.level = confidenceLevel
        return try AsymmetryRegression(
            code: code, model: funnel.model, vanishesAtInfiniteSize: predictor.vanishesAtInfiniteSize
        ).evaluate(predictor: predictor.values(funnel, name), by: choices)
    }
}
