import Testing
import TrialNumerics

/// Distributions at parameters and points that no trial has, but that hostile or mistaken data bring.
struct ExtremeParameterTests {
    private static let shapes: [Double] = [
        0x1p-1074, 1e-300, 1e-100, 1e-20, 1e-5, 0.3, 1, 1.5, 2, 64, 1e3, 1e5, 1e8, 1e9, 1e10, 1e12, 1e13, 1e15, 1e20,
        1e50,
        1e100, 1e300, 0, -1, .nan, .infinity,
    ]
    private static let points: [Double] = [
        0, 0x1p-1074, 1e-300, 1e-20, 1e-5, 0.3, 0.5, 0.9, 1, 1.5, 2, 64, 1e3, 1e5, 1e9, 1e10, 1e12, 1e15, 1e20, 1e50,
        1e100,
        1e300, .infinity, .nan,
    ]
    private static let probabilities: [Double] = [
        0, 0x1p-1074, 1e-300, 1e-100, 1e-20, 1e-10, 1e-5, 0.025, 0.3, 0.5, 0.7, 0.975, 1 - 1e-10, 1 - 0x1p-53, 1,
    ]

    /// Every distribution whose first parameter is one of the shapes.
    private static func distributions(_ shape: Double, others: [Double] = shapes) -> [any ContinuousDistribution] {
        let ofOne: [any ContinuousDistribution] = [
            NormalDistribution(mean: shape, standardDeviation: 1),
            NormalDistribution(mean: 0, standardDeviation: shape),
            StudentTDistribution(degreesOfFreedom: shape), ChiSquaredDistribution(degreesOfFreedom: shape),
            GammaDistribution(shape: shape, scale: 1), GammaDistribution(shape: 2, scale: shape),
        ]
        return others.reduce(into: ofOne) { all, other in
            all.append(BetaDistribution(a: shape, b: other))
            all.append(
                FDistribution(numeratorDegreesOfFreedom: shape, denominatorDegreesOfFreedom: other))
        }
    }

    @Test(
        "at any parameter a probability lies in 0…1 and a quantile in the support, or they are NaN; none takes long",
        .timeLimit(.minutes(1)), arguments: shapes)
    func inRange(_ shape: Double) {
        for distribution in Self.distributions(shape) {
            for x in Self.points.flatMap({ [$0, -$0] }) {
                let (below, above) = (distribution.cumulative(x), distribution.upperTail(x))
                #expect([below, above].allSatisfy { $0.isNaN || (0...1).contains($0) }, "\(distribution) \(x)")
                #expect(
                    (below + above).isNaN || abs(below + above - 1) < 1e-9, "\(distribution) \(x): \(below) + \(above)")
                #expect(distribution.isDefined && !x.isNaN || below.isNaN && above.isNaN, "\(distribution) \(x)")
            }
            for quantiles in [
                Self.probabilities.map(distribution.quantile),
                Self.probabilities.reversed().map(distribution.upperQuantile),
            ] {
                let numbers = quantiles.filter { !$0.isNaN }
                #expect(numbers.allSatisfy(distribution.support.contains), "\(distribution) \(quantiles)")
                #expect(zip(numbers, numbers.dropFirst()).allSatisfy { $0 <= $1 }, "\(distribution) \(quantiles)")
                #expect(distribution.isDefined || numbers.isEmpty, "\(distribution)")
            }
            #expect(
                [-1, 2, .nan].allSatisfy { distribution.quantile($0).isNaN && distribution.upperQuantile($0).isNaN })
        }
    }

    @Test("wherever parameters are not of another world, there is an answer", .timeLimit(.minutes(1)))
    func answered() {
        let ordinary = Self.shapes.filter { $0 >= 1e-100 && $0 <= 1e300 }
        for distribution in ordinary.flatMap({ Self.distributions($0, others: ordinary) }) {
            let quantiles = Self.probabilities.flatMap { [distribution.quantile($0), distribution.upperQuantile($0)] }
            let tails = Self.points.filter { !$0.isNaN }.flatMap {
                [distribution.cumulative($0), distribution.upperTail($0)]
            }
            #expect((quantiles + tails).allSatisfy { !$0.isNaN }, "\(distribution) \(quantiles) \(tails)")
        }
    }

    @Test(
        "non-central and binomial tails lie in 0…1, or they are NaN; none takes long", .timeLimit(.minutes(1)),
        arguments: shapes)
    func otherTails(_ shape: Double) {
        for other in Self.shapes {
            let t = NoncentralTDistribution(degreesOfFreedom: shape, noncentrality: other)
            let square = NoncentralChiSquaredDistribution(degreesOfFreedom: shape, noncentrality: other)
            let binomial = BinomialDistribution(trials: shape, probability: other)
            for x in Self.points {
                let tails = [
                    t.cumulative(x), t.upperTail(-x), square.cumulative(x), square.upperTail(x), binomial.cumulative(x),
                    binomial.upperTail(x),
                ]
                #expect(tails.allSatisfy { $0.isNaN || (0...1).contains($0) }, "\(shape) \(other) \(x): \(tails)")
            }
        }
    }

    @Test("the ends of the support hold nothing and everything")
    func ends() {
        for distribution in Self.distributions(1.5) where distribution.isDefined {
            let (least, most) = (distribution.support.lowerBound, distribution.support.upperBound)
            #expect(distribution.cumulative(least) == 0 && distribution.upperTail(least) == 1)
            #expect(distribution.cumulative(most) == 1 && distribution.upperTail(most) == 0)
            #expect(distribution.quantile(0) == least && distribution.upperQuantile(1) == least)
            #expect(distribution.quantile(1) == most && distribution.upperQuantile(0) == most)
        }
    }

    /// A distribution, a point, and the probabilities on its sides, by integration of the density with 90 digits.
    struct Known: Sendable {
        let distribution: any ContinuousDistribution
        let x: Double
        let below: Double
        let above: Double
    }

    private static func gamma(_ shape: Double, _ x: Double, _ below: Double, _ above: Double) -> Known {
        Known(distribution: GammaDistribution(shape: shape, scale: 1), x: x, below: below, above: above)
    }

    private static func beta(_ a: Double, _ b: Double, _ x: Double, _ below: Double, _ above: Double) -> Known {
        Known(distribution: BetaDistribution(a: a, b: b), x: x, below: below, above: above)
    }

    private static func f(_ df1: Double, _ df2: Double, _ x: Double, _ below: Double, _ above: Double) -> Known {
        let f = FDistribution(numeratorDegreesOfFreedom: df1, denominatorDegreesOfFreedom: df2)
        return Known(distribution: f, x: x, below: below, above: above)
    }

    private static func t(_ df: Double, _ x: Double, _ below: Double, _ above: Double) -> Known {
        Known(distribution: StudentTDistribution(degreesOfFreedom: df), x: x, below: below, above: above)
    }

    private static let known = [
        t(0.005, 1e300, 0.98445048928226216, 0.015549510717737843),
        t(1e-5, 1e300, 0.50347400079191233, 0.49652599920808767),
        t(0.01, 1e155, 0.98632342238256351, 0.013676577617436492), t(0.5, 1e200, 1, 3.2070097541422291e-101),
        t(3, 1e90, 1, 1.1026577908435842e-270), f(1e5, 1e-3, 1e306, 0.29939257708326498, 0.70060742291673502),
        f(64, 0.01, 1e307, 0.97150914935084686, 0.028490850649153137),
        gamma(2e9, 2e9, 0.5000029735401936, 0.4999970264598064),
        gamma(2e9, 2000067082.039325, 0.93319159205357322, 0.06680840794642678),
        gamma(2e9, 1999888196.601125, 0.0062089794300549678, 0.99379102056994503),
        gamma(5e10, 50001341640.7865, 0.9999999990130953, 9.8690469829899977e-10),
        gamma(1e12, 999992000000, 6.2198996814436165e-16, 0.99999999999999938),
        gamma(1e15, 1000000632455532, 1, 2.7538563887468143e-89),
        gamma(2e9, 1998658359.2135, 4.0118712409241407e-198, 1),
        beta(2e9, 3e9, 0.4, 0.50000076776605521, 0.49999923223394479),
        beta(2e9, 3e9, 0.4000138564064592, 0.97724955634140365, 0.022750443658596348),
        beta(5e9, 2e12, 0.0024936599165259533, 0.0013497315268485788, 0.99865026847315142),
        beta(2e12, 5e9, 0.9975064457529831, 0.99999999901441064, 9.8558935767094119e-10),
        beta(1e15, 1e15, 0.50000000559017, 0.69146246284298828, 0.30853753715701172),
        beta(3e10, 4e9, 0.882331973346149, 1.789698622535123e-33, 1),
        f(4e9, 6e9, 1.0000288675134594, 0.84134195205908058, 0.15865804794091942),
        f(4e9, 6e9, 0.9997401923788647, 1.1174439583075422e-19, 1),
        f(4e9, 2e17, 1.0000447213599972, 0.97724866079058084, 0.022751339209419161),
        f(6, 1e14, 2.5, 0.97974328494332918, 0.020256715056670822),
        f(3, 1e20, 30, 1, 2.1905701192853111e-19),
        f(6, 1e40, 2.5, 0.9797432849433356, 0.020256715056664405),
        f(1e40, 5, 3, 0.89307214073595774, 0.10692785926404226),
        f(1e14, 6, 0.4, 0.020256715056670828, 0.97974328494332917),
    ]

    @Test("probabilities at enormous parameters are those of an integral with 90 digits", arguments: known)
    func exact(_ known: Known) {
        // A double's last digit moves x by this many standard deviations, and a tail at z by z times as much.
        let tolerance = 1e-8
        for (ours, theirs) in [
            (known.distribution.cumulative(known.x), known.below), (known.distribution.upperTail(known.x), known.above),
        ] {
            #expect(abs(ours - theirs) <= tolerance * theirs, "\(known): \(ours), not \(theirs)")
        }
        for (ours, probability) in [
            (known.distribution.quantile(known.below), known.below),
            (known.distribution.upperQuantile(known.above), known.above),
        ] where probability < 0.9 {
            #expect(abs(ours - known.x) <= 1e-9 * known.x, "\(known): \(ours)")
        }
    }
}
