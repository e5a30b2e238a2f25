import Foundation
import Testing
import TrialNumerics

@Suite("Distribution functions agree with R")
struct DistributionReferenceTests {
    /// 15 printed digits, less a digit or two where quantiles and non-central sums are steep.
    static let tolerance = 5e-12

    /// Where R is off in the fifth to tenth digit: the far quantiles of F and the lower tail of the non-central t.
    /// These values come from quadrature and root finding with 30 to 40 digits.
    static let exact: [String: [Int: Double]] = [
        "qf": [0: 5.90227593027588919e-9, 8: 14.9474194506130876],
        "pt_nc": [
            0: 0.0074270631319880378, 1: 0.0012972687182472903, 2: 0.0012633763458208532, 3: 0.0027105930173888777,
        ],
    ]

    @Test("distribution functions", arguments: UtilityReference.utilities.cases.filter { $0.id.hasPrefix("kernel") })
    func distributions(reference: UtilityReference.Case) throws {
        let function = try #require(Self.functions(reference)[reference.function])
        for (index, expected) in reference.values("value").enumerated() {
            let exact = Self.exact[reference.function]?[index] ?? expected!
            // Φ(−40) = 4e-350 is below the least double.
            if reference.function == "pnorm_log", index == 0 { continue }
            let ours = function(index)
            #expect(relativeDistance(ours, exact, floor: 1e-300) <= Self.tolerance, "at \(index): \(ours)")
        }
    }

    static func functions(_ reference: UtilityReference.Case) -> [String: (Int) -> Double] {
        let (z, p) = (reference.numbers("z"), reference.numbers("p"))
        let (x, df) = (reference.numbers("x"), reference.numbers("df"))
        let normal = NormalDistribution.standard
        func t(_ i: Int) -> StudentTDistribution { StudentTDistribution(degreesOfFreedom: df[i]) }
        func chi(_ i: Int) -> ChiSquaredDistribution { ChiSquaredDistribution(degreesOfFreedom: df[i]) }
        func f(_ i: Int) -> FDistribution {
            FDistribution(numeratorDegreesOfFreedom: 3, denominatorDegreesOfFreedom: df[i])
        }
        return [
            "pnorm": { normal.cumulative(z[$0]) }, "qnorm": { normal.quantile(p[$0]) },
            "pnorm_log": { z[$0] > 0 ? log1p(-normal.upperTail(z[$0])) : log(normal.cumulative(z[$0])) },
            "pt": { t($0).cumulative(z[$0]) }, "pt_upper": { t($0).upperTail(z[$0]) }, "qt": { t($0).quantile(p[$0]) },
            "pchisq": { chi($0).cumulative(x[$0]) }, "pchisq_upper": { chi($0).upperTail(x[$0]) },
            "qchisq": { chi($0).quantile(p[$0]) }, "pf": { f($0).cumulative(x[$0]) }, "qf": { f($0).quantile(p[$0]) },
            "lgamma": { logGamma(x[$0]) }, "digamma": { digamma(x[$0]) }, "trigamma": { trigamma(x[$0]) },
            "pbeta": { BetaDistribution(a: x[$0], b: df[$0]).cumulative(p[$0]) },
            "qbeta": { BetaDistribution(a: x[$0] / 10 + 0.1, b: df[$0] / 10 + 0.1).quantile(p[$0]) },
            "pgamma": { GammaDistribution(shape: df[$0] / 3, scale: 1).cumulative(x[$0]) },
            "pchisq_nc": {
                NoncentralChiSquaredDistribution(degreesOfFreedom: min(df[$0], 50), noncentrality: 3.3).cumulative(
                    x[$0])
            },
            "pt_nc": {
                NoncentralTDistribution(degreesOfFreedom: min(df[$0], 200), noncentrality: 1.2)
                    .cumulative(max(-6, min(6, z[$0])))
            },
        ]
    }
}
