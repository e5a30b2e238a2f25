import TrialNumerics

/// One variance for all inner levels and a pattern of correlations: G = τ² R(ρ).
struct EqualVariances: RandomStructure {
    let kind: RandomStructureKind
    let innerLevels: [String]
    let pattern: any CorrelationPattern

    var code: String { kind.rawValue }
    var name: String { kind.name }
    var parameters: [StructureParameter] { [.variance()] + pattern.parameters }

    func covariance(_ coordinates: [Double]) -> Matrix {
        pattern.matrix(Array(coordinates.dropFirst())).scaled(by: coordinates[0])
    }

    func derivatives(_ coordinates: [Double]) -> [Matrix] {
        let rho = Array(coordinates.dropFirst())
        return [pattern.matrix(rho)] + pattern.derivatives(rho).map { $0.scaled(by: coordinates[0]) }
    }

    func curvatures(_ coordinates: [Double]) -> [[Matrix]]? {
        let rho = Array(coordinates.dropFirst())
        let slopes = pattern.derivatives(rho)
        let zero = Matrix(rows: innerLevels.count, columns: innerLevels.count)
        return [[zero] + slopes]
            + zip(slopes, pattern.curvatures(rho)).map { slope, bends in
                [slope] + bends.map { $0.scaled(by: coordinates[0]) }
            }
    }

    func isAdmissible(_ coordinates: [Double]) -> Bool { pattern.isAdmissible(Array(coordinates.dropFirst())) }
}

/// A variance of its own for each inner level and a pattern of correlations: Gᵢⱼ = τᵢ τⱼ Rᵢⱼ(ρ), τ the coordinates.
struct UnequalVariances: RandomStructure {
    let kind: RandomStructureKind
    let innerLevels: [String]
    let pattern: any CorrelationPattern

    private var size: Int { innerLevels.count }
    var code: String { kind.rawValue }
    var name: String { kind.name }
    var parameters: [StructureParameter] { innerLevels.map { .variance($0, as: .root) } + pattern.parameters }

    private func split(_ coordinates: [Double]) -> (deviations: [Double], rho: [Double]) {
        (Array(coordinates[..<size]), Array(coordinates[size...]))
    }

    func covariance(_ coordinates: [Double]) -> Matrix {
        let (deviations, rho) = split(coordinates)
        return pattern.matrix(rho).scaled(byRowsAndColumns: deviations)
    }

    func derivatives(_ coordinates: [Double]) -> [Matrix] {
        let (deviations, rho) = split(coordinates)
        let correlations = pattern.matrix(rho)
        return (0..<size).map { slope(correlations, deviations, level: $0) }
            + pattern.derivatives(rho).map { $0.scaled(byRowsAndColumns: deviations) }
    }

    /// ∂(τᵢτⱼAᵢⱼ)/∂τ of one level: its row and column without its own deviation, its diagonal element twice.
    private func slope(_ a: Matrix, _ deviations: [Double], level: Int) -> Matrix {
        var result = Matrix(rows: size, columns: size)
        for j in 0..<size {
            result[level, j] += deviations[j] * a[level, j]
            result[j, level] += deviations[j] * a[j, level]
        }
        return result
    }

    func curvatures(_ coordinates: [Double]) -> [[Matrix]]? {
        let (deviations, rho) = split(coordinates)
        let correlations = pattern.matrix(rho)
        let slopes = pattern.derivatives(rho)
        let levels = (0..<size).map { i in
            (0..<size).map { j in
                var bend = Matrix(rows: size, columns: size)
                bend[i, j] += correlations[i, j]
                bend[j, i] += correlations[j, i]
                return bend
            } + slopes.map { slope($0, deviations, level: i) }
        }
        let patterns = zip(slopes, pattern.curvatures(rho)).map { own, bends in
            (0..<size).map { slope(own, deviations, level: $0) }
                + bends.map { $0.scaled(byRowsAndColumns: deviations) }
        }
        return levels + patterns
    }

    func isAdmissible(_ coordinates: [Double]) -> Bool { pattern.isAdmissible(split(coordinates).rho) }
}

/// A variance of its own for each inner level, a correlation of its own for each pair.
///
/// The edge of the positive semi-definite matrices runs inside the bounds of the correlations, so the search uses G = LL′.
struct UnstructuredCovariance: RandomStructure {
    private let base: UnequalVariances

    init(innerLevels: [String]) {
        base = UnequalVariances(
            kind: .unstructured, innerLevels: innerLevels, pattern: UnstructuredPattern(names: innerLevels))
    }

    var code: String { base.code }
    var name: String { base.name }
    var innerLevels: [String] { base.innerLevels }
    var parameters: [StructureParameter] { base.parameters }
    func covariance(_ coordinates: [Double]) -> Matrix { base.covariance(coordinates) }
    func derivatives(_ coordinates: [Double]) -> [Matrix] { base.derivatives(coordinates) }
    func curvatures(_ coordinates: [Double]) -> [[Matrix]]? { base.curvatures(coordinates) }
    func isAdmissible(_ coordinates: [Double]) -> Bool { base.isAdmissible(coordinates) }

    /// With two levels the bounds of the one correlation are the edge.
    var unrestricted: (any RandomStructure)? {
        innerLevels.count > 2 ? TriangularCovariance(innerLevels: innerLevels) : nil
    }

    func coordinates(of covariance: Matrix) -> [Double]? {
        let deviations = covariance.diagonal.map { max(0, $0).squareRoot() }
        var result = deviations
        for j in innerLevels.indices {
            for i in (j + 1)..<max(innerLevels.count, j + 1) {
                let scale = deviations[i] * deviations[j]
                result.append(scale > 0 ? min(1, max(-1, covariance[i, j] / scale)) : 0)
            }
        }
        return result
    }
}

/// G = LL′ with the elements of L, lower triangular, as coordinates column by column: every G, no bounds.
///
/// Pinheiro and Bates 1996, doi:10.1007/BF00140873.
struct TriangularCovariance: RandomStructure {
    let innerLevels: [String]

    let code = "triangular"
    let name = "triangular factor"
    private var size: Int { innerLevels.count }
    private var places: [(Int, Int)] { (0..<size).flatMap { j in (j..<size).map { ($0, j) } } }
    var parameters: [StructureParameter] { places.map { _ in .unbounded } }

    private func factor(_ coordinates: [Double]) -> Matrix {
        var l = Matrix(rows: size, columns: size)
        for (place, value) in zip(places, coordinates) { l[place.0, place.1] = value }
        return l
    }

    func covariance(_ coordinates: [Double]) -> Matrix {
        let l = factor(coordinates)
        return l * l.transposed
    }

    func derivatives(_ coordinates: [Double]) -> [Matrix] {
        let l = factor(coordinates)
        return places.map { place in
            var slope = Matrix(rows: size, columns: size)
            for j in 0..<size {
                slope[place.0, j] += l[j, place.1]
                slope[j, place.0] += l[j, place.1]
            }
            return slope
        }
    }

    func curvatures(_ coordinates: [Double]) -> [[Matrix]]? {
        places.map { a in
            places.map { b in
                var bend = Matrix(rows: size, columns: size)
                if a.1 == b.1 {
                    bend[a.0, b.0] += 1
                    bend[b.0, a.0] += 1
                }
                return bend
            }
        }
    }

    func coordinates(of covariance: Matrix) -> [Double]? {
        guard let l = Cholesky(covariance)?.factor else { return nil }
        return places.map { l[$0.0, $0.1] }
    }
}

/// A variance of its own for each inner level, no correlations: G = diag(τ²).
struct DiagonalVariances: RandomStructure {
    let innerLevels: [String]

    var code: String { RandomStructureKind.diagonal.rawValue }
    var name: String { RandomStructureKind.diagonal.name }
    var parameters: [StructureParameter] { innerLevels.map { .variance($0) } }
    func covariance(_ coordinates: [Double]) -> Matrix { Matrix(diagonal: coordinates) }
    func derivatives(_ coordinates: [Double]) -> [Matrix] {
        coordinates.indices.map { i in
            var matrix = Matrix(rows: coordinates.count, columns: coordinates.count)
            matrix[i, i] = 1
            return matrix
        }
    }
}

extension Matrix {
    /// Element (i, j) times the i-th and the j-th factor.
    fileprivate func scaled(byRowsAndColumns factors: [Double]) -> Matrix {
        var result = self
        for i in 0..<rows { for j in 0..<columns { result[i, j] *= factors[i] * factors[j] } }
        return result
    }
}
