import TrialNumerics

/// What intervals of the common kinds ask of a solved model: no row of it.
protocol SolvedCoefficients {
    /// β, one a column of the design.
    var coefficients: [Double] { get }
    /// The model-based covariance of β.
    var covariance: Matrix { get }
    /// The name of each coefficient.
    var coefficientNames: [String] { get }
    /// y′Py / (k − p); nil where k = p.
    var residualScale: Double? { get }
    /// Independent studies less p.
    var inferenceDegreesOfFreedom: Int { get }
}

extension ModelSolution: SolvedCoefficients {
    var coefficientNames: [String] { model.design.names }
    var inferenceDegreesOfFreedom: Int { model.inferenceDegreesOfFreedom }
}

/// An interval that asks for nothing but ``SolvedCoefficients``, so that it also judges a model known by its sums alone.
protocol CoefficientInterval: IntervalMethod {
    /// What the method says of every coefficient.
    func judgement(of solved: some SolvedCoefficients, level: Double) -> CoefficientInference
    /// How such a judgement scales the covariance, known before any data; by the normal distribution with no degree of freedom.
    func scaling(degreesOfFreedom: Int, level: Double) -> ResidualScaling
}

extension CoefficientInterval {
    func scaling(degreesOfFreedom: Int, level: Double) -> ResidualScaling { .normal }
}

extension CoefficientInference {
    /// The table of coefficients at a confidence level.
    func table(of solved: some SolvedCoefficients, level: Double) -> [Coefficient] {
        table(names: solved.coefficientNames, estimates: solved.coefficients, level: level)
    }
}
