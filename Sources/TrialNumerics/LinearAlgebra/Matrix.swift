/// A dense matrix of doubles, stored row by row.
public struct Matrix: Sendable, Equatable {
    /// Number of rows.
    public let rows: Int
    /// Number of columns.
    public let columns: Int
    /// The elements, row by row.
    public var elements: [Double]

    /// A matrix of zeros.
    public init(rows: Int, columns: Int) {
        self.init(rows: rows, columns: columns, elements: Array(repeating: 0, count: rows * columns))
    }

    /// A matrix of given elements, row by row.
    public init(rows: Int, columns: Int, elements: [Double]) {
        precondition(
            elements.count == rows * columns, "a matrix of \(rows) × \(columns) needs \(rows * columns) elements")
        self.rows = rows
        self.columns = columns
        self.elements = elements
    }

    /// A matrix from its rows, all of one length.
    public init(_ rows: [[Double]]) {
        self.init(rows: rows.count, columns: rows.first?.count ?? 0, elements: rows.flatMap { $0 })
    }

    /// A square matrix with `diagonal` on the diagonal and zeros elsewhere.
    public init(diagonal: [Double]) {
        self.init(rows: diagonal.count, columns: diagonal.count)
        for i in diagonal.indices { self[i, i] = diagonal[i] }
    }

    /// The element in a row and a column.
    public subscript(row: Int, column: Int) -> Double {
        get { elements[row * columns + column] }
        set { elements[row * columns + column] = newValue }
    }

    /// One row as an array.
    public func row(_ index: Int) -> [Double] { Array(elements[index * columns..<(index + 1) * columns]) }

    /// One column as an array.
    public func column(_ index: Int) -> [Double] { (0..<rows).map { self[$0, index] } }

    /// The diagonal.
    public var diagonal: [Double] { (0..<min(rows, columns)).map { self[$0, $0] } }

    /// Rows and columns exchanged.
    public var transposed: Matrix {
        var result = Matrix(rows: columns, columns: rows)
        for i in 0..<rows { for j in 0..<columns { result[j, i] = self[i, j] } }
        return result
    }

    /// The matrix product.
    public static func * (a: Matrix, b: Matrix) -> Matrix {
        precondition(a.columns == b.rows, "a product needs as many columns on the left as rows on the right")
        var result = Matrix(rows: a.rows, columns: b.columns)
        for i in 0..<a.rows {
            for m in 0..<a.columns {
                let x = a[i, m]
                if x == 0 { continue }
                for j in 0..<b.columns { result.elements[i * b.columns + j] += x * b.elements[m * b.columns + j] }
            }
        }
        return result
    }

    /// The product with a column vector.
    public static func * (a: Matrix, x: [Double]) -> [Double] {
        precondition(a.columns == x.count, "a product needs as many columns as the vector has elements")
        return (0..<a.rows).map { i in
            var sum = 0.0
            for j in 0..<a.columns { sum += a.elements[i * a.columns + j] * x[j] }
            return sum
        }
    }

    /// x′ A x.
    public func quadraticForm(_ x: [Double]) -> Double {
        var sum = 0.0
        for (i, value) in (self * x).enumerated() { sum += x[i] * value }
        return sum
    }
}

extension Matrix: Codable {
    /// Reads an array of rows, all of one length.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let rows = try container.decode([[Double]].self)
        guard rows.allSatisfy({ $0.count == rows.first?.count }) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "the rows of a matrix differ in length")
        }
        self.init(rows)
    }

    /// Writes an array of rows.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode((0..<rows).map(row))
    }
}
