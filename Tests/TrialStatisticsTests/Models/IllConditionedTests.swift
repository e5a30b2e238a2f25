import Testing
import TrialNumerics
import TrialStatistics
import TrialTestSupport

/// A regression on a year and its product with a latitude, where plain normal equations lose nine digits.
///
/// The expected numbers come from the same data in exact rational arithmetic.
struct IllConditionedTests {
    static let golden = Reference.cases("f02a_rma_fit").first { $0.id == "rma_bcg_DL_z_mods(ablat*year)" }
    /// Twelve digits: the condition number of the design costs the rest.
    static let tolerance = Tolerance(relative: 2e-12, floor: 0)

    @Test("coefficients, standard errors and Q keep twelve digits")
    func digits() throws {
        let setting = try GoldenModel(#require(Self.golden))
        let fit = try setting.pooling.fit(setting.model)
        let coefficients = [-32.59190291053659, 0.6304241079257316, 0.01661651587896586, -0.000333469440203201]
        let errors = [115.15111705715621, 2.5116132665259334, 0.058295779638954444, 0.0012718873352119677]
        for (coefficient, (estimate, error)) in zip(fit.coefficients, zip(coefficients, errors)) {
            #expect(Self.tolerance.accepts(coefficient.estimate, estimate))
            #expect(Self.tolerance.accepts(coefficient.standardError, error))
        }
        #expect(Self.tolerance.accepts(fit.heterogeneity.q, 25.169902804964373))
        #expect(Self.tolerance.accepts(fit.heterogeneity.tau2, 0.10760425582386791))
    }
}
