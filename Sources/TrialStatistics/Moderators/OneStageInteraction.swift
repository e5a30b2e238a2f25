import TrialNumerics

/// Does the effect differ between kinds of participants? One model within trials, apart from it one across trials.
///
/// *Within*: trials with rows of several kinds, each with an effect of its own (a fixed coefficient a trial), so that only
/// differences inside trials count; the difference between kinds varies at random between trials. *Across*: trials with one kind
/// only, by a random effect a trial; like any comparison across trials it can be confounded. With two kinds and independent rows
/// the first is the pooled within-trial interaction of ``WithinTrialInteraction``; rows that share a control keep their
/// covariance here.
///
/// *References*: Fisher, Carpenter, Morris, Freeman and Tierney 2017, doi:10.1136/bmj.j573; Riley, Debray, Fisher et al. 2020,
/// doi:10.1002/sim.8516, for trial-specific effects in one stage.
public struct OneStageInteraction: Sendable, Codable, Equatable {
    /// The rows.
    public struct Rows: Sendable {
        /// The estimates, on the scale of analysis.
        public let estimates: [Double]
        /// Their sampling covariance.
        public let covariance: SamplingCovariance
        /// The trial of each.
        public let trials: [String]
        /// The kind of participants of each.
        public let kinds: [String]

        /// Joins the columns of rows.
        ///
        /// - Parameters:
        ///   - estimates: The estimates, on the scale of analysis.
        ///   - covariance: Their sampling covariance.
        ///   - trials: The trial of each.
        ///   - kinds: The kind of participants of each.
        public init(estimates: [Double], covariance: SamplingCovariance, trials: [String], kinds: [String]) {
            self.estimates = estimates
            self.covariance = covariance
            self.trials = trials
            self.kinds = kinds
        }
    }

    /// A difference of one kind from the reference.
    public struct Difference: Sendable, Codable, Equatable {
        /// The kind.
        public let kind: String
        /// The difference.
        public let effect: JudgedEffect
        /// The trials that it rests on.
        public let trials: [String]
    }

    /// The kind that the others are compared with.
    public let reference: String
    /// The differences inside trials.
    public let within: [Difference]
    /// The differences across trials of one kind.
    public let across: [Difference]

    /// Separates the two kinds of evidence.
    ///
    /// - Parameters:
    ///   - rows: The rows.
    ///   - reference: The kind that the others are compared with.
    ///   - fitter: How components are estimated and effects judged.
    /// - Throws: `StatisticsError` where columns differ in length, no row is of the reference, or a model cannot be fitted.
    public init(_ rows: Rows, reference: String, by fitter: MultilevelFitter) throws(StatisticsError) {
        guard rows.trials.count == rows.estimates.count, rows.kinds.count == rows.estimates.count else {
            throw StatisticsError(
                .unequalLengths,
                "\(rows.estimates.count) estimates, \(rows.trials.count) trials and \(rows.kinds.count) kinds; give one of each a row",
                field: "interaction")
        }
        guard rows.kinds.contains(reference) else {
            throw StatisticsError(.missingField, "no row is of the kind '\(reference)'", field: "interaction")
        }
        self.reference = reference
        let sets = RowConnections(labels: rows.trials).sets
        let mixed = sets.filter { Set($0.map { rows.kinds[$0] }).count > 1 }
        let single = sets.filter { Set($0.map { rows.kinds[$0] }).count == 1 }
        within = try Self.within(rows, mixed, reference, fitter)
        across = try Self.across(rows, single, reference, fitter)
    }

    private static func kinds(_ rows: Rows, _ own: [Int], but reference: String) -> [String] {
        Set(own.map { rows.kinds[$0] }).subtracting([reference]).sorted()
    }

    /// Trials with several kinds: a coefficient a trial, one a kind, and a variance of each kind's difference between trials.
    private static func within(
        _ rows: Rows, _ sets: [[Int]], _ reference: String, _ fitter: MultilevelFitter
    ) throws(StatisticsError) -> [Difference] {
        // Only trials with the reference tie the others to it.
        let tied = sets.filter { set in set.contains { rows.kinds[$0] == reference } }
        let own = tied.flatMap(\.self).sorted()
        let kinds = kinds(rows, own, but: reference)
        guard !own.isEmpty, !kinds.isEmpty else { return [] }
        let names = tied.map { rows.trials[$0[0]] }
        // As many rows as coefficients: each difference is that of its only trial.
        guard own.count > names.count + kinds.count else {
            return kinds.compactMap { single(rows, tied, kind: $0, reference, fitter) }
        }
        let columns = own.map { row in
            names.map { rows.trials[row] == $0 ? 1.0 : 0 } + kinds.map { rows.kinds[row] == $0 ? 1 : 0 }
        }
        let levels = [reference] + kinds
        let term = RandomTerm(
            name: "kind | trial", rows: own.map { rows.trials[$0] },
            inner: own.map { row in levels.firstIndex(of: rows.kinds[row]) ?? 0 },
            structure: try RandomStructureKind.diagonal.structure(innerLevels: levels))
        let model = try MultilevelModel(
            estimates: own.map { rows.estimates[$0] }, covariance: rows.covariance.subset(own),
            design: DesignMatrix(values: Matrix(columns), names: names + kinds), terms: [term])
        let trials = kinds.map { kind in tied.filter { set in set.contains { rows.kinds[$0] == kind } } }
        var choices = fitter
        // The deviation of the reference is the trial's own effect; one trial tells no variance.
        choices.givenComponents = [0] + trials.map { $0.count > 1 ? nil : 0 }
        let fit = try choices.fit(model)
        return kinds.indices.map { place in
            let coefficient = names.count + place
            return Difference(
                kind: kinds[place],
                effect: JudgedEffect(
                    fit.coefficients[coefficient].estimate, variance: fit.covariance[coefficient, coefficient],
                    degreesOfFreedom: degrees(trials[place].count - 1, fitter), level: fitter.level,
                    spread: trials[place].count > 1 ? fit.components[place + 1].value : nil),
                trials: trials[place].map { rows.trials[$0[0]] })
        }
    }

    /// The difference between the rows of two kinds in the only trial that has both.
    private static func single(
        _ rows: Rows, _ sets: [[Int]], kind: String, _ reference: String, _ fitter: MultilevelFitter
    ) -> Difference? {
        guard let set = sets.first(where: { set in set.contains { rows.kinds[$0] == kind } }),
            let one = set.first(where: { rows.kinds[$0] == kind }),
            let other = set.first(where: { rows.kinds[$0] == reference })
        else { return nil }
        let covariance = rows.covariance.subset([one, other]).matrix
        return Difference(
            kind: kind,
            effect: JudgedEffect(
                rows.estimates[one] - rows.estimates[other],
                variance: covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1], degreesOfFreedom: .infinity,
                level: fitter.level, spread: nil), trials: [rows.trials[one]])
    }

    /// Trials with one kind: a mean a kind, a random effect a trial.
    private static func across(
        _ rows: Rows, _ sets: [[Int]], _ reference: String, _ fitter: MultilevelFitter
    ) throws(StatisticsError) -> [Difference] {
        let own = sets.flatMap(\.self).sorted()
        let kinds = kinds(rows, own, but: reference)
        guard own.contains(where: { rows.kinds[$0] == reference }), !kinds.isEmpty else { return [] }
        // One trial a kind is no model: two trials differ in everything.
        guard own.count > kinds.count + 1 else { return [] }
        let term = RandomTerm(name: "trial", rows: own.map { rows.trials[$0] })
        let model = try MultilevelModel(
            estimates: own.map { rows.estimates[$0] }, covariance: rows.covariance.subset(own),
            design: DesignMatrix(
                values: Matrix(own.map { row in [1.0] + kinds.map { rows.kinds[row] == $0 ? 1 : 0 } }),
                names: ["intercept"] + kinds), terms: [term])
        let left = sets.count - kinds.count - 1
        var choices = fitter
        choices.givenComponents = left > 0 ? [] : [0]
        let fit = try choices.fit(model)
        return kinds.enumerated().map { place, kind in
            Difference(
                kind: kind,
                effect: JudgedEffect(
                    fit.coefficients[place + 1].estimate, variance: fit.covariance[place + 1, place + 1],
                    degreesOfFreedom: degrees(left, fitter), level: fitter.level, spread: nil),
                trials: sets.filter { rows.kinds[$0[0]] == kind }.map { rows.trials[$0[0]] })
        }
    }

    /// Degrees of freedom; where none are left the normal distribution judges.
    private static func degrees(_ left: Int, _ fitter: MultilevelFitter) -> Double {
        fitter.inference == .normal || left < 1 ? .infinity : Double(left)
    }
}
