import Foundation
import Testing
import TrialResults
import TrialStatistics

@testable import TrialReporting

/// What holds for the axis of effects of every measure that there is, whatever the size of its numbers.
@Suite struct TickLaws {
    static let measures = EffectMeasures.standard.all.map { MeasureReference($0) }

    /// Natural ranges of many sizes within the bounds of a measure.
    private static func ranges(_ measure: MeasureReference) -> [ClosedRange<Double>] {
        let parts: [ClosedRange<Double>] = [
            1e-7...8e-7, 1e-6...1e-4, 2e-5...3e-5, 1e-5...0.3, 0.001...0.004, 0.02...0.3, 0.2...0.9, 0.31...0.34,
            0.97...0.9999, 0.999...0.99999,
        ]
        let whole: [ClosedRange<Double>] = [1.5...80, 90...110, 2e3...9e4]
        let below: [ClosedRange<Double>] = [-0.8 ... -0.1, -3e-5...2e-5]
        let all = parts + whole + below
        return all.filter { range in
            [range.lowerBound, range.upperBound].allSatisfy { end in
                end > measure.lowerBound ?? -.infinity && end < measure.upperBound ?? .infinity
                    && measure.scale.analysed(end).isFinite
            }
        }
    }

    private static func check(_ ticks: [PlotAxis.Tick], _ name: String) {
        #expect(ticks.count >= 2, "\(name) has \(ticks.count) ticks")
        #expect(Set(ticks.map(\.label)).count == ticks.count, "\(name) repeats \(ticks.map(\.label))")
        #expect(ticks.count { !$0.label.contains { ("1"..."9").contains($0) } } <= 1, "\(name): \(ticks.map(\.label))")
    }

    @Test("figures of points have two ticks or more, all different", arguments: measures)
    func points(_ measure: MeasureReference) {
        var builder = ResultBuilder()
        builder.measure = measure
        let analysis = PlottedRecord(builder.analysis(), JournalStyle())
        for range in Self.ranges(measure) {
            let ends = [range.lowerBound, range.upperBound].map(measure.scale.analysed)
            let axis = EffectAxis.axis(analysis, domain: ends[0]...ends[1], of: "funnel")
            Self.check(axis.ticks(length: 448) { 6.5 * Double($0.count) }, "\(measure.code) \(range)")
        }
    }

    @Test(
        "an axis over dozens of decades has ticks too", arguments: ["PLO", "PLN", "OR", "IRR", "IRLN"], [20.0, 45, 80])
    func decades(_ code: String, _ reach: Double) throws {
        var builder = ResultBuilder()
        builder.measure = try #require(Self.measures.first { $0.code == code })
        let analysis = PlottedRecord(builder.analysis(), JournalStyle())
        let axis = EffectAxis.axis(analysis, domain: -reach...min(reach, code == "PLN" ? 0 : reach), of: "drapery")
        Self.check(axis.ticks(length: 448) { 6.5 * Double($0.count) }, "\(code) \(reach)")
    }

    @Test("forest plots have two ticks or more, all different, on an axis of what is drawn", arguments: measures)
    func forests(_ measure: MeasureReference) throws {
        let display = MeasureDisplay(measure)
        for range in Self.ranges(measure) {
            var content = ForestContent(figure: "Forest plot", title: "")
            var plot = ForestContent.effects(display)
            plot.null = nil
            content.plots = [plot]
            let (low, high) = (range.lowerBound, range.upperBound)
            content.rows = [low, (low + high) / 2, high].map { middle in
                let effect = NaturalEffect(estimate: middle, lower: low, upper: high)
                return ForestContent.Row(label: "", symbols: [.square(effect, share: 1, ink: .estimate)])
            }
            let axis = content.axis(0, pixels: 0...320)
            let ticks = axis.ticks(label: plot.label, width: { 6.5 * Double($0.count) })
            Self.check(ticks, "\(measure.code) \(range)")
            let drawn = abs(axis.position(high) - axis.position(low))
            #expect(drawn >= 0.45 * 320 || display.kind == .proportion && high - low > 0.2, "\(measure.code) \(range)")
        }
    }

    @Test("a natural number is called what it is, not what it was analysed as", arguments: measures)
    func names(_ measure: MeasureReference) {
        guard measure.scale != .identity else { return }
        let name = MeasureDisplay(measure).heading.lowercased()
        for word in ["log ", "logit", "arcsine", "square root", "transformed", "fisher", "probit", "tukey"] {
            #expect(!name.contains(word), "\(measure.code) is shown as \(name)")
        }
    }

    @Test("proportions are drawn whole only where they take more than half", arguments: [1e-5, 1e-3, 0.1, 0.3, 0.9])
    func wholes(_ size: Double) {
        var range = ForestAxisRange(.linear, null: nil)
        range.add(NaturalEffect(estimate: size / 2, lower: 0, upper: size))
        let domain = range.domain(within: 0...1)
        #expect(domain.lowerBound == 0)
        #expect(size > 0.5 ? domain.upperBound == 1 : domain.upperBound < 1.3 * size)
        var high = ForestAxisRange(.linear, null: nil)
        high.add(NaturalEffect(estimate: 1 - size / 2, lower: 1 - size, upper: 1))
        #expect(high.domain(within: 0...1).upperBound == 1)
    }
}

@Suite struct PerPeopleTests {
    private let logit = MeasureReference(LogitProportion.descriptor)

    @Test("12 of 310,000 keeps its digits, in percent and for so many people")
    func digits() {
        let share = 12.0 / 310_000
        #expect(MeasureDisplay(logit).value(share) == "0.0039%")
        let display = MeasureDisplay(logit, convention: .british, per: 100_000)
        #expect(display.value(share) == "3.87" && display.heading == "Proportion per 100,000")
        #expect(AxisLabel.text(2e-5, display) == "2" && AxisLabel.text(2e-5, MeasureDisplay(logit)) == "0.002%")
        #expect(display.value(6.1e-7) == "0.061")
        #expect(MeasureDisplay(logit).value(0.00000996) == "0.0010%")
    }

    @Test("measures that are no count of people take no such number")
    func others() {
        for measure in TickLaws.measures {
            let display = MeasureDisplay(measure, convention: .british, per: 1000)
            #expect((display.per == 1000) == measure.canBePer)
            #expect(display.heading.contains("per 1,000") == measure.canBePer, "\(measure.code)")
        }
        #expect(TickLaws.measures.count(where: \.canBePer) >= 8)
    }

    @Test("a figure's numbers, axis and heading are for the same number of people")
    func figure() throws {
        var record = ResultBuilder(measure: ResultBuilder.logit, rows: 4, groupLabels: ["MSC"]).analysis()
        record.question.per = 1000
        let texts = try #require(ForestPlot().scene(for: record, style: JournalStyle())).texts.map(\.content)
        #expect(texts.contains("Proportion per 1,000"))
        let pooled = try #require(record.pooled?.natural)
        #expect(texts.contains(record.display.effect(pooled)) && !record.display.effect(pooled).contains("%"))
        #expect(texts.contains("200") || texts.contains("400") || texts.contains("500"))
    }
}
