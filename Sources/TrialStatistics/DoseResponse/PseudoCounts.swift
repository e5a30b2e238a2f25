import Glibc
import TrialNumerics

/// Cases and totals by dose that reproduce adjusted relative risks, from which their covariances follow.
///
/// Greenland and Longnecker keep the number of cases and the totals, Hamling and colleagues the variances, the share of
/// participants at the reference dose and the ratio of cases. As the reference implementation has it, cumulative incidence takes
/// the odds equation and the iteration stops once its steps, squared and added, fall below 1e-5, the reference dose one step
/// behind; with `isExact` each design has its own equation, solved to the end.
public struct PseudoCounts: Sendable {
    /// Cases by dose, the reference first.
    public let cases: [Double]
    /// Totals by dose (participants or person-time), the reference first.
    public let totals: [Double]
    private let design: DoseStudyDesign

    /// Solves for the counts of one study.
    ///
    /// - Parameters:
    ///   - name: The study, for messages.
    ///   - levels: The doses, the reference first.
    ///   - design: What the counts are of.
    ///   - covariance: Which counts are sought.
    ///   - isExact: Whether they are solved to the end.
    /// - Throws: `StatisticsError` naming the study where counts are missing or no counts fit the effects.
    public init(
        name: String, _ levels: [DoseLevel], design: DoseStudyDesign, covariance: DoseCovariance, isExact: Bool = false
    ) throws(StatisticsError) {
        let counts = levels.compactMap { level -> (cases: Double, total: Double)? in
            guard let cases = level.cases, let total = level.total, cases > 0, total > 0, cases.isFinite,
                total.isFinite, design == .incidenceRate || cases < total
            else { return nil }
            return (cases, total)
        }
        guard counts.count == levels.count else {
            throw StatisticsError(
                .missingField,
                "the study '\(name)' needs cases and totals above 0 at every dose for the covariance '\(covariance.rawValue)'",
                field: "cases")
        }
        let data = Data(
            effects: levels.map(\.estimate), variances: levels.map { $0.standardError * $0.standardError },
            cases: counts.map(\.cases), totals: counts.map(\.total))
        self.design = design
        let found =
            covariance == .hamling ? data.hamling(design, isExact: isExact) : data.greenland(design, isExact: isExact)
        guard let found, (found.cases + found.totals).allSatisfy({ $0 > 0 && $0.isFinite }) else {
            throw StatisticsError(
                .notConverged,
                "no counts fit the effects of the study '\(name)'; check its cases and totals, or take the covariance 'indep'",
                field: "cases")
        }
        cases = found.cases
        totals = found.totals
    }

    /// The covariance of the effects whose variances are given.
    func covariance(_ variances: [Double]) -> Matrix {
        let own = cases.indices.map { i -> Double in
            switch design {
            case .caseControl: 1 / cases[i] + 1 / (totals[i] - cases[i])
            case .incidenceRate: 1 / cases[i]
            case .cumulativeIncidence: 1 / cases[i] - 1 / totals[i]
            }
        }
        var matrix = Matrix(diagonal: variances)
        for i in variances.indices {
            for j in variances.indices where i != j {
                let correlation = own[0] / ((own[0] + own[i + 1]) * (own[0] + own[j + 1])).squareRoot()
                matrix[i, j] = correlation * (variances[i] * variances[j]).squareRoot()
            }
        }
        return matrix
    }

    /// What was reported, the reference first.
    private struct Data {
        let effects: [Double]
        let variances: [Double]
        let cases: [Double]
        let totals: [Double]

        func greenland(_ design: DoseStudyDesign, isExact: Bool) -> (cases: [Double], totals: [Double])? {
            let usesOdds = design == .caseControl || (design == .cumulativeIncidence && !isExact)
            let all = cases.reduce(0, +)
            var current = Array(cases.dropFirst())
            var reference = all - current.reduce(0, +)
            var earlier = reference
            let m = current.count
            for _ in 0..<200 {
                func slope(_ a: Double, _ n: Double) -> Double { usesOdds ? 1 / a + 1 / (n - a) : 1 / a }
                var matrix = Matrix(rows: m, columns: m)
                var gaps: [Double] = []
                let base = slope(isExact ? reference : earlier, totals[0])
                for i in 0..<m {
                    for j in 0..<m { matrix[i, j] = base + (i == j ? slope(current[i], totals[i + 1]) : 0) }
                    let (a, n) = (current[i], totals[i + 1])
                    let rest = usesOdds ? log((n - a) / (totals[0] - reference)) : log(n / totals[0])
                    gaps.append(effects[i + 1] - effects[0] + log(reference / a) + rest)
                }
                guard gaps.allSatisfy(\.isFinite), let cholesky = Cholesky(matrix) else { return nil }
                let step = cholesky.solve(gaps)
                var scale = 1.0
                while scale > 1e-6, !isPossible(current, step, scale, all, usesOdds) { scale /= 2 }
                let next = zip(current, step).map { $0 + scale * $1 }
                let distance = step.reduce(0) { $0 + scale * scale * $1 * $1 }
                if !isExact, distance < 1e-5 { return ([reference] + next, totals) }
                earlier = reference
                current = next
                reference = all - current.reduce(0, +)
                if distance < 1e-24 * all * all { return ([reference] + current, totals) }
            }
            return nil
        }

        private func isPossible(_ a: [Double], _ step: [Double], _ scale: Double, _ all: Double, _ usesOdds: Bool)
            -> Bool
        {
            var sum = 0.0
            for i in a.indices {
                let x = a[i] + scale * step[i]
                guard x > 0, !usesOdds || x < totals[i + 1] else { return false }
                sum += x
            }
            return sum < all && (!usesOdds || all - sum < totals[0])
        }

        /// Counts by formula from those of the reference dose; a Newton iteration finds these.
        func hamling(_ design: DoseStudyDesign, isExact: Bool) -> (cases: [Double], totals: [Double])? {
            let equation = HamlingEquation(
                effects: effects.dropFirst().map { $0 - effects[0] }, variances: Array(variances.dropFirst()),
                form: HamlingEquation.form(design, isExact: isExact))
            let others =
                design == .caseControl ? zip(cases, totals).map { $1 - $0 } : totals
            let wanted = (
                share: others[0] / others.reduce(0, +), ratio: others.reduce(0, +) / cases.reduce(0, +)
            )
            for start in [1, 0.7, 1.5, 0.5, 2, 0.3, 3, 0.15, 6] {
                if let found = equation.solved(from: cases[0] * start, others[0] * start, wanted) {
                    let totals =
                        design == .caseControl ? zip(found.cases, found.others).map { $0 + $1 } : found.others
                    return (found.cases, totals)
                }
            }
            return nil
        }
    }
}

/// The formulas of Hamling and colleagues for one kind of study.
struct HamlingEquation {
    enum Form { case odds, risk, rate }

    let effects: [Double]
    let variances: [Double]
    let form: Form

    /// The reference implementation takes the formula of risks for rates and that of rates for risks.
    static func form(_ design: DoseStudyDesign, isExact: Bool) -> Form {
        switch design {
        case .caseControl: .odds
        case .incidenceRate: isExact ? .rate : .risk
        case .cumulativeIncidence: isExact ? .risk : .rate
        }
    }

    func counts(_ a: Double, _ b: Double) -> (cases: [Double], others: [Double]) {
        var (cases, others) = ([a], [b])
        for (effect, variance) in zip(effects, variances) {
            let ratio = a / b * exp(effect)
            switch form {
            case .odds:
                let rest = variance - 1 / a - 1 / b
                cases.append((1 + ratio) / rest)
                others.append((1 + 1 / ratio) / rest)
            case .risk:
                let rest = variance - 1 / a + 1 / b
                cases.append((1 - ratio) / rest)
                others.append((1 / ratio - 1) / rest)
            case .rate:
                cases.append(1 / (variance - 1 / a))
                others.append(1 / (variance - 1 / a) / ratio)
            }
        }
        return (cases, others)
    }

    private func gaps(_ x: [Double], _ wanted: (share: Double, ratio: Double)) -> [Double]? {
        let (cases, others) = counts(exp(x[0]), exp(x[1]))
        guard (cases + others).allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
        let sum = others.reduce(0, +)
        return [log(others[0] / sum / wanted.share), log(sum / cases.reduce(0, +) / wanted.ratio)]
    }

    /// Newton on the logarithms of the reference's counts, derivatives by central differences, steps halved.
    func solved(from a: Double, _ b: Double, _ wanted: (share: Double, ratio: Double))
        -> (cases: [Double], others: [Double])?
    {
        var x = [log(a), log(b)]
        guard var gap = gaps(x, wanted) else { return nil }
        for _ in 0..<200 {
            if max(abs(gap[0]), abs(gap[1])) < 1e-13 { break }
            let h = 1e-6
            var columns: [[Double]] = []
            for k in 0..<2 {
                var (up, down) = (x, x)
                up[k] += h
                down[k] -= h
                guard let more = gaps(up, wanted), let less = gaps(down, wanted) else { return nil }
                columns.append([(more[0] - less[0]) / (2 * h), (more[1] - less[1]) / (2 * h)])
            }
            let determinant = columns[0][0] * columns[1][1] - columns[1][0] * columns[0][1]
            guard abs(determinant) > 1e-300 else { return nil }
            let step = [
                -(gap[0] * columns[1][1] - columns[1][0] * gap[1]) / determinant,
                -(columns[0][0] * gap[1] - gap[0] * columns[0][1]) / determinant,
            ]
            var scale = 1.0
            var next: [Double]?
            while scale > 1e-10 {
                next = gaps([x[0] + scale * step[0], x[1] + scale * step[1]], wanted)
                if let next, hypot(next[0], next[1]) < hypot(gap[0], gap[1]) { break }
                next = nil
                scale /= 2
            }
            guard let next else { break }
            x = [x[0] + scale * step[0], x[1] + scale * step[1]]
            gap = next
        }
        return max(abs(gap[0]), abs(gap[1])) < 1e-8 ? counts(exp(x[0]), exp(x[1])) : nil
    }
}
