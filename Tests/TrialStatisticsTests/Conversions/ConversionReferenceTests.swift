import Foundation
import Testing
import TrialNumerics
import TrialStatistics

@Suite("Conversions agree with metafor 5.1 and metap 1.8")
struct ConversionReferenceTests {
    static let tolerance = 1e-12

    @Test(
        "estimates and variances from Wald intervals and tests",
        arguments: UtilityReference.utilities.cases(of: "conv.wald"))
    func wald(reference: UtilityReference.Case) throws {
        let isRatio = reference.id.hasSuffix("exp")
        let (out, low, high) = (reference.column("out"), reference.column("ci.lb"), reference.column("ci.ub"))
        for index in out.indices {
            guard let estimate = out[index] else {
                #expect(reference.values("yi")[index] == nil)
                continue
            }
            let derived = try WaldConversion(
                estimate: estimate, lower: low[index], upper: high[index], isRatio: isRatio
            ).derive()
            #expect(relativeDistance(derived.value, reference.values("yi")[index]!) <= Self.tolerance)
            #expect(relativeDistance(derived["sampling variance"]!, reference.values("vi")[index]!) <= Self.tolerance)
        }
    }

    @Test("tables from margins and an association", arguments: UtilityReference.utilities.cases(of: "conv.2x2"))
    func twoByTwo(reference: UtilityReference.Case) throws {
        let (ratios, phis, squares) = (reference.column("ori"), reference.column("ri"), reference.column("x2i"))
        for index in ratios.indices {
            let association: TwoByTwoConversion.Association =
                ratios[index].map { .oddsRatio($0) } ?? phis[index].map { .phi($0) }
                ?? squares[index].map { .chiSquared($0, corrected: true) } ?? .oddsRatio(1)
            if ratios[index] == nil, phis[index] == nil, squares[index] == nil { continue }
            let derived = try TwoByTwoConversion(
                association, total: reference.numbers("ni")[index], group: reference.numbers("n1i")[index],
                events: reference.numbers("n2i")[index]
            ).derive()
            for (name, field) in [("a", "ai"), ("b", "bi"), ("c", "ci"), ("d", "di")] {
                #expect(derived[name] == reference.values(field)[index])
            }
        }
    }

    @Test("the delta method", arguments: UtilityReference.utilities.cases(of: "conv.delta"))
    func delta(reference: UtilityReference.Case) throws {
        let numeric = DeltaMethod { exp($0) }
        for (index, pair) in zip(reference.numbers("yi"), reference.numbers("vi")).enumerated() {
            let effect = EffectEstimate(estimate: pair.0, variance: pair.1)
            let exact = DeltaMethod.exponential.transform(effect)
            #expect(relativeDistance(exact.estimate, reference.values("y2")[index]!) <= Self.tolerance)
            #expect(relativeDistance(exact.variance, reference.values("v2")[index]!) <= Self.tolerance)
            #expect(relativeDistance(numeric.transform(effect).variance, exact.variance) <= 1e-9)
        }
    }

    @Test("regression from a correlation matrix", arguments: UtilityReference.utilities.cases(of: "matreg"))
    func correlationRegression(reference: UtilityReference.Case) throws {
        let rows = try #require(reference.inputs["R"] as? [[Double]])
        let fit = try CorrelationRegression(
            correlations: Matrix(rows), outcome: 0, predictors: [1, 2], total: reference.numbers("n")[0])
        let columns: [(String, (CorrelationRegression.Coefficient) -> Double)] = [
            ("beta", { $0.estimate }), ("se", { $0.standardError }), ("tval", { $0.t }), ("pval", { $0.pValue }),
            ("ci.lb", { $0.interval.lower }), ("ci.ub", { $0.interval.upper }),
        ]
        for (name, value) in columns {
            for (ours, theirs) in zip(fit.coefficients.map(value), reference.values(name)) {
                #expect(relativeDistance(ours, theirs!, floor: 1e-14) <= 1e-11, "\(name)")
            }
        }
        for (name, ours) in [("R2", fit.R2), ("R2adj", fit.adjustedR2), ("F", fit.F), ("Fp", fit.pValue)] {
            #expect(relativeDistance(ours, reference.values(name)[0]!, floor: 1e-16) <= 1e-11, "\(name)")
        }
    }

    static let combinations: [String: PValueCombination] = [
        "sumlog": .sumOfLogs, "sumz": .sumOfZ, "minimump": .minimum, "meanp": .meanOfP, "logitp": .sumOfLogits,
        "maximump": .maximum, "sump": .sumOfP, "votep": .vote, "wilkinsonp": .minimum, "meanz": .meanOfZ,
    ]

    @Test("combined p-values", arguments: UtilityReference.utilities.cases.filter { $0.id.hasPrefix("metap") })
    func combinedPValues(reference: UtilityReference.Case) throws {
        let method = try #require(Self.combinations[reference.function])
        let weights = reference.numbers("w")
        let combined = try method.combine(reference.numbers("p"), weights: weights.isEmpty ? nil : weights)
        #expect(relativeDistance(combined.pValue, reference.values("p")[0]!, floor: 1e-14) <= 1e-10)
        for name in ["chisq", "z", "t", "pos"] {
            guard let theirs = reference.values(name).first else { continue }
            #expect(relativeDistance(combined.statistic, theirs!) <= 1e-10, "\(name)")
        }
        if let degrees = reference.values("df").first { #expect(combined.degreesOfFreedom == degrees) }
    }
}
