import Testing
import TrialNumerics
import TrialStatistics
import TrialTestSupport

/// What the reference cases of the follow-ups need: the methods by their codes and the model of a case.
enum FollowUpGolden {
    static let cases = Reference.cases("f02b_rma_post")
    private static let byFunction = Dictionary(grouping: cases, by: \.function)

    /// REML with the normal interval, metafor's defaults.
    static let random = PoolingModel(heterogeneity: RestrictedMaximumLikelihood(), interval: NormalInterval())

    /// All cases of an R function.
    static func cases(_ function: String) -> [GoldenCase] { byFunction[function] ?? [] }

    /// The choices of a case; methods that are not named are metafor's defaults.
    static func choices(_ golden: GoldenCase) -> PoolingModel {
        PoolingModel(
            heterogeneity: MethodRegistry.standard.estimator(golden.arguments["method"].text ?? "REML"),
            interval: GoldenModel.intervals[golden.arguments["test"].text ?? "z"] ?? NormalInterval())
    }

    /// The complete rows of the named columns.
    static func rows(_ golden: GoldenCase, _ names: [String]) -> [[Double]] {
        let columns = names.map { golden.column($0) }
        return (0..<(columns.first?.count ?? 0)).compactMap { i in
            let row = columns.compactMap { $0[i] }
            return row.count == names.count ? row : nil
        }
    }

    /// The model of a case with its moderators.
    static func model(_ golden: GoldenCase) throws -> LinearModel {
        if !golden.arguments["mods"].isNull { return try GoldenModel(golden).model }
        let data = rows(golden, ["yi", "vi"])
        return try LinearModel(estimates: data.map { $0[0] }, variances: data.map { $0[1] })
    }

    /// Near its top a likelihood is flat beyond the digits of a double.
    static let likelihoodRounding = 1e-12

    /// The choices at the τ² where a search of the reference ended that was not told to be accurate.
    ///
    /// It is the τ² near ours at which `quantity` is the reference's. That the reference stopped short, and not we, is
    /// shown by the restricted likelihood of `model`, which is no higher there.
    static func whereReferenceStopped(
        _ model: LinearModel, _ choices: PoolingModel, reference: Double, quantity: (PoolingModel) throws -> Double
    ) throws -> PoolingModel {
        var given = choices
        func difference(_ tau2: Double) -> Double {
            given.givenTau2 = tau2
            return ((try? quantity(given)) ?? .nan) - reference
        }
        let ours = try choices.fit(model)
        let tau2 = ours.heterogeneity.tau2
        let theirs = try #require(
            RootFinder.root(from: tau2 * 0.99, to: tau2 * 1.01, of: difference).found,
            "no τ² within 1 % of \(tau2) gives \(reference)")
        given.givenTau2 = theirs
        let likelihood = try #require(given.fit(model).restrictedLikelihood?.logLikelihood)
        let best = try #require(ours.restrictedLikelihood?.logLikelihood)
        #expect(
            likelihood <= best + likelihoodRounding, "the reference's τ² \(theirs) is more likely than ours, \(tau2)")
        return given
    }
}

extension GoldenCase {
    /// Expects a column of results to agree with the expected field, entry by entry.
    func expect(
        _ field: String, _ actual: [Double?], _ standard: Tolerance, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let reference = expected[field].list
        #expect(actual.count == reference.count, "\(id) \(field): count", sourceLocation: sourceLocation)
        let tolerance = tolerance(field, else: standard)
        for (i, (value, number)) in zip(actual, reference).enumerated() {
            guard let number = number.number else { continue }
            #expect(
                tolerance.accepts(value ?? .nan, number),
                "\(id) \(field)[\(i)]: \(value ?? .nan), expected \(number)", sourceLocation: sourceLocation)
        }
    }

    /// Expects one number to agree with the expected field.
    func expect(
        _ field: String, _ actual: Double?, _ standard: Tolerance, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        guard expected[field].list.first?.number != nil else { return }
        expect(field, [actual], standard, sourceLocation: sourceLocation)
    }
}

extension Tolerance {
    /// The reference's own tolerance for refits: two searches stand behind each number.
    static let followUp = Tolerance(relative: 1e-7)
    /// At the τ² found by matching one number of a reference that stopped short, the others follow to fewer digits.
    static let matched = Tolerance(relative: 1e-6, floor: 1e-9)
    /// τ² of a refit: at the boundary only its absolute size can be compared.
    static let refittedTau2 = Tolerance(relative: 1e-7, floor: 1e-9)
}
