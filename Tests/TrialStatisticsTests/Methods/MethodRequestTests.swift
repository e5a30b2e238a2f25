import Foundation
import Testing
import TrialStatistics

/// Requests over profiles: which methods they mean, and what is said of those that cannot hold.
struct MethodRequestTests {
    private static func request(_ change: (inout MethodRequest) -> Void) -> MethodRequest {
        var request = MethodRequest()
        change(&request)
        return request
    }

    @Test("an empty request is the profile itself", arguments: MethodRegistry.standard.profiles.map(\.name))
    func empty(_ name: String) throws {
        let profile = try #require(MethodRegistry.standard.profile(name))
        let resolved = try MethodRequest().resolved(by: profile)
        #expect(resolved.record.profile == name)
        #expect(resolved.record.overrides.isEmpty && resolved.warnings.isEmpty)
        #expect(resolved.record.model == .random)
        #expect(resolved.record.estimator?.code == profile.choices.heterogeneity)
        #expect(resolved.record.tau2Interval?.code == profile.choices.heterogeneityInterval)
        #expect(resolved.record.interval?.code == profile.choices.interval)
        #expect(resolved.record.prediction?.code == profile.choices.prediction)
        #expect(resolved.record.iSquared == profile.iSquared)
    }

    @Test("what differs from the profile is an override, what repeats it is not")
    func overrides() throws {
        let request = Self.request {
            $0.heterogeneity = "DL"
            $0.interval = "hartung-knapp-guarded"
            $0.level = 0.9
        }
        let record = try request.resolved(by: MethodProfiles.trialPool1).record
        #expect(record.overrides == [.init(key: .heterogeneity, value: "DL"), .init(key: .level, value: "0.9")])
        #expect(record.estimator == NamedMethod(DerSimonianLaird()))
    }

    @Test("options of random effects beside a common effect are named")
    func ignored() throws {
        let request = Self.request {
            $0.model = .common
            $0.heterogeneity = "PM"
            $0.heterogeneityInterval = "QP"
            $0.prediction = "normal"
            $0.tau2 = 0.1
        }
        let resolved = try request.resolved(by: MethodProfiles.trialPool1)
        #expect(resolved.warnings.map(\.code) == Array(repeating: "ignored-option", count: 4))
        for (key, warning) in zip(["heterogeneity", "heterogeneityInterval", "prediction", "tau2"], resolved.warnings) {
            #expect(warning.message.hasPrefix("'\(key)'"))
        }
        #expect(resolved.record.overrides == [.init(key: .model, value: "common")])
        #expect(resolved.record.estimator == nil && resolved.record.prediction == nil)
        #expect(resolved.record.givenTau2 == nil && resolved.pooling.givenTau2 == nil)
    }

    @Test(
        "an unknown name is an error that names the field",
        arguments: ["profile", "heterogeneity", "heterogeneityInterval", "interval", "prediction"])
    func unknown(_ field: String) throws {
        let json = Data(#"{"\#(field)":"nothing"}"#.utf8)
        let request = try JSONDecoder().decode(MethodRequest.self, from: json)
        let error = #expect(throws: StatisticsError.self) { try request.resolved(by: MethodProfiles.trialPool1) }
        #expect(error?.field == field)
        #expect(error?.message.contains("'nothing' is not known; known: ") == true)
    }

    @Test("a level outside 0…1 is an error", arguments: [0, 1, -0.5, 95, .nan])
    func level(_ level: Double) {
        let request = Self.request { $0.level = level }
        #expect(throws: StatisticsError.self) { try request.resolved(by: MethodProfiles.trialPool1) }
    }

    @Test("a request's own profile holds in place of the caller's")
    func ownProfile() throws {
        let request = Self.request { $0.profile = "revman-5" }
        let resolved = try request.resolved(by: MethodProfiles.trialPool1)
        #expect(resolved.profile.name == "revman-5" && resolved.record.profile == "revman-5")
        #expect(resolved.record.estimator?.code == "DL" && resolved.record.tau2Interval == nil)
    }

    @Test("a prediction interval that is drawn takes the seed and records it")
    func seed() throws {
        let request = Self.request { $0.prediction = "bootstrap" }
        let resolved = try request.resolved(by: MethodProfiles.trialPool1, seed: 7)
        #expect(resolved.record.seed == 7)
        #expect((resolved.pooling.prediction as? ConfidenceDistributionPrediction)?.seed == 7)
        #expect(try MethodRequest().resolved(by: MethodProfiles.trialPool1, seed: 7).record.seed == nil)
    }

    @Test(
        "batch-1 predicts as its interval does, other profiles keep their own",
        arguments: [
            ("batch-1", "normal", "normal"), ("batch-1", "hartung-knapp", "t-k-1"), ("trialpool-1", "normal", "t-k-1"),
            ("metafor-5", "t", "normal"),
        ])
    func suitedPrediction(_ profile: String, _ interval: String, _ prediction: String) throws {
        let request = Self.request { $0.interval = interval }
        let resolved = try request.resolved(by: try #require(MethodRegistry.standard.profile(profile)))
        #expect(resolved.pooling.prediction?.code == prediction)
    }

    @Test("a given τ² is recorded in place of the estimator")
    func givenTau2() throws {
        let record = try Self.request { $0.tau2 = 0.04 }.resolved(by: MethodProfiles.trialPool1).record
        #expect(record.givenTau2 == 0.04 && record.estimator == nil)
        #expect(record.overrides == [.init(key: .tau2, value: "0.04")])
    }

    @Test("a record reads back as it was written")
    func roundTrip() throws {
        let request = Self.request {
            $0.profile = "iqwig-6"
            $0.zeroCells = ZeroCellRule(add: 0.1, to: .all)
            $0.varianceType = .unbiased
        }
        var record = try request.resolved(by: MethodProfiles.trialPool1).record
        record.zeroCells = ZeroCellUse(rule: ZeroCellRule(add: 0.1, to: .all), rows: 2, cells: 8)
        record.modelChange = .comparisonsOfOneTrial
        let read = try JSONDecoder().decode(MethodRecord.self, from: JSONEncoder().encode(record))
        #expect(read == record)
        #expect(try JSONDecoder().decode(MethodRequest.self, from: JSONEncoder().encode(request)) == request)
    }
}

/// Registries as values.
struct MethodRegistryTests {
    private struct Nought: HeterogeneityEstimator {
        let code: String
        let name = "always nought"
        func estimate(_ model: LinearModel) -> HeterogeneityEstimate {
            HeterogeneityEstimate(tau2: 0, standardError: nil)
        }
    }

    @Test("a method that is added can be named, in its registry only")
    func adding() throws {
        let registry = MethodRegistry.standard.adding(Nought(code: "NOUGHT"))
        var request = MethodRequest()
        request.heterogeneity = "NOUGHT"
        #expect(
            try request.resolved(by: MethodProfiles.trialPool1, methods: registry).record.estimator?.name
                == "always nought")
        #expect(throws: StatisticsError.self) { try request.resolved(by: MethodProfiles.trialPool1) }
        #expect(registry.estimators.count == MethodRegistry.standard.estimators.count + 1)
    }

    @Test("a method with a known code takes that place")
    func replacing() {
        let registry = MethodRegistry.standard.adding(Nought(code: "DL"))
        #expect(registry.estimators.map(\.code) == MethodRegistry.standard.estimators.map(\.code))
        #expect(registry.estimator("DL")?.name == "always nought")
    }

    @Test("intervals for τ² follow the estimator and keep their codes")
    func following() throws {
        let choice = try #require(MethodRegistry.standard.heterogeneityInterval("PL"))
        let interval = choice.interval(beside: MaximumLikelihood()) as? ProfileLikelihoodTau2Interval
        #expect(interval?.isRestricted == false)
        for choice in MethodRegistry.standard.heterogeneityIntervals {
            for estimator in MethodRegistry.standard.estimators {
                #expect(choice.interval(beside: estimator).code == choice.code)
            }
        }
    }
}
