import Glibc
import Testing
import TrialNumerics
import TrialStatistics
import TrialTestSupport

/// What holds of every dose–response model, and what it refuses.
struct DoseResponseLawTests {
    static let near = Tolerance(relative: 1e-7, floor: 1e-9)

    static func studies(_ count: Int, seed: UInt64, slope: Double = 0.05) throws -> [DoseStudy] {
        var generator = SeededGenerator(seed: seed)
        return try (0..<count).map { k in
            let own = slope + 0.02 * generator.normal()
            let doses = [1.0, 2.5, 5, 8].map { $0 + 0.2 * Double(k % 3) }
            let levels =
                [DoseLevel(dose: 0, estimate: 0, standardError: 0, cases: 40, total: 400)]
                + doses.map { dose in
                    DoseLevel(
                        dose: dose, estimate: own * dose + 0.05 * generator.normal(), standardError: 0.22,
                        cases: 42, total: 400 + 10 * dose)
                }
            return try DoseStudy(
                name: "\(k)", levels: levels, design: .incidenceRate, covariance: .greenlandLongnecker)
        }
    }

    @Test(
        "one stage and two agree for a curve that every study carries",
        arguments: [CurveHeterogeneity.fixed, .maximumLikelihood, .restrictedMaximumLikelihood])
    func stages(_ method: CurveHeterogeneity) throws {
        let studies = try Self.studies(8, seed: 4)
        for curve in [DoseCurve.linear, .quadratic] {
            let two = try DoseResponseModel(curve: curve, heterogeneity: method).fit(studies)
            let one = try DoseResponseModel(curve: curve, heterogeneity: method, isOneStage: true).fit(studies)
            for (a, b) in zip(one.coefficients, two.coefficients) {
                #expect(Tolerance(relative: 1e-5, floor: 1e-7).accepts(a.estimate, b.estimate))
                #expect(Tolerance(relative: 1e-5, floor: 1e-7).accepts(a.standardError, b.standardError))
            }
        }
    }

    @Test("another unit of dose changes the unit of the slope only") func units() throws {
        let studies = try Self.studies(7, seed: 9)
        let scaled = try studies.map {
            try DoseStudy(
                name: $0.name, referenceDose: 1000 * $0.referenceDose, doses: $0.doses.map { 1000 * $0 },
                estimates: $0.estimates, covariance: $0.covariance)
        }
        for curve in [
            (DoseCurve.quadratic, DoseCurve.quadratic),
            (.spline(knots: [1, 3, 7]), .spline(knots: [1000, 3000, 7000])),
        ] {
            let (a, b) = (
                try DoseResponseModel(curve: curve.0).fit(studies), try DoseResponseModel(curve: curve.1).fit(scaled)
            )
            let (x, y) = (
                try a.predictions(at: [4], reference: 0)[0], try b.predictions(at: [4000], reference: 0)[0]
            )
            #expect(Tolerance(relative: 1e-5, floor: 1e-7).accepts(x.estimate, y.estimate))
            #expect(Tolerance(relative: 1e-5, floor: 1e-7).accepts(x.standardError, y.standardError))
        }
    }

    @Test("a curve against itself is 0, and references add up") func references() throws {
        let fit = try DoseResponseModel(curve: .quadratic).fit(Self.studies(6, seed: 2))
        let zero = try fit.predictions(at: [3], reference: 3)[0]
        #expect(zero.estimate == 0 && zero.standardError == 0)
        let (a, b) = (try fit.predictions(at: [5], reference: 0)[0], try fit.predictions(at: [2], reference: 0)[0])
        let c = try fit.predictions(at: [5], reference: 2)[0]
        #expect(Self.near.accepts(c.estimate, a.estimate - b.estimate))
    }

    @Test("moments of one coefficient are those of DerSimonian and Laird") func moments() throws {
        let studies = try Self.studies(9, seed: 11)
        let fit = try DoseResponseModel(heterogeneity: .moments).fit(studies)
        let pooled = try PoolingModel(heterogeneity: DerSimonianLaird(), interval: NormalInterval()).fit(
            LinearModel(
                estimates: fit.curves.map { $0.coefficients[0] }, variances: fit.curves.map { $0.covariance[0, 0] }))
        #expect(Self.near.accepts(fit.psi[0, 0], pooled.heterogeneity.tau2))
        #expect(Self.near.accepts(fit.coefficients[0].estimate, pooled.pooled.estimate))
    }

    @Test("no covariance between studies has a higher likelihood", arguments: 0..<4)
    func top(_ seed: UInt64) throws {
        let studies = try Self.studies(7, seed: seed)
        let fit = try DoseResponseModel(curve: .quadratic, heterogeneity: .maximumLikelihood).fit(studies)
        let fixed = try DoseResponseModel(curve: .quadratic, heterogeneity: .fixed).fit(studies)
        #expect(fit.convergence.converged)
        #expect((fit.logLikelihood ?? 0) >= (fixed.logLikelihood ?? 0) - 1e-9)
        let eigen = try #require(SymmetricEigen(fit.psi))
        #expect(eigen.values[0] > -1e-12)
    }

    @Test("exact counts keep their margins and effects", arguments: DoseStudyDesign.allCases)
    func counts(_ design: DoseStudyDesign) throws {
        let levels = [(0.0, 0.0, 0.0, 40.0, 300.0), (1, 0.2, 0.25, 45, 280), (2, 0.5, 0.24, 60, 290)].map {
            DoseLevel(dose: $0.0, estimate: $0.1, standardError: $0.2, cases: $0.3, total: $0.4)
        }
        let greenland = try PseudoCounts(
            name: "x", levels, design: design, covariance: .greenlandLongnecker, isExact: true)
        #expect(abs(greenland.cases.reduce(0, +) - 145) < 1e-9)
        func effect(_ counts: PseudoCounts, _ i: Int) -> Double {
            let rest = { (k: Int) in design == .caseControl ? counts.totals[k] - counts.cases[k] : counts.totals[k] }
            return log(counts.cases[i] * rest(0) / (counts.cases[0] * rest(i)))
        }
        for i in 1...2 { #expect(abs(effect(greenland, i) - levels[i].estimate) < 1e-9) }
        let hamling = try PseudoCounts(name: "x", levels, design: design, covariance: .hamling, isExact: true)
        for i in 1...2 { #expect(abs(effect(hamling, i) - levels[i].estimate) < 1e-9) }
    }

    @Test("what carries no slope, or too little for a curve, is refused with the reason") func refusals() throws {
        func code(_ body: () throws -> Void) -> StatisticsError.Code? {
            do { try body() } catch { return (error as? StatisticsError)?.code }
            return nil
        }
        let one = Matrix(diagonal: [0.1])
        #expect(
            code { _ = try DoseStudy(name: "x", referenceDose: 0, doses: [0], estimates: [1], covariance: one) }
                == .impossibleData)
        let study = try DoseStudy(name: "x", referenceDose: 0, doses: [5], estimates: [1], covariance: one)
        #expect(code { _ = try DoseResponseModel(curve: .quadratic).fit([study, study]) } == .redundantModerator)
        #expect(code { _ = try DoseResponseModel(curve: .spline(knots: [1, 1, 2])).fit([study]) } == .impossibleData)
        #expect(
            code { _ = try DoseResponseModel(curve: .fractionalPolynomial(powers: [0])).fit([study]) }
                == .impossibleData)
        let levels = [
            DoseLevel(dose: 0, estimate: 0, standardError: 0), DoseLevel(dose: 1, estimate: 0.1, standardError: 0.2),
            DoseLevel(dose: 2, estimate: 0.1, standardError: 0.2),
        ]
        #expect(
            code {
                _ = try DoseStudy(name: "x", levels: levels, design: .caseControl, covariance: .greenlandLongnecker)
            } == .missingField)
    }

    @Test("Emax and fractional polynomials follow their formulas") func shapes() throws {
        #expect(try DoseCurve.emax(half: 3).row(3) == [0.5])
        #expect(try DoseCurve.fractionalPolynomial(powers: [0, 2]).row(2) == [log(2), 4])
        #expect(try DoseCurve.fractionalPolynomial(powers: [2, 2]).row(2) == [4, 4 * log(2)])
        #expect(DoseCurve.knots(of: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) == [1, 5, 9])
    }
}
