/// A further column of studies.csv or arms.csv that a dataset declares in its descriptor.
///
/// The field in `datapackage.json` has a name that no column of the toolkit has, one of four types, a title and, for
/// quantities, a unit. A field without a title declares nothing, so that a mistyped column is not taken for a new one.
public struct DeclaredColumn: Sendable, Hashable, Codable {
    /// What the cells hold.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// Any text; each different one is a category.
        case string
        /// A decimal number.
        case number
        /// A whole number.
        case integer
        /// `true` or `false`.
        case boolean
    }

    /// The name in the header, also in plans.
    public var name: String
    /// What the cells hold.
    public var kind: Kind
    /// The name for people.
    public var title: String
    /// The unit of a quantity, such as `mg`.
    public var unit: String?

    /// Declares a column.
    public init(_ name: String, _ kind: Kind, title: String, unit: String? = nil) {
        self.name = name
        self.kind = kind
        self.title = title
        self.unit = unit
    }

    /// The title with the unit behind it, such as `Daily dose (mg)`.
    public var label: String { unit.map { "\(title) (\($0))" } ?? title }
}

/// A filled cell of a declared column.
public enum DeclaredValue: Sendable, Hashable, Codable {
    /// A text.
    case text(String)
    /// A number, whole or decimal.
    case number(Double)
    /// True or false.
    case truth(Bool)

    /// The cell in its canonical spelling.
    public var cell: String {
        switch self {
        case .text(let text): text
        case .number(let number): Decimals.text(number)
        case .truth(let truth): truth ? "true" : "false"
        }
    }
}
