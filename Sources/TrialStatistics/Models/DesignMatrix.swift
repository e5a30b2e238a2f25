import TrialNumerics

/// The moderators of a model, one row a study, one column a coefficient.
public struct DesignMatrix: Sendable, Equatable {
    /// The k × p values.
    public let values: Matrix
    /// The name of each coefficient.
    public let names: [String]
    /// Whether the design is a single column of ones.
    public let isInterceptOnly: Bool

    /// The design of a model without moderators: one column of ones.
    public static func intercept(studies: Int) -> DesignMatrix {
        DesignMatrix(
            values: Matrix(rows: studies, columns: 1, elements: Array(repeating: 1, count: studies)),
            names: ["intercept"])
    }

    /// Creates a design from its values and the names of its columns.
    public init(values: Matrix, names: [String]) {
        precondition(values.columns == names.count, "each column of a design needs a name")
        self.values = values
        self.names = names
        isInterceptOnly = values.columns == 1 && values.elements.allSatisfy { $0 == 1 }
    }

    /// Whether the only coefficient is the pooled effect, also where a correlated model was turned into an independent
    /// one and its column is no longer of ones.
    public var isPooledEffectOnly: Bool { names == ["intercept"] }

    /// Zero-based positions of the columns that are constant and not zero.
    public var interceptColumns: [Int] {
        (0..<values.columns).filter { j in
            values.rows > 0 && values[0, j] != 0
                && (1..<max(values.rows, 1)).allSatisfy { values[$0, j] == values[0, j] }
        }
    }

    /// Whether a constant lies in the span of the columns, as with an intercept or with one column a level.
    public var containsIntercept: Bool { DesignBasis(self).containsConstant }
}
