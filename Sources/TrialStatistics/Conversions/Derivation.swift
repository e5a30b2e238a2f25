/// A number that was derived, not reported: what it is, from what, by which formula and on whose authority.
public struct Derivation: Sendable, Codable, Equatable {
    /// A name with its value.
    public struct Quantity: Sendable, Codable, Equatable {
        /// What the number is, such as `standard error`.
        public let name: String
        /// The number.
        public let value: Double

        /// Creates a quantity.
        public init(_ name: String, _ value: Double) {
            self.name = name
            self.value = value
        }
    }

    /// What was derived.
    public let values: [Quantity]
    /// The formula, named or written out.
    public let formula: String
    /// What went in.
    public let inputs: [Quantity]
    /// Where the formula comes from.
    public let reference: String
    /// What a reader should know before trusting the values; empty when there is nothing.
    public let warnings: [String]

    /// Creates a derivation.
    public init(
        _ values: [Quantity], formula: String, inputs: [Quantity], reference: String, warnings: [String] = []
    ) {
        self.values = values
        self.formula = formula
        self.inputs = inputs
        self.reference = reference
        self.warnings = warnings
    }

    /// The first, often the only, value.
    public var value: Double { values[0].value }

    /// The derived value of that name.
    public subscript(name: String) -> Double? { values.first { $0.name == name }?.value }
}

/// A rule that derives one quantity from others.
public protocol Conversion: Sendable {
    /// The derived values with their trail; impossible input is an error that names the field.
    func derive() throws(StatisticsError) -> Derivation
}

/// Checks that a conversion's inputs are what they must be.
enum ConversionInput {
    static func positive(_ value: Double, _ field: String) throws(StatisticsError) {
        guard value > 0, value.isFinite else {
            throw StatisticsError(.impossibleData, "must be a finite number above zero", field: field)
        }
    }

    static func nonNegative(_ value: Double, _ field: String) throws(StatisticsError) {
        guard value >= 0, value.isFinite else {
            throw StatisticsError(.impossibleData, "must be a finite number, not negative", field: field)
        }
    }

    static func finite(_ value: Double, _ field: String) throws(StatisticsError) {
        guard value.isFinite else { throw StatisticsError(.notFinite, "must be a finite number", field: field) }
    }

    static func atLeast(_ minimum: Double, _ value: Double, _ field: String) throws(StatisticsError) {
        guard value >= minimum, value.isFinite else {
            throw StatisticsError(.impossibleData, "must be at least \(minimum)", field: field)
        }
    }

    static func probability(_ value: Double, _ field: String) throws(StatisticsError) {
        guard value > 0, value < 1 else {
            throw StatisticsError(.impossibleData, "must lie between 0 and 1", field: field)
        }
    }

    static func ordered(_ lower: Double, _ upper: Double, _ field: String) throws(StatisticsError) {
        guard lower.isFinite, upper.isFinite, lower <= upper else {
            throw StatisticsError(.impossibleData, "must be finite and not above its upper partner", field: field)
        }
    }
}
