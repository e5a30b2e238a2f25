import TrialNumerics

extension MultilevelFitter {
    /// The profile-likelihood interval of each component; nil for a given one.
    ///
    /// All values whose (restricted) likelihood, the other components at their best, lies within ½ χ²₁ of the highest. A variance
    /// whose likelihood at 0 is high enough has the lower limit 0, a correlation that of its bound; a variance may have no upper
    /// limit. An unstructured term of three or more levels has no intervals: with one parameter held its matrices have an edge
    /// that the search does not follow. *Reference*: Hardy and Thompson 1996,
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
    private let model: MultilevelModel
    private let position: Int
    private let isRestricted: Bool
    private let slots: [ComponentSlot]
    private let top: MultilevelSolution
    private let floor: Double
    private let scale: Double

    init?(_ found: MultilevelFitter.Found, _ position: Int, _ fitter: MultilevelFitter) {
        let term = found.kernel.model.terms[found.kernel.places[position].term]
        guard found.kernel.slots[position].given == nil, term.structure.unrestricted == nil else { return nil }
        model = found.kernel.model
        slots = found.kernel.slots
        top = found.end.solution
        self.position = position
        isRestricted = fitter.isRestricted
        let height = isRestricted ? top.restricted : top.maximum
        floor = height - 0.5 * ChiSquaredDistribution(degreesOfFreedom: 1).upperQuantile(1 - fitter.level)
        let sampling = model.covariance.variances.reduce(0, +) / Double(model.rows)
        let parameter = slots[position].parameter
        scale = max(top.components[position], parameter.coordinate(0.1 * sampling))
    }

    /// The highest likelihood with the component held, less the floor; −∞ where there is none.
    private func excess(_ value: Double) -> Double {
        var held = slots
        held[position].given = value
        let search = ComponentSearch(MultilevelKernel(model, slots: held), isRestricted: isRestricted)
        var start = top.components
        start[position] = value
        let ends = [search.maximum(near: start), search.maximum()].compactMap { $0 }
        return ends.map { search.value($0.solution) }.max().map { $0 - floor } ?? -1e300
    }

    var limits: ConfidenceLimits {
        let parameter = slots[position].parameter
        let estimate = top.components[position]
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
