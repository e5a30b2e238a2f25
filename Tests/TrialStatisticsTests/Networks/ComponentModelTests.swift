import Testing
import TrialNumerics
import TrialStatistics
import TrialTestSupport

/// The additive component model.
struct ComponentModelTests {
    static let near = Tolerance(relative: 1e-8, floor: 1e-9)

    @Test("additive data have no interaction, and their components come back") func additive() throws {
        let effect = ["A": 0.5, "B": -0.3, "A+B": 0.2, "placebo": 0, "A+C": 1.5, "C": 1.0]
        let rows = [
            ("1", "A", "placebo"), ("2", "B", "placebo"), ("3", "A+B", "placebo"), ("4", "A+B", "A"), ("5", "A+C", "A"),
            ("6", "C", "B"), ("7", "A+C", "C"),
        ]
        let network = try NetworkData.pairs(
            rows.enumerated().map { k, row in
                (row.0, row.1, row.2, (effect[row.1] ?? 0) - (effect[row.2] ?? 0), 0.1 + 0.05 * Double(k))
            })
        let components = try TreatmentComponents(network.treatments, inactive: "placebo")
        #expect(components.components == ["A", "B", "C"])
        let fit = try ComponentModel().fit(network, components)
        for (name, found) in zip(components.components, fit.componentEffects(.common)) {
            #expect(Self.near.accepts(found?.estimate ?? .nan, effect[name] ?? .nan))
        }
        #expect(fit.heterogeneity.q < 1e-18)
        let free = fit.freeQ
        let test = fit.additivity(free: free.q, degreesOfFreedom: free.degreesOfFreedom)
        #expect(test.q < 1e-12 && test.degreesOfFreedom == 2)
        let interaction = try TreatmentComponents(network.treatments, inactive: "placebo", interactions: [("A", "B")])
        let extended = try ComponentModel().fit(network, interaction)
        #expect(abs(extended.componentEffects(.common)[3]?.estimate ?? .nan) < 1e-9)
    }

    @Test("one component a treatment is the network itself", arguments: 0..<3)
    func saturated(_ seed: UInt64) throws {
        let network = try NetworkData.network(treatments: 5, trials: 12, seed: seed)
        let fit = try ComponentModel().fit(network, TreatmentComponents(network.treatments))
        let plain = try NetworkModel().fit(network)
        #expect(Self.near.accepts(fit.heterogeneity.q, plain.q))
        #expect(Self.near.accepts(fit.tau2 ?? .nan, plain.tau2 ?? .nan))
        #expect(fit.unidentified.count == 5)
        for i in 1..<5 {
            let (a, b) = (fit.comparison(i, 0, .random), plain.comparison(i, 0, .random))
            #expect(Self.near.accepts(a?.estimate ?? .nan, b.estimate))
            #expect(Self.near.accepts(a?.standardError ?? .nan, b.standardError))
        }
    }

    @Test("parts that no trial connects are joined by what they share") func disconnected() throws {
        let network = try NetworkData.pairs([
            ("1", "A", "placebo", 0.5, 0.1), ("2", "A+B", "A+C", -1.3, 0.2), ("3", "B", "placebo", -0.3, 0.1),
        ])
        #expect(!network.isConnected)
        let fit = try ComponentModel().fit(network, TreatmentComponents(network.treatments, inactive: "placebo"))
        #expect(fit.unidentified.isEmpty)
        #expect(Self.near.accepts(fit.componentEffects(.common)[2]?.estimate ?? .nan, 1.0))
        let a = try #require(network.treatments.firstIndex(of: "A+C"))
        let b = try #require(network.treatments.firstIndex(of: "placebo"))
        #expect(Self.near.accepts(fit.comparison(a, b, .common)?.estimate ?? .nan, 1.5))
    }

    @Test("what cannot be known is named, the rest given") func unidentified() throws {
        let network = try NetworkData.pairs([("1", "A+B", "placebo", 0.5, 0.1), ("2", "C", "placebo", 1, 0.2)])
        let fit = try ComponentModel().fit(network, TreatmentComponents(network.treatments, inactive: "placebo"))
        #expect(fit.unidentified == ["A", "B"])
        #expect(fit.rank == 2)
        let i = try #require(network.treatments.firstIndex(of: "A+B"))
        #expect(Self.near.accepts(fit.combination(i, .common)?.estimate ?? .nan, 0.5))
        #expect(throws: StatisticsError.self) {
            try TreatmentComponents(network.treatments, interactions: [("A", "nothing")])
        }
    }
}
