/// A design with its basis: one piece that every model with the design shares, however often models are copied.
final class PreparedDesign: Sendable, Equatable {
    let matrix: DesignMatrix
    /// The design in coordinates that cost no digits.
    let basis: DesignBasis

    init(_ matrix: DesignMatrix) {
        self.matrix = matrix
        basis = DesignBasis(matrix)
    }

    /// The design without moderators for so many studies, which depends on their number alone.
    static func intercept(studies: Int) -> PreparedDesign {
        small.indices.contains(studies) ? small[studies] : PreparedDesign(.intercept(studies: studies))
    }

    /// Those for the numbers of studies that most models have.
    private static let small = (0...64).map { PreparedDesign(.intercept(studies: $0)) }

    static func == (a: PreparedDesign, b: PreparedDesign) -> Bool {
        a === b || a.matrix == b.matrix
    }
}
