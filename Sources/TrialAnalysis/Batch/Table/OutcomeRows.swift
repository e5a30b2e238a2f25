import TrialStatistics

/// The rows of one outcome, column by column.
struct OutcomeRows {
    /// The outcome's name.
    private(set) var name: [UInt8] = []
    /// The number of each row in the file.
    var rows: [Int] = []
    private let names: [String]
    private let hasStandardErrors: Bool
    private var columns: [[Double?]]
    private var problem: String?

    /// Begins without rows; `names` are those of the columns.
    init(_ names: [String]) {
        self.names = names
        hasStandardErrors = names.last == "standardError"
        columns = Array(repeating: [], count: names.count)
    }

    /// Forgets all rows and keeps their memory.
    mutating func clear() {
        rows.removeAll(keepingCapacity: true)
        for column in columns.indices { columns[column].removeAll(keepingCapacity: true) }
        problem = nil
    }

    /// Begins another outcome, whose name `write` appends.
    mutating func begin(_ write: (inout [UInt8]) -> Void) {
        name.removeAll(keepingCapacity: true)
        write(&name)
    }

    @inline(__always)
    mutating func append(_ number: Double?, to column: Int) { columns[column].append(number) }

    /// Keeps the outcome from being pooled; the first reason stands.
    mutating func fail(_ row: Int, _ reason: String) { if problem == nil { problem = "row \(row): \(reason)" } }

    /// What is written of the outcome.
    func answer(_ measure: AnyEffectMeasure?, _ pooling: inout OutcomePooling) -> OutcomeAnswer {
        var answer = OutcomeAnswer(name: name)
        if let problem {
            answer.excluded = rows.count
            answer.notes = [problem]
            return answer
        }
        do throws(StatisticsError) {
            let kept = if let measure { try effects(measure, &answer) } else { try estimates(&answer) }
            try pool(kept, &answer, &pooling)
        } catch {
            answer.excluded = rows.count
            answer.notes.insert(error.message, at: 0)
        }
        return answer
    }
}

extension OutcomeRows {
    /// The estimates that can be pooled, with the numbers of their rows.
    private struct Kept {
        var rows: [Int] = []
        var estimates: [Double] = []
        var variances: [Double] = []

        init(capacity: Int) {
            rows.reserveCapacity(capacity)
            estimates.reserveCapacity(capacity)
            variances.reserveCapacity(capacity)
        }

        mutating func append(_ row: Int, _ estimate: Double, _ variance: Double) {
            rows.append(row)
            estimates.append(estimate)
            variances.append(variance)
        }

        /// A mistake with the row that is to blame in front.
        func placed(_ error: StatisticsError) -> StatisticsError {
            guard let study = error.study, study >= 1, study <= rows.count else { return error }
            return StatisticsError(error.code, "row \(rows[study - 1]): \(error.message)", field: error.field)
        }
    }

    /// How many rows that were left out are told one by one.
    private static let toldRows = 5

    /// Pools what is kept; the study of an error becomes its row.
    private func pool(
        _ kept: Kept, _ answer: inout OutcomeAnswer, _ pooling: inout OutcomePooling
    ) throws(StatisticsError) {
        do throws(StatisticsError) {
            try Magnitudes.check(estimates: kept.estimates, variances: kept.variances)
            let fit = try pooling.fit(estimates: kept.estimates, variances: kept.variances)
            answer.studies = kept.rows.count
            answer.excluded = rows.count - kept.rows.count
            answer.notes += fit.warnings.map(\.code)
            answer.fit = fit
        } catch {
            throw kept.placed(error)
        }
    }

    /// The rows that have both numbers.
    private func estimates(_ answer: inout OutcomeAnswer) throws(StatisticsError) -> Kept {
        var kept = Kept(capacity: rows.count)
        for i in rows.indices {
            guard let estimate = columns[0][i] else {
                tell(i, "estimate is missing", &answer)
                continue
            }
            guard let spread = columns[1][i] else {
                tell(i, hasStandardErrors ? "standard error is missing" : "variance is missing", &answer)
                continue
            }
            if hasStandardErrors, spread < 0 {
                throw StatisticsError(.invalidVariance, "row \(rows[i]): a standard error must not be negative")
            }
            kept.append(rows[i], estimate, hasStandardErrors ? spread * spread : spread)
        }
        sumUp(rows.count - kept.rows.count, &answer)
        return kept
    }

    /// The effect estimates of what the groups of each row report.
    private func effects(_ measure: AnyEffectMeasure, _ answer: inout OutcomeAnswer) throws(StatisticsError) -> Kept {
        let table = try StudyColumns(names: names, values: columns)
        let effects = try measure.effectColumns(table)
        var kept = Kept(capacity: rows.count)
        var excluded = effects.excluded[...]
        for i in rows.indices {
            if let first = excluded.first, first.study == i {
                tell(i, first.exclusion.reason, &answer)
                excluded.removeFirst()
            } else {
                kept.append(rows[i], effects.estimates[i], effects.variances[i])
            }
        }
        sumUp(effects.excluded.count, &answer)
        return kept
    }

    private func tell(_ index: Int, _ reason: String, _ answer: inout OutcomeAnswer) {
        if answer.notes.count < Self.toldRows { answer.notes.append("row \(rows[index]): \(reason)") }
    }

    private func sumUp(_ excluded: Int, _ answer: inout OutcomeAnswer) {
        if excluded > Self.toldRows { answer.notes.append("\(excluded - Self.toldRows) more rows left out") }
    }
}
