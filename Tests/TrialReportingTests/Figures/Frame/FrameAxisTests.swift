import Foundation
import Testing
import TrialStatistics

@testable import TrialReporting

@Suite struct FrameAxisTests {
    private func axis(_ domain: ClosedRange<Double>, _ ticks: FrameAxis.Ticks) -> FrameAxis {
        FrameAxis(title: "", domain: domain, ticks: ticks, label: { "\($0)" })
    }

    @Test("ticks of ratios are at the logarithms of round values")
    func logarithmic() {
        let ticks = axis(log(0.4)...log(11), .logarithmic).ticks(length: 400) { _ in 20 }
        #expect(ticks.map(\.label) == ["0.5", "1.0", "2.0", "5.0", "10.0"])
        #expect(abs(ticks[2].value - log(2)) < 1e-12)
    }

    @Test("ticks of log-odds are at round proportions, apart from each other")
    func logit() {
        let ticks = axis(-4...3, .natural(.logit, reading: { EffectScale.logit.natural($0) })).ticks(length: 400) { _ in
            24
        }
        #expect(ticks.count >= 4)
        for tick in ticks {
            let natural = EffectScale.logit.natural(tick.value)
            #expect(abs(natural - (Double(tick.label) ?? .nan)) < 1e-9)
        }
        let places = ticks.map { (tick: PlotAxis.Tick) in 400 * axis(-4...3, .linear).share(tick.value) }
        #expect(zip(places, places.dropFirst()).allSatisfy { $1 - $0 >= 32 })
    }

    @Test("a narrow range of log-odds has ticks too")
    func narrow() {
        #expect(
            axis(-0.1...0.3, .natural(.logit, reading: { EffectScale.logit.natural($0) })).ticks(length: 400) { _ in 24
            }.count >= 2)
    }

    @Test("a downward axis turns, and single values get room")
    func domains() {
        var downwards = axis(0...2, .linear)
        downwards.isDownwards = true
        #expect(downwards.share(0) == 1 && downwards.share(2) == 0)
        #expect(FrameAxis.domain([3]).contains(3) && FrameAxis.domain([3]).lowerBound < 3)
        #expect(FrameAxis.domain([.nan, .infinity]) == 0...1)
        #expect(FrameAxis.fromZero([0]) == 0...1)
    }
}
