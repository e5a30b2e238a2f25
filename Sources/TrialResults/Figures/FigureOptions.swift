import TrialStatistics

/// What a plan or a command says of one figure; what is nil stays as the figure has it.
public struct FigureOptions: Codable, Sendable, Equatable {
    /// The title in place of the analysis'.
    public var title: String?
    /// The width of the area with the axis, in pixels.
    public var width: Double?
    /// The height of the area between the axes, in pixels.
    public var height: Double?
    /// What the axis of effects shows, in natural values.
    public var limits: AxisLimits?
    /// Where a further dashed line stands on the axis of effects, as a natural value.
    public var reference: Double?
    /// The order of the rows.
    public var order: RowOrder?
    /// Further columns beside the names.
    public var columns: [FigureColumn]?
    /// The property whose values tell the points apart.
    public var group: String?
    /// The line of the small-study effect.
    public var line: SmallStudyLine?

    /// Nothing said.
    public init() {}

    /// The pixels that a width or a height may have.
    public static let pixels = 120.0...3000.0

    /// These options, and of others what these leave open.
    public func filled(from other: FigureOptions) -> FigureOptions {
        var all = self
        all.title = title ?? other.title
        all.width = width ?? other.width
        all.height = height ?? other.height
        all.limits = limits ?? other.limits
        all.reference = reference ?? other.reference
        all.order = order ?? other.order
        all.columns = columns ?? other.columns
        all.group = group ?? other.group
        all.line = line ?? other.line
        return all
    }

    /// The controls about which something is said.
    public var controls: Set<FigureControl> {
        let said: [(FigureControl, Bool)] = [
            (.title, title != nil), (.width, width != nil), (.height, height != nil), (.limits, limits != nil),
            (.reference, reference != nil), (.order, order != nil), (.columns, columns != nil),
            (.group, group != nil), (.line, line != nil),
        ]
        return Set(said.filter(\.1).map(\.0))
    }

    /// These options without what a figure does not take.
    public func keeping(_ kept: Set<FigureControl>) -> FigureOptions {
        var options = self
        if !kept.contains(.title) { options.title = nil }
        if !kept.contains(.width) { options.width = nil }
        if !kept.contains(.height) { options.height = nil }
        if !kept.contains(.limits) { options.limits = nil }
        if !kept.contains(.reference) { options.reference = nil }
        if !kept.contains(.order) { options.order = nil }
        if !kept.contains(.columns) { options.columns = nil }
        if !kept.contains(.group) { options.group = nil }
        if !kept.contains(.line) { options.line = nil }
        return options
    }

    /// Whether every named place on the axis of effects exists there: a logarithmic axis has none at 0 or below.
    public func fit(axisOf scale: EffectScale) -> Bool {
        scale != .log || (limits?.lower ?? 1) > 0 && (reference ?? 1) > 0
    }

    /// The first property named that no row has, with those that rows have; nil where there is none, or there are no rows.
    public func unknownProperty(among rows: [StudyResult]) -> UnknownProperty? {
        guard !rows.isEmpty else { return nil }
        let known = Set(rows.flatMap { Array($0.properties.keys) + ($0.quantities.map { Array($0.keys) } ?? []) })
        return properties.first { !known.contains($0) }.map { UnknownProperty(name: $0, known: known.sorted()) }
    }

    /// A property that no row has.
    public struct UnknownProperty: Sendable, Equatable {
        /// Its name.
        public let name: String
        /// The properties that rows have, by name.
        public let known: [String]
    }

    /// The properties of rows that are named.
    public var properties: [String] {
        [order?.property, group].compactMap(\.self) + (columns ?? []).compactMap(\.property)
    }
}

/// Two ends of an axis, in natural values.
public struct AxisLimits: Codable, Sendable, Equatable {
    /// The lower end.
    public let lower: Double
    /// The upper end.
    public let upper: Double

    /// Takes two ends; nil unless they are finite and in order.
    public init?(_ lower: Double, _ upper: Double) {
        guard lower.isFinite, upper.isFinite, lower < upper else { return nil }
        self.lower = lower
        self.upper = upper
    }
}

/// A line of a funnel plot that follows the small studies.
public enum SmallStudyLine: String, Codable, Sendable, Equatable, CaseIterable {
    /// Egger's regression of the effect on the standard error.
    case egger
    /// The limit line of Rücker et al. 2011, doi:10.1093/biostatistics/kxq046: the effect expected at each standard error
    /// with the spread between studies in it.
    case limit
}
