import TrialEvidence

/// What a property is in a dataset, and how a row's value is read.
struct PropertyDefinition: Sendable {
    /// How a value is read; nil where the dataset does not give it.
    enum Reading: Sendable {
        /// A category.
        case category(@Sendable (PropertySource) -> String?)
        /// A quantity.
        case quantity(@Sendable (PropertySource) -> Double?)
    }

    /// Its name.
    let property: StudyProperty
    /// What people call it, with its unit.
    let label: PropertyLabel
    /// Whether the dataset declares it.
    var isDeclared = false
    /// Whether rows say that it is not stated.
    var saysNotStated = true
    /// How a value is read.
    let reading: Reading

    /// Whether it is a quantity.
    var isQuantity: Bool { label.isQuantity }
}

/// Where the value of a property is read.
struct PropertySource {
    let study: Study
    let row: SelectedRow
    let dataset: IndexedDataset
}

/// What people call a property.
public struct PropertyLabel: Sendable, Equatable, Codable {
    /// The name, with its unit; the property's own name where it has no other.
    public var name: String
    /// The unit of a quantity.
    public var unit: String?
    /// Whether it is a quantity.
    public var isQuantity: Bool

    /// Labels a property.
    public init(_ name: String, unit: String? = nil, isQuantity: Bool) {
        self.name = name
        self.unit = unit
        self.isQuantity = isQuantity
    }
}

/// The least and the largest value of a quantity over the arms of a row that differ in it.
public struct QuantitySpan: Sendable, Equatable, Codable {
    /// The least value.
    public var low: Double
    /// The largest value.
    public var high: Double
    /// Whether every arm has a value.
    public var isComplete: Bool
}
