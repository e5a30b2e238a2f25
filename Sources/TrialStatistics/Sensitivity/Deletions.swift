import TrialNumerics

/// The fits of a model without each of its studies in turn, by the choices in force.
///
/// Where estimator and interval ask for sums alone and the model has no moderators, a study is taken out of the sums of all
/// (``DeletionKernel``), so that the work grows with the number of studies and not with its square. A study whose deletion
/// would cost digits is refitted from the studies that are left, and so is each of any other model.
struct Deletions {
    private let model: LinearModel
    private let choices: PoolingModel
    private var sums: DeletionsBySums?

    init(_ model: LinearModel, by choices: PoolingModel) {
        self.model = model
        self.choices = choices
        sums = DeletionsBySums(model, by: choices)
    }

    /// The fit without the study at `row`; nil where the others cannot carry the model.
    mutating func fit(without row: Int) -> DeletedFit? {
        sums?.fit(without: row) ?? DeletedFit(model, without: row, by: choices)
    }

    /// The model-based covariance of all studies' coefficients at `tau2`.
    mutating func covarianceOfAll(at tau2: Double) -> Matrix {
        if let weight = sums?.weightOfAll(at: tau2) { return Matrix(rows: 1, columns: 1, elements: [1 / weight]) }
        return ModelSolution(model, tau2: tau2, isRandom: choices.heterogeneity != nil).covariance
    }
}

/// What a fit without one study says, as far as follow-ups ask.
struct DeletedFit {
    /// Number of studies that are left.
    let studies: Int
    /// τ² without the study.
    let tau2: Double
    /// y′Py and tr P of the studies left at τ² = 0.
    let atZero: ScoreSums
    /// The coefficients.
    let solution: DeletedSolution
    /// What the interval method says of them.
    let inference: CoefficientInference

    /// k − p of the studies left.
    var residualDegreesOfFreedom: Int { studies - solution.coefficients.count }
    /// Cochran's Q; 0 without degrees of freedom.
    var q: Double { residualDegreesOfFreedom > 0 ? atZero.residual : 0 }
    /// By how much the interval method scales the model-based covariance.
    var covarianceScale: Double { inference.scale(of: solution.covariance) }
}

/// The coefficients of a model without one of its studies.
struct DeletedSolution: SolvedCoefficients {
    let coefficients: [Double]
    let covariance: Matrix
    let coefficientNames: [String]
    let residualScale: Double?
    let inferenceDegreesOfFreedom: Int
}

extension DeletedFit {
    /// From the studies that are left, one by one; nil where they cannot carry the model.
    init?(_ model: LinearModel, without row: Int, by choices: PoolingModel) {
        guard let rest = try? model.omitting(row) else { return nil }
        let solved = choices.solve(rest)
        var kernel = ModelKernel(rest)
        studies = rest.studies
        tau2 = solved.estimate.tau2
        atZero = kernel.scores(0)
        solution = DeletedSolution(
            coefficients: solved.solution.coefficients, covariance: solved.solution.covariance,
            coefficientNames: rest.design.names, residualScale: solved.solution.residualScale,
            inferenceDegreesOfFreedom: rest.inferenceDegreesOfFreedom)
        inference = solved.inference
    }
}

/// Deletions from the sums of all studies.
struct DeletionsBySums {
    private let choices: PoolingModel
    private let interval: any CoefficientInterval
    private let estimator: (any SumsEstimator)?
    private let names: [String]
    private var kernel: DeletionKernel

    /// Prepares the sums; nil where model, estimator or interval ask for more.
    init?(_ model: LinearModel, by choices: PoolingModel) {
        guard let interval = choices.interval as? any CoefficientInterval else { return nil }
        estimator = choices.heterogeneity as? any SumsEstimator
        guard choices.heterogeneity == nil || estimator != nil, let kernel = DeletionKernel(model) else { return nil }
        self.choices = choices
        self.interval = interval
        self.kernel = kernel
        names = model.design.names
    }

    /// The fit without the study at `row`; nil where a difference of sums would cost digits.
    mutating func fit(without row: Int) -> DeletedFit? {
        guard kernel.omit(row) else { return nil }
        let tau2 = estimate()
        guard tau2.isFinite else { return nil }
        let (sums, atZero) = (kernel.scores(tau2), kernel.scores(0))
        guard kernel.isExact else { return nil }
        let df = kernel.residualDegreesOfFreedom
        let solution = DeletedSolution(
            coefficients: [kernel.moments(tau2).mean],
            covariance: Matrix(rows: 1, columns: 1, elements: [1 / sums.weight]), coefficientNames: names,
            residualScale: sums.residual / Double(df), inferenceDegreesOfFreedom: df)
        return DeletedFit(
            studies: kernel.studies, tau2: tau2, atZero: atZero, solution: solution,
            inference: interval.judgement(of: solution, level: choices.level))
    }

    /// The total weight of all studies at `tau2`.
    mutating func weightOfAll(at tau2: Double) -> Double { kernel.whole(tau2).totalWeight }

    private mutating func estimate() -> Double {
        guard let estimator else { return 0 }
        return choices.givenTau2 ?? estimator.search(&kernel).tau2
    }
}
