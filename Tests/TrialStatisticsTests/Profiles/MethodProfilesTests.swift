import Testing
import TrialStatistics

/// The shipped profiles.
struct MethodProfilesTests {
    @Test("each profile is found by its own name and says why", arguments: MethodProfiles.all.map(\.name))
    func named(_ name: String) throws {
        let profile = try #require(MethodProfiles.named(name))
        #expect(profile.name == name)
        #expect(profile.rationale.count > 80)
    }

    @Test("names are unique") func unique() {
        #expect(Set(MethodProfiles.all.map(\.name)).count == MethodProfiles.all.count)
    }

    @Test("an unknown name gives nothing") func unknown() { #expect(MethodProfiles.named("trialpool-0") == nil) }

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
