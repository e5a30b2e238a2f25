import TrialStatistics

/// How an effect depends on the dose: a curve over all trials, and what each trial says by itself.
public struct DoseResponseAnswer: AnalysisAnswer {
    /// The shape of a curve with its choices.
    public struct Shape: Codable, Sendable, Equatable {
        /// The word of plans, such as `spline`.
        public let name: String
        /// The knots of a spline.
        public let knots: [Double]?
        /// The powers of a fractional polynomial.
        public let powers: [Double]?
        /// The dose of half the effect of an Emax curve.
        public let half: Double?

        /// Describes a curve.
        ///
        /// - Parameters:
        ///   - name: The word of plans.
        ///   - curve: The curve.
        public init(_ name: String, _ curve: DoseCurve) {
            self.name = name
            var (knots, powers, half): ([Double]?, [Double]?, Double?) = (nil, nil, nil)
            switch curve {
            case .linear, .quadratic: break
            case .spline(let own): knots = own
            case .fractionalPolynomial(let own): powers = own
            case .emax(let own): half = own
            }
            (self.knots, self.powers, self.half) = (knots, powers, half)
        }
    }

    /// One trial: its effects against its own reference dose.
    public struct Trial: Codable, Sendable, Equatable {
        /// The study's id.
        public let study: String
        /// What the study is called.
        public let title: String
        /// The dose that the others are measured against.
        public let referenceDose: Double
        /// The other doses.
        public let doses: [Double]
        /// Their effects, on the scale of analysis.
        public let estimates: [Double]
        /// The covariance of the effects.
        public let covariance: [[Double]]
        /// The trial's own curve at its doses and between; empty where it has too few doses for one.
        public let own: [Point]

        /// Describes a trial.
        ///
        /// - Parameters:
        ///   - study: Its effects.
        ///   - covariance: Their covariance, row by row.
        ///   - title: What it is called.
        ///   - own: Its own curve.
        public init(_ study: DoseStudy, covariance: [[Double]], title: String, own: [Point]) {
            self.study = study.name
            self.title = title
            referenceDose = study.referenceDose
            doses = study.doses
            estimates = study.estimates
            self.covariance = covariance
            self.own = own
        }
    }

    /// A place on a curve.
    public struct Point: Codable, Sendable, Equatable {
        /// The dose.
        public let dose: Double
        /// The effect, on the scale of analysis.
        public let estimate: Double

        /// Takes a dose and its effect.
        ///
        /// - Parameters:
        ///   - dose: The dose.
        ///   - estimate: The effect.
        public init(dose: Double, estimate: Double) {
            self.dose = dose
            self.estimate = estimate
        }
    }

    /// The curve fitted to all trials.
    public struct Fit: Codable, Sendable, Equatable {
        /// The coefficients.
        public let coefficients: [Coefficient]
        /// Their covariance.
        public let covariance: [[Double]]
        /// The covariance of curves between trials.
        public let psi: [[Double]]
        /// How it was estimated: `reml`, `ml`, `mm` or `fixed`.
        public let heterogeneityMethod: String
        /// Cochran's Q of the coefficients: of all, then of each; empty with one stage.
        public let heterogeneity: [NetworkHeterogeneity]
        /// The test that the dose does not matter; nil where it cannot be had.
        public let overall: LinearHypothesis.JointTest?
        /// The test that the curve is a straight line; nil for a line, and where the line is no part of the curve.
        public let nonLinearity: LinearHypothesis.JointTest?
        /// Akaike's criterion; nil with moments.
        public let aic: Double?
        /// How many trials are in the model.
        public let studies: Int
        /// How the search ended.
        public let convergence: Convergence

        /// Takes a fit.
        ///
        /// - Parameters:
        ///   - fit: The fit.
        ///   - covariance: The covariance of its coefficients, row by row.
        ///   - psi: The covariance of curves between trials, row by row.
        public init(_ fit: DoseResponseFit, covariance: [[Double]], psi: [[Double]]) {
            coefficients = fit.coefficients
            self.covariance = covariance
            self.psi = psi
            heterogeneityMethod = fit.method.rawValue
            heterogeneity = fit.heterogeneity
            overall = fit.overallTest.joint
            nonLinearity = fit.nonLinearityTest?.joint
            aic = fit.aic
            studies = fit.studies
            convergence = fit.convergence
        }
    }

    /// Why there is no curve of the shape that was asked for.
    public struct Refusal: Codable, Sendable, Equatable {
        /// A stable word, such as `over-fitted`.
        public let code: String
        /// The reason, in one sentence.
        public let message: String

        /// Refuses a curve.
        ///
        /// - Parameters:
        ///   - code: A stable word.
        ///   - message: The reason, in one sentence.
        public init(code: String, message: String) {
            self.code = code
            self.message = message
        }
    }

    /// What the dose is, with its unit.
    public var dose: String
    /// Its unit; nil where nobody says.
    public var unit: String?
    /// The level of all limits.
    public var level: Double
    /// The curve.
    public var shape: Shape
    /// Whether all effects entered one model.
    public var isOneStage: Bool
    /// The dose that predictions are against.
    public var reference: Double = 0
    /// The trials.
    public var trials: [Trial] = []
    /// Σ (doses − 1): how many comparisons are independent.
    public var independentContrasts = 0
    /// The curve; nil where there is none, and `refusal` says why.
    public var fit: Fit?
    /// Why there is no curve; nil where there is one.
    public var refusal: Refusal?
    /// The curve at the doses that the plan names, else at those of the trials.
    public var predictions: [DoseResponseFit.Prediction] = []
    /// The curve over the range of doses, for the drawing.
    public var line: [DoseResponseFit.Prediction] = []
    /// What these data can tell of several properties at once; nil where the plan does not ask.
    public var identifiability: FactorIdentifiability?
    /// What a reader must know of the fit.
    public var warnings: [MethodWarning] = []

    /// Creates an answer without a curve.
    ///
    /// - Parameters:
    ///   - dose: What the dose is, and its unit.
    ///   - shape: The curve that is asked for.
    ///   - isOneStage: Whether all effects enter one model.
    ///   - level: The level of all limits.
    public init(dose: (name: String, unit: String?), shape: Shape, isOneStage: Bool, level: Double) {
        (self.dose, unit) = dose
        self.shape = shape
        self.isOneStage = isOneStage
        self.level = level
    }

    /// Whether there is a curve, or trials of which is said why they carry none.
    public var isAnswered: Bool { fit != nil || !trials.isEmpty }

    /// The test that the dose does not matter.
    public var headline: Headline? {
        guard let fit, let test = fit.overall else { return nil }
        var headline = Headline(
            .test(
                GroupTest(
                    statistic: test.statistic, degreesOfFreedom: test.degreesOfFreedom, pValue: test.pValue)),
            level: level, rows: independentContrasts)
        headline.studies = fit.studies
        return headline
    }

    /// Trials with two doses or more above none.
    public var trialsWithSeveralDoses: [Trial] {
        trials.filter { Set(([$0.referenceDose] + $0.doses).filter { $0 != 0 }).count > 1 }
    }
}
