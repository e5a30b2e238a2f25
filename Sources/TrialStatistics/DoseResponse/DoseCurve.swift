import Glibc
import TrialNumerics

/// The shape of a dose–response curve: which functions of the dose enter a model.
public enum DoseCurve: Sendable, Equatable {
    /// A straight line through the reference.
    case linear
    /// A parabola.
    case quadratic
    /// A restricted cubic spline with these knots, three or more, ascending; linear beyond the outer ones. Harrell's basis, divided
    /// by the squared distance of the outer knots.
    case spline(knots: [Double])
    /// A fractional polynomial of one or two powers; 0 stands for the logarithm, a power twice for a product with the logarithm.
    /// Royston and Altman 1994.
    case fractionalPolynomial(powers: [Double])
    /// d/(d + half): rises to a plateau, half of it at `half`.
    case emax(half: Double)

    /// Names of the coefficients.
    public var names: [String] {
        switch self {
        case .linear: ["dose"]
        case .quadratic: ["dose", "dose^2"]
        case .spline(let knots): (1..<max(knots.count, 2)).map { "spline \($0)" }
        case .fractionalPolynomial(let powers): powers.map { $0 == 0 ? "log(dose)" : "dose^\($0)" }
        case .emax: ["Emax"]
        }
    }

    /// Throws where a knot, a power or the half dose is not possible.
    public func check() throws(StatisticsError) {
        switch self {
        case .linear, .quadratic: return
        case .spline(let knots):
            guard knots.count >= 3, knots.allSatisfy(\.isFinite), zip(knots, knots.dropFirst()).allSatisfy({ $0 < $1 })
            else {
                throw StatisticsError(
                    .impossibleData, "a restricted cubic spline needs three knots or more, ascending", field: "knots")
            }
        case .fractionalPolynomial(let powers):
            guard (1...2).contains(powers.count), powers.allSatisfy({ abs($0) <= 3 }) else {
                throw StatisticsError(
                    .impossibleData, "a fractional polynomial has one or two powers between −3 and 3", field: "powers")
            }
        case .emax(let half):
            guard half > 0, half.isFinite else {
                throw StatisticsError(
                    .impossibleData, "the dose of half the effect must be a positive number", field: "half")
            }
        }
    }

    /// The functions at a dose.
    ///
    /// - Throws: `StatisticsError` where a power or a logarithm does not exist there.
    public func row(_ dose: Double) throws(StatisticsError) -> [Double] {
        let row: [Double]
        switch self {
        case .linear: row = [dose]
        case .quadratic: row = [dose, dose * dose]
        case .spline(let knots): row = Self.spline(dose, knots)
        case .fractionalPolynomial(let powers):
            func power(_ p: Double) -> Double { p == 0 ? log(dose) : pow(dose, p) }
            let isDouble = powers.count == 2 && powers[0] == powers[1]
            row = isDouble ? [power(powers[0]), power(powers[0]) * log(dose)] : powers.map(power)
        case .emax(let half): row = [dose / (dose + half)]
        }
        guard row.allSatisfy(\.isFinite) else {
            throw StatisticsError(
                .impossibleData,
                "the curve does not exist at dose \(dose); add a constant to all doses, or take another curve",
                field: "dose")
        }
        return row
    }

    private static func spline(_ x: Double, _ knots: [Double]) -> [Double] {
        let k = knots.count
        func cube(_ u: Double) -> Double { u > 0 ? u * u * u : 0 }
        let (last, before) = (knots[k - 1], knots[k - 2])
        let scale = (last - knots[0]) * (last - knots[0])
        return [x]
            + (0..<(k - 2)).map { j in
                (cube(x - knots[j]) - cube(x - before) * (last - knots[j]) / (last - before)
                    + cube(x - last) * (before - knots[j]) / (last - before)) / scale
            }
    }

    /// Knots at the 10th, 50th and 90th percentile (3), or at those of Harrell's table for more; percentiles of type 7.
    public static func knots(of doses: [Double], count: Int = 3) -> [Double] {
        let shares: [Double] =
            switch count {
            case 4: [0.05, 0.35, 0.65, 0.95]
            case 5: [0.05, 0.275, 0.5, 0.725, 0.95]
            case 6: [0.05, 0.23, 0.41, 0.59, 0.77, 0.95]
            case 7: [0.025, 0.1833, 0.3417, 0.5, 0.6583, 0.8167, 0.975]
            default: [0.1, 0.5, 0.9]
            }
        let sorted = doses.sorted()
        guard let last = sorted.indices.last else { return [] }
        return shares.map { share in
            let place = share * Double(last)
            let low = Int(place)
            let high = min(low + 1, last)
            return sorted[low] + (place - Double(low)) * (sorted[high] - sorted[low])
        }
    }
}
