import Testing
import TrialStatistics

/// What is refused, and what is named and left out.
struct NetworkBadInputTests {
    @Test("a trial with one arm, and one that only meets itself, are named") func arms() throws {
        let arms = [
            NetworkArm(study: "one", treatment: "a", summary: .events(1, total: 10)),
            NetworkArm(study: "same", treatment: "a", summary: .events(1, total: 10)),
            NetworkArm(study: "same", treatment: "a", summary: .events(2, total: 12)),
            NetworkArm(study: "joined", treatment: "a", summary: .events(1, total: 10)),
            NetworkArm(study: "joined", treatment: "a", summary: .events(2, total: 20)),
            NetworkArm(study: "joined", treatment: "b", summary: .events(5, total: 30)),
            NetworkArm(study: "none", treatment: "a", summary: .events(0, total: 10)),
            NetworkArm(study: "none", treatment: "b", summary: .events(0, total: 10)),
        ]
        let pairs = try NetworkPairs(arms, measure: .or)
        #expect(pairs.exclusions.map(\.study) == ["one", "same", "none"])
        #expect(pairs.exclusions.map(\.code) == ["one-arm", "same-node", "no-information"])
        #expect(pairs.contrasts.map(\.study) == ["joined"])
    }

    @Test("a network in parts is refused with the names of the parts") func islands() throws {
        let network = try NetworkData.pairs([("1", "a", "b", 1, 0.2), ("2", "c", "d", 1, 0.2), ("3", "b", "e", 1, 0.3)])
        #expect(network.islands == [["a", "b", "e"], ["c", "d"]])
        #expect { try NetworkModel().fit(network) } throws: { error in
            let error = error as? StatisticsError
            return error?.code == .disconnected && error?.message.contains("{c, d}") == true
        }
        let part = try #require(network.restricted(to: ["a", "b", "e"]))
        #expect(try NetworkModel().fit(part).treatments == ["a", "b", "e"])
    }

    @Test("a multi-arm trial split wrongly is found") func contradictions() {
        func refused(_ rows: [(String, String, String, Double, Double)], _ code: StatisticsError.Code) {
            #expect { try NetworkData.pairs(rows) } throws: { ($0 as? StatisticsError)?.code == code }
        }
        // Differences that do not add up.
        refused([("m", "a", "b", 1, 0.2), ("m", "b", "c", 1, 0.2), ("m", "a", "c", 5, 0.2)], .contradiction)
        // Standard errors that no three arms can have.
        refused([("m", "a", "b", 1, 0.1), ("m", "b", "c", 1, 0.1), ("m", "a", "c", 2, 5)], .contradiction)
        // One pair left out.
        refused([("m", "a", "b", 1, 0.2), ("m", "b", "c", 1, 0.2)], .impossibleData)
        refused([("m", "a", "a", 1, 0.2)], .impossibleData)
        refused([("m", "a", "b", 1, 0)], .invalidVariance)
        refused([("m", "a", "b", .nan, 1)], .notFinite)
        refused([], .tooFewStudies)
    }

    @Test("200 treatments are answered") func many() throws {
        let fit = try NetworkModel().fit(NetworkData.network(treatments: 200, trials: 400, seed: 3))
        #expect(fit.treatments.count == 200)
        #expect(fit.comparison(0, 199, .random).standardError > 0)
    }

    @Test("a treatment without events has no conditional likelihood, and no Mantel–Haenszel odds ratio") func rare() {
        let arms = [("1", "a", 0.0), ("1", "b", 5), ("2", "b", 4), ("2", "c", 2)].map {
            NetworkArm(study: $0.0, treatment: $0.1, summary: .events($0.2, total: 40))
        }
        for method in RareEventNetworkMethod.allCases {
            #expect(throws: StatisticsError.self) { try RareEventNetworkModel(method).fit(arms) }
        }
    }
}
