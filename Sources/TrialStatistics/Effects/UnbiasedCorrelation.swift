import Glibc
import TrialNumerics

/// The correlation, corrected for its bias.
///
/// r ₂F₁(½, ½; (n − 2)/2; 1 − r²) with variance (1 − r²)²/(n − 1) at the corrected value (`LS`), the unbiased one
/// (`UB`), or at the average corrected value (`AV`). Four participants or fewer: not defined. Olkin and Pratt 1958,
/// doi:10.1214/aoms/1177706717; Hedges 1989, doi:10.1037/0021-9010.74.3.469.
public struct UnbiasedCorrelation: CataloguedMeasure, StudywiseMeasure {
    /// What one study reports.
    public typealias Summary = CorrelationSummary
    /// All that it says about itself.
    public static let descriptor = MeasureDescriptor(
        "UCOR", "correlation corrected for bias", scale: .identity, natural: .correlation("correlation"),
        varianceTypes: [.largeSample, .unbiased, .averaged]
    ).with {
        $0.boundedForms = ["ZCOR"]
        $0.groups = .one
    }
    private let varianceType: VarianceType

    /// Creates the measure from options.
    public init(options: EffectOptions = EffectOptions()) throws(StatisticsError) {
        varianceType = try Self.descriptor.variance(options.varianceType)
    }

    /// The average corrected correlation.
    public func context(of studies: [CorrelationSummary]) -> Double {
        averageCorrelation(studies.map { (corrected($0), $0.total) })
    }

    /// One study's corrected correlation.
    public func effect(of study: CorrelationSummary, in average: Double) throws(EffectExclusion) -> EffectEstimate {
        guard study.total > 4 else { throw .undefined("the bias correction needs more than 4 participants") }
        let value = corrected(study)
        let variance: Double
        switch varianceType {
        case .unbiased:
            let rest = 1 - study.correlation * study.correlation
            let series = OlkinPratt.varianceSeries(study)
            variance = value * value - 1 + (study.total - 3) * rest * series / (study.total - 2)
        case .averaged: variance = correlationVariance(average, study.total - 1)
        default: variance = correlationVariance(value, study.total - 1)
        }
        return EffectEstimate(estimate: value, variance: variance)
    }

    private func corrected(_ study: CorrelationSummary) -> Double {
        let r = study.correlation
        return r * OlkinPratt.biasSeries(study)
    }
}

/// The hypergeometric series of Olkin and Pratt at 1 − r².
///
/// Near r = 0 the power series converges slowly in small samples; there Euler's integral takes its place.
enum OlkinPratt {
    /// ₂F₁(½, ½; (n − 2)/2; 1 − r²).
    static func biasSeries(_ study: CorrelationSummary) -> Double {
        let (r, n) = (study.correlation, study.total)
        guard isSlow(study) else { return hypergeometric2F1(0.5, 0.5, (n - 2) / 2, 1 - r * r) }
        let constant = exp(logGamma((n - 2) / 2) - logGamma((n - 3) / 2)) / Double.pi.squareRoot()
        let integral = Quadrature.integral(from: 0, to: .pi / 2) { angle in
            let (s, c) = (sin(angle), cos(angle))
            return pow(c, n - 4) / (c * c + r * r * s * s).squareRoot()
        }
        return 2 * constant * integral.value
    }

    /// ₂F₁(1, 1; n/2; 1 − r²).
    static func varianceSeries(_ study: CorrelationSummary) -> Double {
        let (r, n) = (study.correlation, study.total)
        guard isSlow(study) else { return hypergeometric2F1(1, 1, n / 2, 1 - r * r) }
        let integral = Quadrature.integral(from: 0, to: 1) { u in pow(u, n - 3) / (r * r + (1 - r * r) * u * u) }
        return (n - 2) * integral.value
    }

    private static func isSlow(_ study: CorrelationSummary) -> Bool {
        study.total > 4 && study.total < 30 && abs(study.correlation) < 0.5
    }
}
