import TrialNumerics

extension MultilevelFitter {
    /// The profile-likelihood interval of each component; nil for a given one.
    ///
    /// All values whose (restricted) likelihood, the other components at their best, lies within ½ χ²₁ of the highest. A variance
    /// whose likelihood at 0 is high enough has the lower limit 0, a correlation that of its bound; a variance may have no upper
    /// limit. *Reference*: Hardy and Thompson 1996,
    /// doi:10.1002/(SICI)1097-0258(19960330)15:6<619::AID-SIM188>3.0.CO;2-A.
    ///
    /// - Throws: `StatisticsError` as `fit` does.
    public func componentLimits(_ model: MultilevelModel) throws(StatisticsError) -> [ConfidenceLimits?] {
        let found = try search(model)
        var limits: [ConfidenceLimits?] = []
        for position in found.kernel.slots.indices {
            limits.append(ComponentProfile(found, position, self)?.limits)
        }
        return limits
    }

    /// Fits the model and gives each component its profile-likelihood interval.
    ///
    /// - Throws: `StatisticsError` as `fit` does.
    public func fitWithComponentLimits(_ model: MultilevelModel) throws(StatisticsError) -> MultilevelFit {
        try fit(model).replacing(componentLimits: componentLimits(model))
    }
}

extension MultilevelFit {
    /// The same fit with limits of its components.
    func replacing(componentLimits: [ConfidenceLimits?]) -> MultilevelFit {
        MultilevelFit(
            rows: rows, isRestricted: isRestricted, level: level, inference: inference, coefficients: coefficients,
            covariance: covariance, components: zip(components, componentLimits).map { $0.with(limits: $1) },
            heterogeneity: heterogeneity, moderatorTest: moderatorTest, prediction: prediction,
            maximumLikelihood: maximumLikelihood, restrictedLikelihood: restrictedLikelihood, weights: weights,
            convergence: convergence, warnings: warnings)
    }
}

/// The highest likelihood as a function of the coordinate of one component.
private struct ComponentProfile {
    private let held: HeldComponent
    private let floor: Double
    private let scale: Double

    init?(_ found: MultilevelFitter.Found, _ position: Int, _ fitter: MultilevelFitter) {
        guard let held = HeldComponent(found, position, isRestricted: fitter.isRestricted) else { return nil }
        self.held = held
        floor =
            held.height - 0.5 * ChiSquaredDistribution(degreesOfFreedom: 1).upperQuantile(1 - fitter.level)
        let model = found.kernel.model
        let sampling = model.covariance.variances.reduce(0, +) / Double(model.rows)
        estimate = held.top.components[position]
        scale = max(estimate, held.slot.parameter.coordinate(0.1 * sampling))
    }

    private let estimate: Double

    /// The highest likelihood with the component held, less the floor; far below zero where there is none.
    private func excess(_ value: Double) -> Double { held.height(value).map { $0 - floor } ?? -1e300 }

    var limits: ConfidenceLimits {
        let parameter = held.slot.parameter
        let lower = crossing(from: estimate, towards: parameter.lower)
        let upper: Double
        if parameter.upper.isFinite {
            upper = crossing(from: estimate, towards: parameter.upper)
        } else {
            upper =
                RootFinder.rootOfFalling(
                    from: estimate, step: scale, limit: 1e12 * scale, doublings: 40, of: excess
                ).value
        }
        return ConfidenceLimits(lower: lower, upper: upper).mapped(parameter.value)
    }

    /// Where the profile crosses the floor between the estimate and a bound; the bound where it does not.
    private func crossing(from estimate: Double, towards bound: Double) -> Double {
        guard estimate != bound, excess(bound) < 0 else { return bound }
        return RootFinder.root(from: min(bound, estimate), to: max(bound, estimate), of: excess).found ?? bound
    }
}
