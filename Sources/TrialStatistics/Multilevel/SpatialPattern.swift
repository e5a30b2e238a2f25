import Glibc
import TrialNumerics

/// How the correlation of two places falls with the distance d between them, over a range ρ > 0.
enum SpatialDecay: Sendable {
    /// e^(−d/ρ).
    case exponential
    /// e^(−d²/ρ²).
    case gaussian
    /// 1 − d/ρ up to ρ, 0 beyond.
    case linear
    /// 1/(1 + d²/ρ²).
    case rational
    /// 1 − 3d/2ρ + d³/2ρ³ up to ρ, 0 beyond.
    case spherical

    /// The correlation and its first two derivatives by x = d/ρ.
    private func shape(_ x: Double) -> (value: Double, first: Double, second: Double) {
        switch self {
        case .exponential:
            let e = exp(-x)
            return (e, -e, e)
        case .gaussian:
            let e = exp(-x * x)
            return (e, -2 * x * e, (4 * x * x - 2) * e)
        case .linear: return x < 1 ? (1 - x, -1, 0) : (0, 0, 0)
        case .rational:
            let t = 1 / (1 + x * x)
            return (t, -2 * x * t * t, (6 * x * x - 2) * t * t * t)
        case .spherical:
            return x < 1 ? (1 - 1.5 * x + 0.5 * x * x * x, -1.5 + 1.5 * x * x, 3 * x) : (0, 0, 0)
        }
    }

    /// The correlation at distance d and its first two derivatives by ρ.
    func correlation(_ distance: Double, range: Double) -> (value: Double, slope: Double, bend: Double) {
        if distance == 0 { return (1, 0, 0) }
        let x = distance / range
        // Beyond this nothing is left, and x² would overflow.
        guard x < 1e100 else { return (0, 0, 0) }
        let f = shape(x)
        return (f.value, -f.first * x / range, (f.second * x * x + 2 * f.first * x) / (range * range))
    }
}

/// How far apart two places are.
public enum SpatialDistance: String, Sendable, Codable, CaseIterable {
    /// The straight line.
    case euclidean
    /// The largest difference of a coordinate.
    case maximum
    /// The sum of the differences of the coordinates.
    case manhattan
    /// Kilometres over the globe between longitudes and latitudes in degrees.
    case greatCircle = "great-circle"

    func between(_ a: [Double], _ b: [Double]) -> Double {
        let differences = zip(a, b).map { abs($0 - $1) }
        switch self {
        case .euclidean: return differences.reduce(0) { $0 + $1 * $1 }.squareRoot()
        case .maximum: return differences.max() ?? 0
        case .manhattan: return differences.reduce(0, +)
        case .greatCircle:
            let radians = Double.pi / 180
            let (s, t) = (sin(0.5 * differences[1] * radians), sin(0.5 * differences[0] * radians))
            let h = s * s + cos(a[1] * radians) * cos(b[1] * radians) * t * t
            return 2 * 6371 * asin(min(1, h.squareRoot()))
        }
    }
}

/// Correlations that fall with the distance between places.
struct SpatialPattern: CorrelationPattern {
    let decay: SpatialDecay
    let distances: Matrix

    /// - Throws: `StatisticsError` where two places are one, or all are so far apart that no number holds it.
    init(_ places: [[Double]], _ decay: SpatialDecay, _ distance: SpatialDistance) throws(StatisticsError) {
        let n = places.count
        guard distance != .greatCircle || places.allSatisfy({ $0.count == 2 }) else {
            throw StatisticsError(
                .impossibleData, "distances over the globe need a longitude and a latitude", field: "inner")
        }
        var distances = Matrix(rows: n, columns: n)
        for i in 0..<n {
            for j in 0..<i {
                distances[i, j] = distance.between(places[i], places[j])
                distances[j, i] = distances[i, j]
            }
        }
        guard distances.elements.allSatisfy(\.isFinite) else {
            throw StatisticsError(.notFinite, "the places are too far apart; change the unit", field: "inner")
        }
        self.decay = decay
        self.distances = distances
    }

    private var positive: [Double] { distances.elements.filter { $0 > 0 }.sorted() }

    var parameters: [StructureParameter] {
        let found = positive
        let typical = found.isEmpty ? 1 : found[found.count / 2]
        return [
            .range(lower: 1e-3 * (found.first ?? 1), typical: typical, upper: 1e3 * (found.last ?? 1))
        ]
    }

    private func mapped(_ value: (Double) -> Double) -> Matrix {
        Matrix(rows: distances.rows, columns: distances.columns, elements: distances.elements.map(value))
    }

    func matrix(_ rho: [Double]) -> Matrix { mapped { decay.correlation($0, range: rho[0]).value } }
    func derivatives(_ rho: [Double]) -> [Matrix] { [mapped { decay.correlation($0, range: rho[0]).slope }] }
    func curvatures(_ rho: [Double]) -> [[Matrix]] { [[mapped { decay.correlation($0, range: rho[0]).bend }]] }
}
