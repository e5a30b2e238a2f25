import Testing
import TrialStatistics

/// The shipped profiles.
struct MethodProfilesTests {
    @Test("each profile is found by its own name and says why", arguments: MethodRegistry.standard.profiles.map(\.name))
    func named(_ name: String) throws {
        let profile = try #require(MethodRegistry.standard.profile(name))
        #expect(profile.name == name)
        #expect(profile.rationale.count > 80)
    }

    /// Frozen: a change here is a change of published results and needs a new name.
    static let frozen: [String: [String?]] = [
        "trialpool-1": ["REML", "QP", "hartung-knapp-guarded", "t-k-1", "3", "tau2"],
        "metafor-5": ["REML", "QP", "normal", "normal", "2", "tau2"],
        "revman-5": ["DL", nil, "normal", nil, nil, "Q"],
        "cochrane-2025": ["REML", "QP", "hartung-knapp", "t-k-1", "3", "tau2"],
        "iqwig-6": ["PM", "QP", "iqwig-6", "t-k-1", "5", "Q"],
        "batch-1": ["REML", "QP", "hartung-knapp-guarded", "t-k-1", "2", "tau2"],
    ]

    @Test("the choices are frozen", arguments: MethodRegistry.standard.profiles.map(\.name))
    func frozenChoices(_ name: String) throws {
        let choices = try #require(MethodRegistry.standard.profile(name)).choices
        let words = [
            choices.heterogeneity, choices.heterogeneityInterval, choices.interval, choices.prediction,
            choices.fewestStudiesForPrediction.map { "\($0)" }, choices.iSquared.rawValue,
        ]
        #expect(words == Self.frozen[name])
        #expect(choices.level == 0.95)
        #expect(choices.commonEffectInterval == "normal")
    }

    @Test("a profile shows its own I²")
    func ownISquared() throws {
        let model = try LinearModel(estimates: [-0.4, -0.1, 0.5, -0.3], variances: [0.02, 0.05, 0.04, 0.03])
        let fit = try MethodProfiles.iqwig6.randomEffects.fit(model)
        let fromQ = 100 * (fit.heterogeneity.q - 3) / fit.heterogeneity.q
        #expect(abs(MethodProfiles.iqwig6.iSquared(of: fit) - fromQ) < 1e-9)
        #expect(MethodProfiles.trialPool1.iSquared(of: fit) == fit.heterogeneity.iSquared)
    }

    @Test("names are unique") func unique() {
        #expect(Set(MethodRegistry.standard.profiles.map(\.name)).count == MethodRegistry.standard.profiles.count)
    }

    @Test("an unknown name gives nothing") func unknown() {
        #expect(MethodRegistry.standard.profile("trialpool-0") == nil)
    }

    @Test("trialpool-1 gives no prediction interval below three studies and guards it above")
    func guardReachesPrediction() throws {
        let pooling = MethodProfiles.trialPool1.randomEffects
        let two = try pooling.fit(LinearModel(estimates: [0.1, 0.9], variances: [0.02, 0.03]))
        #expect(two.prediction == nil)
        let estimates = [0.10, 0.11, 0.12]
        let variances = [0.02, 0.03, 0.02]
        var unguarded = pooling
        unguarded.interval = HartungKnapp()
        let model = try LinearModel(estimates: estimates, variances: variances)
        let wide = try #require(try pooling.fit(model).prediction)
        let narrow = try #require(try unguarded.fit(model).prediction)
        #expect(wide.upper - wide.lower > 2 * (narrow.upper - narrow.lower))
    }
}
