import TrialNumerics

/// The profile likelihood of one component: how high the likelihood can be with the component held.
public struct ComponentCurve: Sendable, Codable, Equatable {
    /// The name of the component.
    public let component: String
    /// The values at which it was held, ascending.
    public let values: [Double]
    /// The highest (restricted) log-likelihood at each, less that of the fit; nil where there is none.
    public let logLikelihood: [Double?]
    /// The value of the fit.
    public let estimate: Double
    /// Whether the likelihood falls by less than 0.1 over all values: the data say nothing about this component.
    public let isFlat: Bool
}

extension MultilevelFitter {
    /// The profile of one component of a model, at `values` or at evenly spaced ones around the estimate.
    ///
    /// - Parameters:
    ///   - model: The model.
    ///   - position: The component's zero-based position in the fit.
    ///   - values: Where it is held; nil for 21 values from the lower bound, or a twentieth, to four times the estimate, a
    ///     correlation over all its bounds.
    /// - Throws: `StatisticsError` as `fit` does, for a component that is given or does not exist and a value outside its bounds.
    public func componentCurve(
        _ model: MultilevelModel, component position: Int, values: [Double]? = nil
    ) throws(StatisticsError) -> ComponentCurve {
        let found = try search(model)
        let slots = found.kernel.slots
        guard slots.indices.contains(position), slots[position].given == nil else {
            throw StatisticsError(
                .impossibleData, "the component must be one of the \(slots.count) estimated ones, not \(position &+ 1)",
                field: "component")
        }
        let parameter = slots[position].parameter
        let top = found.end.solution
        let estimate = parameter.value(top.components[position])
        let held = values?.sorted() ?? Self.grid(parameter, estimate, model)
        if let outside = held.first(where: { !($0 >= parameter.lower && $0 <= parameter.upper) }) {
            throw StatisticsError(
                .impossibleData,
                "the component must lie between \(parameter.lower) and \(parameter.upper), not \(outside)",
                field: "values")
        }
        let profile = HeldComponent(found, position, isRestricted: isRestricted)
        let heights: [Double?] = held.map { value in
            profile.flatMap { held in held.height(parameter.coordinate(value)).map { $0 - held.height } }
        }
        let lowest = heights.compactMap { $0 }.min() ?? 0
        return ComponentCurve(
            component: slots[position].name, values: held, logLikelihood: heights, estimate: estimate,
            isFlat: lowest > -0.1)
    }

    private static func grid(
        _ parameter: StructureParameter, _ estimate: Double, _ model: MultilevelModel
    ) -> [Double] {
        let count = 21
        let sampling = model.covariance.variances.reduce(0, +) / Double(model.rows)
        let lower: Double
        let upper: Double
        switch parameter.kind {
        case .variance: (lower, upper) = (0, estimate > 0 ? 4 * estimate : sampling)
        case .correlation: (lower, upper) = (parameter.lower, parameter.upper)
        case .range: (lower, upper) = (max(parameter.lower, estimate / 20), min(parameter.upper, 4 * estimate))
        }
        return (0..<count).map { lower + (upper - lower) * Double($0) / Double(count - 1) }
    }
}
