import TrialEvidence
import TrialNumerics
import TrialResults
import TrialStatistics

/// Turns the arms of a question into trials with doses and fits a curve to them.
struct DoseResponseRunner {
    /// The arms under their doses.
    private(set) var arms: ArmContrasts
    /// What a reader must know beside the fit.
    private(set) var warnings: [MethodWarning] = []
    /// Each dose against the trial's reference dose.
    private(set) var rows: [StudyResult] = []
    private let set: ArmSet
    private let question: PlannedQuestion<DoseResponseOptions>
    private let doses: ArmDoses
    private let measure: NetworkMeasure
    private let level: Double

    private var options: DoseResponseOptions { question.options }

    /// Reads the dose of every arm.
    ///
    /// - Throws: `AnalysisError` where the measure has no curve.
    init(
        _ set: ArmSet, _ question: PlannedQuestion<DoseResponseOptions>, level: Double
    ) throws(AnalysisError) {
        guard let measure = NetworkMeasure(rawValue: question.measure.code) else {
            throw AnalysisError(.invalidPlan, "a dose–response curve has no measure '\(question.measure.code)'")
        }
        self.set = set
        self.question = question
        self.measure = measure
        self.level = level
        let doses = ArmDoses(question.options, set)
        self.doses = doses
        arms = ArmContrasts(
            set, measure: measure, increment: question.specification.methods.zeroCells?.add ?? 0.5, name: doses.name)
    }

    /// The answer; without a curve where the doses do not carry it.
    mutating func answer() -> DoseResponseAnswer {
        var studies: [DoseStudy] = []
        for group in arms.studies.map(\.group) {
            do throws(StatisticsError) { studies.append(try study(group)) } catch {
                arms.remove(group, error.code.description, "\(error.message).")
            }
        }
        rows = againstReference(studies)
        let all = studies.flatMap { [$0.referenceDose] + $0.doses }
        let curve = options.curve(all)
        var answer = DoseResponseAnswer(
            dose: (doses.title, doses.unit), shape: .init(options.shape.rawValue, curve),
            isOneStage: options.isOneStage, level: level)
        answer.identifiability = FactorQuestion(options.identify, set).answer(arms.studies)
        answer.independentContrasts = studies.reduce(0) { $0 + $1.doses.count }
        answer.reference = options.reference ?? all.min() ?? 0
        fit(curve, studies, &answer)
        let titles = Dictionary(
            arms.studies.compactMap { study in study.arms.first.map { (study.group, $0.arm.studyName) } }
        ) { first, _ in first }
        answer.trials = studies.map { study in
            DoseResponseAnswer.Trial(
                study, covariance: study.covariance.lists, title: titles[study.name] ?? study.name,
                own: Self.own(study, curve))
        }
        warn(&answer)
        return answer
    }

    // MARK: - Trials

    /// A trial: its smallest dose is the reference.
    private func study(_ group: String) throws(StatisticsError) -> DoseStudy {
        let own = (arms.studies.first { $0.group == group })?.arms ?? []
        let values = Set(own.compactMap { doses.value($0.arm) }).sorted()
        guard values.count > 1 else {
            throw StatisticsError(.tooFewStudies, "the study has one dose only; it says nothing of a slope")
        }
        if arms.published[group] == nil, measure == .md || measure == .smd { return try ofMeans(group, own, values) }
        return try ofContrasts(group, values)
    }

    private func ofMeans(
        _ group: String, _ own: [ArmContrasts.Named], _ values: [Double]
    ) throws(StatisticsError) -> DoseStudy {
        var joined: [(dose: Double, mean: Double, standardDeviation: Double, total: Double)] = []
        for dose in values {
            let summaries = own.filter { doses.value($0.arm) == dose }.compactMap(\.arm.numbers.summary)
            var whole = summaries.first
            for summary in summaries.dropFirst() { whole = whole?.joined(summary) }
            guard case .mean(let mean, let deviation, let total) = whole else {
                throw StatisticsError(
                    .missingField, "the study needs a mean, a standard deviation and a total at each dose")
            }
            joined.append((dose, mean, deviation, total))
        }
        return try DoseStudy(name: group, arms: joined, isStandardised: measure == .smd)
    }

    /// cov(i, j) = (v(i, 0) + v(j, 0) − v(i, j))/2, exact where each variance is the sum of its arms' own.
    private func ofContrasts(_ group: String, _ values: [Double]) throws(StatisticsError) -> DoseStudy {
        let own = arms.contrasts.filter { $0.study == group }
        func find(_ a: Double, _ b: Double) throws(StatisticsError) -> (estimate: Double, variance: Double) {
            let names = [a, b].map(doses.text)
            for contrast in own {
                let variance = contrast.standardError * contrast.standardError
                if [contrast.treatment, contrast.comparator] == names { return (contrast.estimate, variance) }
                if [contrast.comparator, contrast.treatment] == names { return (-contrast.estimate, variance) }
            }
            throw StatisticsError(.missingField, "the study has no comparison of the doses \(names[0]) and \(names[1])")
        }
        let (reference, others) = (values[0], Array(values.dropFirst()))
        var estimates: [Double] = []
        var covariance = Matrix(rows: others.count, columns: others.count)
        for (i, a) in others.enumerated() {
            let first = try find(a, reference)
            estimates.append(first.estimate)
            for (j, b) in others.enumerated() {
                covariance[i, j] =
                    i == j
                    ? first.variance
                    : (first.variance + (try find(b, reference)).variance - (try find(a, b)).variance) / 2
            }
        }
        return try DoseStudy(
            name: group, referenceDose: reference, doses: others, estimates: estimates, covariance: covariance)
    }

    private func againstReference(_ studies: [DoseStudy]) -> [StudyResult] {
        let all = arms.rows(question.measure, level: level)
        var rows: [StudyResult] = []
        for study in studies {
            let reference = doses.text(study.referenceDose)
            for (row, contrast) in zip(all, arms.contrasts) where contrast.study == study.name {
                if contrast.comparator == reference {
                    rows.append(row)
                } else if contrast.treatment == reference {
                    rows.append(row.reversed(question.measure, study: study, contrast))
                }
            }
        }
        return rows
    }

    // MARK: - The curve

    private func fit(_ curve: DoseCurve, _ studies: [DoseStudy], _ answer: inout DoseResponseAnswer) {
        guard !studies.isEmpty else {
            answer.refusal = .init(code: "no-trial", message: "No trial compares two doses, so there is no curve.")
            return
        }
        let coefficients = curve.names.count
        if coefficients > 1, coefficients >= answer.independentContrasts {
            answer.refusal = .init(
                code: "over-fitted",
                message:
                    "\(IndefiniteArticle.opening(options.shape.rawValue)) curve has \(coefficients) coefficients, and the trials give \(answer.independentContrasts) independent comparisons of doses; nothing would be left to judge it by. Take a simpler curve."
            )
            return
        }
        let model = DoseResponseModel(
            curve: curve, heterogeneity: options.heterogeneity, isOneStage: options.isOneStage, level: level)
        do throws(StatisticsError) {
            let fit = try model.fit(studies)
            try fit.coefficients.checkFinite()
            let all = studies.flatMap { [$0.referenceDose] + $0.doses }
            let at = options.at.isEmpty ? Set(all).sorted() : options.at
            answer.predictions = try fit.predictions(at: at, reference: answer.reference)
            answer.line = try fit.predictions(at: Self.grid(all), reference: answer.reference)
            answer.fit = DoseResponseAnswer.Fit(fit, covariance: fit.covariance.lists, psi: fit.psi.lists)
            answer.warnings = fit.warnings
        } catch {
            answer.fit = nil
            answer.refusal = .init(code: error.code.description, message: "No curve: \(error.message).")
        }
    }

    private static func grid(_ doses: [Double], points: Int = 61) -> [Double] {
        guard let low = doses.min(), let high = doses.max(), high > low else { return doses }
        let even = (0..<points).map { low + (high - low) * Double($0) / Double(points - 1) }
        return Set(even + doses).sorted()
    }

    /// A trial's own curve from its smallest to its largest dose, 0 at its reference; empty where it has too few doses for one.
    private static func own(_ study: DoseStudy, _ curve: DoseCurve) -> [DoseResponseAnswer.Point] {
        guard let fit = try? DoseResponseModel(curve: curve, heterogeneity: .fixed).fit([study]),
            let line = try? fit.predictions(
                at: grid([study.referenceDose] + study.doses, points: 21), reference: study.referenceDose)
        else { return [] }
        return line.map { DoseResponseAnswer.Point(dose: $0.dose, estimate: $0.estimate) }
    }

    private mutating func warn(_ answer: inout DoseResponseAnswer) {
        if let refusal = answer.refusal {
            warnings.append(MethodWarning(code: refusal.code, message: refusal.message))
        }
        guard answer.fit != nil, answer.trialsWithSeveralDoses.isEmpty else { return }
        warnings.append(
            MethodWarning(
                code: "dose-between-trials",
                message:
                    "No trial compares two doses above 0 with each other: that more does more rests on differences between trials, which nobody randomised."
            ))
    }
}

extension StudyResult {
    /// The row with its two sides exchanged.
    fileprivate func reversed(
        _ measure: AnyEffectMeasure, study: DoseStudy, _ contrast: NetworkContrast
    ) -> StudyResult {
        let turned = ConfidenceLimits(lower: -limits.upper, upper: -limits.lower)
        var row = StudyResult(
            study: self.study,
            label: label.replacing(
                "\(contrast.treatment) v \(contrast.comparator)", with: "\(contrast.comparator) v \(contrast.treatment)"
            ),
            year: year, groups: groups.reversed(), effect: (-estimate, variance, turned),
            natural: NaturalEffect(-estimate, turned, scale: measure.scale), weight: nil, properties: properties,
            sources: sources, notes: notes)
        (row.months, row.persons) = (months, persons)
        return row
    }
}
