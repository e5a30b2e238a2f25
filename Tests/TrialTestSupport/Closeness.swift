/// How far two numbers may be apart: relative to the expected one, with an absolute floor. Every use names its reason.
public struct Tolerance: Sendable {
    /// Largest accepted |actual − expected| / |expected|.
    public let relative: Double
    /// Differences below this are accepted whatever the size.
    public let floor: Double

    /// Creates a tolerance.
    public init(relative: Double, floor: Double = 1e-10) {
        self.relative = relative
        self.floor = floor
    }

    /// Formulas without a search: only rounding differs.
    public static let closedForm = Tolerance(relative: 1e-10)
    /// p-values: the tail amplifies the rounding of the statistic.
    public static let pValue = Tolerance(relative: 1e-8)
    /// Results of a search that the reference ran with tight control.
    public static let searched = Tolerance(relative: 1e-8, floor: 1e-9)

    /// Whether `actual` is close enough; NaN matches NaN only, infinities match themselves.
    public func accepts(_ actual: Double, _ expected: Double) -> Bool {
        if actual == expected { return true }
        if actual.isNaN || expected.isNaN { return actual.isNaN && expected.isNaN }
        return abs(actual - expected) <= max(floor, relative * abs(expected))
    }
}
