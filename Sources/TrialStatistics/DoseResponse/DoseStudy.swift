import Glibc
import TrialNumerics

/// What kind of study gave log relative risks by dose.
public enum DoseStudyDesign: String, Sendable, Codable, CaseIterable {
    /// Cases and controls; log odds ratios.
    case caseControl = "cc"
    /// Cases per person-time; log rate ratios.
    case incidenceRate = "ir"
    /// Cases among participants; log risk ratios.
    case cumulativeIncidence = "ci"
}

/// One dose of one study.
public struct DoseLevel: Sendable, Equatable {
    /// The dose.
    public let dose: Double
    /// The effect against the reference dose, a log relative risk; 0 at the reference itself.
    public let estimate: Double
    /// Its standard error; 0 at the reference.
    public let standardError: Double
    /// Cases; nil where not reported.
    public let cases: Double?
    /// Participants (cases among them) or person-time; nil where not reported.
    public let total: Double?

    /// Creates a dose; it is checked where a study is built of it.
    public init(dose: Double, estimate: Double, standardError: Double, cases: Double? = nil, total: Double? = nil) {
        self.dose = dose
        self.estimate = estimate
        self.standardError = standardError
        self.cases = cases
        self.total = total
    }
}

/// How effects at different doses of one study covary through their shared reference.
public enum DoseCovariance: String, Sendable, Codable, CaseIterable {
    /// Pseudo-counts that keep the margins. Greenland and Longnecker 1992, doi:10.1093/oxfordjournals.aje.a116237.
    case greenlandLongnecker = "gl"
    /// Effective counts that keep the variances. Hamling, Lee, Weitkunat and Ambühl 2008, doi:10.1002/sim.3013.
    case hamling = "h"
    /// None, which makes the results look surer or less sure than they are.
    case independent = "indep"
}

/// One study of a dose–response model: effects against its reference dose with their covariance.
public struct DoseStudy: Sendable, Equatable {
    /// The study's name.
    public let name: String
    /// The reference dose.
    public let referenceDose: Double
    /// The other doses.
    public let doses: [Double]
    /// Effects against the reference, in the order of doses.
    public let estimates: [Double]
    /// Their covariance.
    public let covariance: Matrix

    /// Takes effects with a covariance that is known.
    ///
    /// - Throws: `StatisticsError` naming the study where numbers are missing or not possible.
    public init(
        name: String, referenceDose: Double, doses: [Double], estimates: [Double], covariance: Matrix
    ) throws(StatisticsError) {
        func fail(_ code: StatisticsError.Code, _ words: String) -> StatisticsError {
            StatisticsError(code, "the study '\(name)' \(words)")
        }
        guard !doses.isEmpty else { throw fail(.tooFewStudies, "has one dose only; it says nothing of a slope") }
        guard doses.count == estimates.count, covariance.rows == doses.count, covariance.columns == doses.count else {
            throw fail(.unequalLengths, "needs an effect and a variance for each dose")
        }
        guard referenceDose.isFinite, (doses + estimates).allSatisfy(\.isFinite) else {
            throw fail(.notFinite, "has a dose or an effect that is no finite number")
        }
        guard doses.contains(where: { $0 != referenceDose }) else {
            throw fail(
                .impossibleData, "has the same dose (\(referenceDose)) in all its arms; it says nothing of a slope")
        }
        guard Cholesky(covariance) != nil else {
            throw fail(.invalidVariance, "has variances and covariances that contradict each other")
        }
        self.name = name
        self.referenceDose = referenceDose
        self.doses = doses
        self.estimates = estimates
        self.covariance = covariance
    }

    /// Effects reported by dose, the covariances rebuilt from counts.
    ///
    /// - Parameters:
    ///   - name: The study, for messages.
    ///   - levels: All doses, the reference (standard error 0) among them.
    ///   - design: What the counts are of.
    ///   - covariance: How the covariances are rebuilt.
    ///   - isExact: Whether pseudo-counts are solved to the end; see ``PseudoCounts``.
    /// - Throws: `StatisticsError` naming the study where there is no reference, or counts are missing or do not fit.
    public init(
        name: String, levels: [DoseLevel], design: DoseStudyDesign, covariance: DoseCovariance, isExact: Bool = false
    ) throws(StatisticsError) {
        let references = levels.indices.filter { levels[$0].standardError == 0 }
        guard references.count == 1, let reference = references.first else {
            throw StatisticsError(
                .missingField,
                "the study '\(name)' has \(references.count) reference doses; give one, with a standard error of 0",
                field: "standardError")
        }
        let others = levels.indices.filter { $0 != reference }.map { levels[$0] }
        for level in others where !(level.standardError > 0 && level.standardError.isFinite) {
            throw StatisticsError(
                .invalidVariance,
                "the study '\(name)' has a standard error that is no positive number at dose \(level.dose)",
                field: "standardError")
        }
        let variances = others.map { $0.standardError * $0.standardError }
        let matrix: Matrix
        if covariance == .independent || others.count < 2 {
            matrix = Matrix(diagonal: variances)
        } else {
            let counts = try PseudoCounts(
                name: name, [levels[reference]] + others, design: design, covariance: covariance, isExact: isExact)
            matrix = counts.covariance(variances)
        }
        try self.init(
            name: name, referenceDose: levels[reference].dose, doses: others.map(\.dose),
            estimates: others.map { $0.estimate - levels[reference].estimate }, covariance: matrix)
    }

    /// Means by dose, as differences from the reference arm.
    ///
    /// The variances use the deviation pooled over all arms, the covariance that of the reference arm; standardised differences
    /// divide by the pooled deviation. Crippa and Orsini 2016, doi:10.1186/s12874-016-0189-0.
    /// - Parameters:
    ///   - name: The study, for messages.
    ///   - arms: Dose, mean, standard deviation and participants; the first is the reference.
    ///   - isStandardised: Whether differences are divided by the pooled deviation.
    /// - Throws: `StatisticsError` naming the study where an arm's numbers are not possible.
    public init(
        name: String, arms: [(dose: Double, mean: Double, standardDeviation: Double, total: Double)],
        isStandardised: Bool = false
    ) throws(StatisticsError) {
        guard arms.count > 1 else {
            throw StatisticsError(.tooFewStudies, "the study '\(name)' has one dose only; it says nothing of a slope")
        }
        for arm in arms where !(arm.mean.isFinite && arm.standardDeviation > 0 && arm.total > 1) {
            throw StatisticsError(
                .impossibleData,
                "the study '\(name)' needs a mean, a positive deviation and two participants at dose \(arm.dose)")
        }
        let total = arms.reduce(0) { $0 + $1.total }
        let squares = arms.reduce(0) { $0 + ($1.total - 1) * $1.standardDeviation * $1.standardDeviation }
        let pooled = squares / (total - Double(arms.count))
        let others = arms.dropFirst()
        let scale = isStandardised ? pooled.squareRoot() : 1
        let differences = others.map { ($0.mean - arms[0].mean) / scale }
        let own = arms[0].standardDeviation * arms[0].standardDeviation / arms[0].total
        var matrix = Matrix(rows: others.count, columns: others.count)
        for (i, a) in others.enumerated() {
            for j in differences.indices {
                let product = differences[i] * differences[j] / (2 * total)
                if isStandardised {
                    matrix[i, j] = 1 / arms[0].total + product + (i == j ? 1 / a.total : 0)
                } else {
                    matrix[i, j] = i == j ? pooled * (1 / a.total + 1 / arms[0].total) : own
                }
            }
        }
        try self.init(
            name: name, referenceDose: arms[0].dose, doses: others.map(\.dose), estimates: differences,
            covariance: matrix)
    }
}
