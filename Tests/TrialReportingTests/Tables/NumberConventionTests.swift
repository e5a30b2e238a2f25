import Glibc
import Testing
import TrialResults
import TrialStatistics

@testable import TrialReporting

@Suite struct NumberConventionTests {
    private func effect(_ convention: NumberConvention, _ values: (Double, Double, Double)) -> String {
        let measure = MeasureReference(code: "OR", name: "odds ratio", scale: .identity, nullValue: 1)
        let limits = ConfidenceLimits(lower: values.1, upper: values.2)
        return MeasureDisplay(measure, convention: convention)
            .effect(NaturalEffect(values.0, limits, scale: .identity))
    }

    @Test("each convention writes an estimate with its limits as its journal does")
    func limits() {
        #expect(effect(.british, (0.59, 0.001, 1769)) == "0.59 (0.0010 to 1,769)")
        #expect(effect(.american, (0.59, 0.58, 1769)) == "0.59 (0.58-1769)")
        #expect(effect(.bmj, (0.59, 0.58, 17690)) == "0.59 (0.58 to 17\u{2009}690)")
        #expect(effect(.revman, (0.59, 0, 1769)) == "0.59 [0.00, 1769.00]")
        #expect(effect(.revman, (0.59, 0, .infinity)) == "0.59 [0.00, ∞]")
    }

    @Test("journals round the limits of a ratio to two decimals, unless the estimate itself would vanish")
    func smallLimits() {
        let measure = MeasureReference(code: "OR", name: "odds ratio", scale: .log, nullValue: 1)
        func written(_ convention: NumberConvention, _ estimate: Double, _ lower: Double, _ upper: Double) -> String {
            let limits = ConfidenceLimits(lower: log(lower), upper: log(upper))
            let effect = NaturalEffect(log(estimate), limits, scale: .log)
            return MeasureDisplay(measure, convention: convention).effect(effect)
        }
        #expect(written(.british, 0.59, 0.0002, 1769) == "0.59 (0.00020 to 1,769)")
        #expect(written(.american, 0.59, 0.0002, 1769) == "0.59 (0.00-1769)")
        #expect(written(.bmj, 0.59, 0.0002, 1769) == "0.59 (0.00 to 1769)")
        #expect(written(.revman, 0.59, 0.0002, 1769) == "0.59 [0.00, 1769.00]")
        #expect(written(.bmj, 0.004, 0.0002, 0.05) == "0.0040 (0.00020 to 0.05)")
    }

    @Test(
        "a small proportion keeps two significant digits, and so does what a large one lacks; only 0 reads as 0",
        arguments: [
            (12.0 / 310_000, "0.0039%"), (0.0, "0.0%"), (1.0, "100.0%"), (0.5, "50.0%"), (0.0096, "1.0%"),
            (0.0043, "0.43%"),
            (0.9997, "99.970%"), (0.951, "95.1%"), (-0.00012, "\u{2212}0.012%"), (1.058, "105.8%"),
        ] as [(Double, String)])
    func proportions(_ value: Double, _ written: String) {
        #expect(NumberFormat.british.percentage(ofProportion: value) == written)
    }

    @Test(
        "texts that are kept once for a reader's choices are those of each value",
        arguments: [0.0061, 0.0063, 0.4141, 0.99961, 0.99964])
    func keptOnce(_ value: Double) {
        let display = MeasureDisplay(ResultBuilder.logit)
        var table = ValueTable(.effect(display))
        for other in stride(from: 0.0001, to: 0.9999, by: 0.0001) { _ = table.position(of: other) }
        let position = table.position(of: value)
        #expect(table.values[position].text == display.value(value))
    }

    @Test("a hyphen never stands beside a minus sign, which is a true one")
    func minus() {
        #expect(effect(.american, (-0.41, -0.8, 0.2)) == "\u{2212}0.41 (\u{2212}0.80 to 0.20)")
        #expect(effect(.revman, (-0.41, -0.8, -0.2)) == "\u{2212}0.41 [\u{2212}0.80, \u{2212}0.20]")
    }

    @Test(
        "p-values",
        arguments: [
            (0.0342, "p = 0.034", "P = .03", "P=0.03", "P = 0.03"),
            (0.0042, "p = 0.004", "P = .004", "P=0.004", "P = 0.004"),
            (0.0001, "p < 0.001", "P < .001", "P<0.001", "P < 0.001"),
            (0.999, "p > 0.99", "P > .99", "P>0.99", "P > 0.99"),
        ])
    func pValues(_ value: Double, _ british: String, _ american: String, _ bmj: String, _ revman: String) {
        let written = NumberConvention.all.map { $0.format.pValue(value) }
        #expect(written == [british, american, bmj, revman])
    }

    @Test("words follow the spelling, in small and large letters, and only where they are known")
    func spelling() {
        let text = "Favours MSC; favours sham. Randomised trials, an analysis of colour"
        #expect(
            NumberConvention.american.spelled(text)
                == "Favors MSC; favors sham. Randomized trials, an analysis of color")
        for convention in [NumberConvention.british, .bmj, .revman] { #expect(convention.spelled(text) == text) }
        #expect(NumberConvention.american.spelled("analyses analysed") == "analyses analyzed")
    }

    @Test("codes differ")
    func codes() { #expect(Set(NumberConvention.all.map(\.code)).count == NumberConvention.all.count) }
}
