/// What the catalogue says about a measure.
public struct MeasureDescriptor: Sendable, Equatable {
    /// The field's short code.
    public let code: String
    /// The name in full, in lower case.
    public let name: String
    /// The scale of analysis.
    public let scale: EffectScale
    /// The sampling variances on offer; the first is the default. Empty when there is only one, without a name.
    public let varianceTypes: [VarianceType]

    /// Creates a description.
    public init(_ code: String, _ name: String, scale: EffectScale, varianceTypes: [VarianceType] = []) {
        self.code = code
        self.name = name
        self.scale = scale
        self.varianceTypes = varianceTypes
    }

    /// The variance asked for, or the default, or an error that lists what there is.
    ///
    /// `LS` names the default of measures that have no variance of that name.
    public func variance(_ wanted: VarianceType?) throws(StatisticsError) -> VarianceType {
        let fallback = varianceTypes.first ?? .largeSample
        guard let wanted, wanted != fallback else { return fallback }
        guard varianceTypes.contains(wanted) else {
            if wanted == .largeSample { return fallback }
            let offer = (varianceTypes.isEmpty ? [fallback] : varianceTypes).map(\.rawValue)
            throw StatisticsError(
                .unsupported,
                "\(code) has no variance \(wanted.rawValue); choose from \(offer.joined(separator: ", "))",
                field: "varianceType")
        }
        return wanted
    }
}

/// A measure that the catalogue can build from options and feed from a table.
public protocol CataloguedMeasure: EffectMeasure where Summary: TabularSummary {
    /// Code, name, scale and variances.
    static var descriptor: MeasureDescriptor { get }
    /// Creates the measure; a choice it does not offer is an error.
    init(options: EffectOptions) throws(StatisticsError)
}

extension CataloguedMeasure {
    /// The field's short code.
    public var code: String { Self.descriptor.code }
    /// The name in full, in lower case.
    public var name: String { Self.descriptor.name }
    /// The scale of analysis and the way back.
    public var scale: EffectScale { Self.descriptor.scale }
}
