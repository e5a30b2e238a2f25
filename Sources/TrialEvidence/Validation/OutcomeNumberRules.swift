/// Standard deviations and standard errors are not negative.
public struct SpreadRule: DatasetRule {
    /// Makes the rule.
    public init() {}

    /// Names each negative spread; zero is allowed, since an arm may hold equal values.
    public func check(_ dataset: Dataset) -> [Diagnostic] {
        dataset.filedOutcomes.flatMap { row, file -> [Diagnostic] in
            let spreads: [(OutcomeCell, Double?)] = [(.sd, row.sd), (.se, row.se)]
            return spreads.compactMap { cell, value in
                guard let value, value < 0 else { return nil }
                let place = Place(file, line: row.line, column: cell.rawValue)
                let message =
                    "\(Decimals.text(value)) cannot be a measure of spread, which is never negative; correct it"
                return Diagnostic(.negativeSpread, at: place, message)
            }
        }
    }
}

/// Patients, events and times can be counted.
public struct EventCountRule: DatasetRule {
    /// Makes the rule.
    public init() {}

    /// Names rows about nobody, negative events, events beyond the patients, and rows larger than their arm.
    ///
    /// Events may outnumber patients only where the statistic is a rate, since a patient can have several.
    public func check(_ dataset: Dataset) -> [Diagnostic] {
        let arms = Dictionary(dataset.arms.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        return dataset.filedOutcomes.flatMap { row, file -> [Diagnostic] in
            var diagnostics: [Diagnostic] = []
            func report(_ code: DiagnosticCode, _ cell: OutcomeCell, _ message: String, _ severity: Severity = .error) {
                let place = Place(file, line: row.line, column: cell.rawValue)
                diagnostics.append(Diagnostic(code, at: place, message, severity: severity))
            }
            if let n = row.n, n < 1 {
                report(.badCount, .n, "a result of \(n) patients cannot be; correct n or leave it empty")
            }
            if let events = row.events, events < 0 {
                report(.badCount, .events, "\(events) events cannot be; correct the count")
            }
            if let years = row.personYears, years <= 0 {
                report(.badCount, .personYears, "\(Decimals.text(years)) person-years cannot be; correct the time")
            }
            if let events = row.events, let n = row.n, row.statistic == .events, events > n {
                report(.eventsExceedPatients, .events, "\(events) of \(n) patients cannot be; correct events or n")
            }
            if let n = row.n, let arm = arms[row.arm], let armSize = arm.n, n > armSize {
                let message = "the row is about \(n), but the arm has \(armSize); check both"
                report(.patientsExceedArm, .n, message, .warning)
            }
            return diagnostics
        }
    }
}

/// Confidence limits are in order and hold the estimate between them.
public struct LimitsRule: DatasetRule {
    /// Makes the rule.
    public init() {}

    /// Names reversed limits, estimates outside them, and levels that are not a percentage.
    public func check(_ dataset: Dataset) -> [Diagnostic] {
        dataset.filedOutcomes.flatMap { row, file in
            let estimate =
                switch row.statistic {
                case .meanCI, .pairedMeanCI: row.mean
                case .medianCI: row.median
                default: row.effect
                }
            let limits = limits(row.ciLow, estimate, row.ciHigh, at: Place(file, line: row.line))
            guard let level = row.ciLevel, level <= 0 || level >= 100 else { return limits }
            let place = Place(file, line: row.line, column: OutcomeCell.ciLevel.rawValue)
            let message = "\(Decimals.text(level)) is not a confidence level in percent; write 95 for 95%"
            return limits + [Diagnostic(.impossibleLevel, at: place, message)]
        }
            + dataset.publishedSyntheses.flatMap { synthesis in
                let place = Place(DatasetTable.publishedSyntheses.file, line: synthesis.line)
                return limits(synthesis.ciLow, synthesis.estimate, synthesis.ciHigh, at: place)
            }
    }

    private func limits(_ low: Double?, _ estimate: Double?, _ high: Double?, at place: Place) -> [Diagnostic] {
        if let low, let high, low > high {
            let cell = Place(place.file, line: place.line, column: OutcomeCell.ciLow.rawValue)
            let message =
                "the lower limit \(Decimals.text(low)) is above the upper limit \(Decimals.text(high)); swap them"
            return [Diagnostic(.limitsReversed, at: cell, message)]
        }
        guard let estimate else { return [] }
        guard estimate < low ?? estimate || estimate > high ?? estimate else { return [] }
        let message = "the estimate \(Decimals.text(estimate)) lies outside its limits; correct one of the three"
        return [Diagnostic(.estimateOutsideLimits, at: place, message)]
    }
}

/// Quartiles and extremes stand in their order.
public struct OrderedValuesRule: DatasetRule {
    /// Makes the rule.
    public init() {}

    /// Names rows in which min, q1, median, q3 and max, or min, mean and max, do not ascend.
    public func check(_ dataset: Dataset) -> [Diagnostic] {
        dataset.filedOutcomes.flatMap { row, file -> [Diagnostic] in
            let order = [row.min, row.q1, row.median, row.q3, row.max].compactMap(\.self)
            let ascends = zip(order, order.dropFirst()).allSatisfy(<=)
            let holdsMean = row.mean.map { $0 >= row.min ?? $0 && $0 <= row.max ?? $0 } ?? true
            guard !ascends || !holdsMean else { return [] }
            let message = "min, q1, median, q3 and max do not ascend, or the mean lies outside; correct them"
            return [Diagnostic(.limitsReversed, at: Place(file, line: row.line), message)]
        }
    }
}

/// A published comparison names its comparator, and a ratio is positive.
public struct ComparisonRule: DatasetRule {
    /// Makes the rule.
    public init() {}

    /// Names comparisons without a comparator and ratios at or below zero.
    public func check(_ dataset: Dataset) -> [Diagnostic] {
        dataset.filedOutcomes.flatMap { row, file -> [Diagnostic] in
            var diagnostics: [Diagnostic] = []
            let inContrasts = file == DatasetTable.contrasts.file
            if !row.isComparison, row.statistic.comparesArms || inContrasts {
                let place = Place(file, line: row.line, column: "comparator_arm_id")
                let message = "a comparison needs the arm it is compared with; fill the cell"
                diagnostics.append(Diagnostic(.missingValue, at: place, message))
            }
            let isRatio = row.statistic == .ratioCI || row.effectMeasure?.isRatio == true
            let values: [(OutcomeCell, Double?)] = [
                (.effect, row.effect), (.ciLow, row.ciLow), (.ciHigh, row.ciHigh),
            ]
            for (cell, value) in values {
                guard isRatio, let value, value <= 0 else { continue }
                let place = Place(file, line: row.line, column: cell.rawValue)
                let message = "a ratio of \(Decimals.text(value)) cannot be; write it on the natural scale, above zero"
                diagnostics.append(Diagnostic(.ratioNotPositive, at: place, message))
            }
            return diagnostics
        }
    }
}

/// A statistic has the numbers that belong to it.
public struct MissingCellsRule: DatasetRule {
    /// Makes the rule.
    public init() {}

    /// Every breach is a warning.
    public var onlyWarns: Bool { true }

    /// Warns of each row that lacks numbers, since sources often do not print them.
    public func check(_ dataset: Dataset) -> [Diagnostic] {
        dataset.filedOutcomes.compactMap { row, file in
            let missing = row.missingCells
            guard !missing.isEmpty else { return nil }
            let names = missing.map(\.rawValue).joined(separator: ", ")
            let message = "\(row.statistic.rawValue) lacks \(names); the row cannot be pooled as it stands"
            return Diagnostic(.missingCells, at: Place(file, line: row.line), message, severity: .warning)
        }
    }
}
