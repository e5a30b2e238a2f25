import Glibc
import TrialNumerics

/// The gradient and the information of a beta-binomial likelihood at (θ, log-odds on control, log γ).
///
/// An arm is Σ ± log-rising products whose starts depend on its log-odds η: events from p (or the odds), others from
/// 1 − p (or 1), all from their sum.
struct BetaBinomialDerivatives {
    private var gradient = [0.0, 0.0, 0.0]
    private var information = Matrix(rows: 3, columns: 3)

    /// Both.
    var parts: (gradient: [Double], information: Matrix) { (gradient, information) }

    init(_ link: BetaBinomialLink, _ studies: [BinaryComparison], _ point: [Double]) {
        let gamma = exp(point[2])
        for study in studies {
            let treated = Arm(link, study.events1, study.total1, point[0] + point[1], gamma)
            let control = Arm(link, study.events2, study.total2, point[1], gamma)
            add(treated, gamma, effect: true)
            add(control, gamma, effect: false)
        }
    }

    private mutating func add(_ arm: Arm, _ gamma: Double, effect: Bool) {
        let own = effect ? [0, 1] : [1]
        for i in own {
            gradient[i] += arm.odds
            for j in own { information[i, j] -= arm.oddsOdds }
            information[i, 2] -= gamma * arm.oddsStep
            information[2, i] -= gamma * arm.oddsStep
        }
        gradient[2] += gamma * arm.step
        information[2, 2] -= gamma * arm.step + gamma * gamma * arm.stepStep
    }

    /// The derivatives of one arm by its log-odds and by γ.
    private struct Arm {
        var odds = 0.0
        var step = 0.0
        var oddsOdds = 0.0
        var oddsStep = 0.0
        var stepStep = 0.0

        init(_ link: BetaBinomialLink, _ events: Double, _ total: Double, _ logOdds: Double, _ gamma: Double) {
            switch link {
            case .commonCorrelation:
                let (p, q) = (inverseLogit(logOdds), inverseLogit(-logOdds))
                add(1, RisingProductSlopes(events, from: p, step: gamma), p * q, p * q * (q - p))
                add(1, RisingProductSlopes(total - events, from: q, step: gamma), -p * q, -p * q * (q - p))
                add(-1, RisingProductSlopes(total, from: 1, step: gamma), 0, 0)
            case .commonBeta:
                let odds = exp(logOdds)
                add(1, RisingProductSlopes(events, from: odds, step: gamma), odds, odds)
                add(1, RisingProductSlopes(total - events, from: 1, step: gamma), 0, 0)
                add(-1, RisingProductSlopes(total, from: 1 + odds, step: gamma), odds, odds)
            }
        }

        /// Adds a product whose start has the given first and second derivative by the log-odds.
        private mutating func add(_ sign: Double, _ slopes: RisingProductSlopes, _ first: Double, _ second: Double) {
            odds += sign * slopes.start * first
            step += sign * slopes.step
            oddsOdds += sign * (slopes.startStart * first * first + slopes.start * second)
            oddsStep += sign * slopes.startStep * first
            stepStep += sign * slopes.stepStep
        }
    }
}
