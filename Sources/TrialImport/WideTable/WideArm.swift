import TrialEvidence
import TrialForensics

/// The numbers of one arm in a wide row.
struct WideArm {
    let columns: WideArmColumns
    private(set) var n: Int?
    private(set) var events: Int?
    private(set) var personYears: Double?
    private(set) var mean: Double?
    private(set) var sd: Double?
    private(set) var se: Double?
    /// The standard deviation, where a variance stands for it.
    private var deviation: AppliedDerivation?
    private(set) var limits: (low: Double, high: Double, level: Double)?

    /// Reads the arm; what does not fit together is reported by the cells.
    init(_ columns: WideArmColumns, _ cells: inout WideCells) {
        self.columns = columns
        n = cells.integer(columns.n)
        personYears = cells.number(columns.personYears)
        sd = cells.number(columns.sd)
        se = cells.number(columns.se)
        readEvents(&cells)
        readMean(&cells)
        // The spread may stand in the cell of the mean, beside which a variance says nothing new.
        readVariance(&cells)
        if let others = cells.integer(columns.nonEvents) { complete(with: others, &cells) }
        if let events, let n, personYears == nil, events > n {
            cells.report(.eventsExceedPatients, columns.events, "\(events) of \(n) patients cannot be; correct one")
        }
    }

    /// Events alone, as `12/45` with their patients, or as `12 (26.7 %)`.
    private mutating func readEvents(_ cells: inout WideCells) {
        let column = columns.events
        switch cells.content(column) {
        case .nothing: return
        case .number(let value): events = cells.whole(value, column)
        case .share(let part, let all):
            events = cells.whole(part, column)
            guard let patients = cells.whole(all, column) else { return }
            if let n, n != patients {
                let name = cells.header.name(of: columns.n)
                cells.report(
                    .badCount, column, "\"\(cells.text(column).shown)\" and \(n) in \(name) disagree; correct one")
            }
            n = n ?? patients
        case .withPercent(let count, let percent), .spread(let count, let percent, nil):
            guard let n, n > 0, abs(count / Double(n) * 100 - percent) < 1 else {
                let content = cells.content(column)
                guard case .withPercent = content else { return cells.refuse(column, content) }
                if let n { return contradict(percent, count, n, &cells) }
                events = cells.whole(count, column)
                return
            }
            events = cells.whole(count, column)
        case let other: cells.refuse(column, other)
        }
    }

    private func contradict(_ percent: Double, _ count: Double, _ n: Int, _ cells: inout WideCells) {
        let message =
            "\"\(cells.text(columns.events).shown)\" is not the percentage of \(n) patients; correct the count, the percentage or "
            + "the patients"
        cells.report(.badCount, columns.events, message)
    }

    /// The variance of the values where no standard deviation is given; beside one it says nothing new.
    private mutating func readVariance(_ cells: inout WideCells) {
        let column = columns.variance
        guard let variance = cells.number(column) else { return }
        guard sd == nil else {
            return cells.leave(column, LeftReason("spread-twice", "the standard deviation is given too"))
        }
        do { deviation = try AppliedDerivation("sd-from-variance", DerivationInputs(["variance": variance])) } catch {
            cells.report(.negativeSpread, column, "\(error.reason); correct it")
        }
    }

    /// A mean alone, or with the spread or the limits that its header or the cell itself names.
    private mutating func readMean(_ cells: inout WideCells) {
        let column = columns.mean
        let content = cells.content(column)
        switch content {
        case .nothing: return
        case .number(let value): mean = value
        case .spread(let value, let spread, let named):
            guard let kind = named ?? cells.header.reading(of: column)?.spread else {
                return cells.refuse(column, content)
            }
            mean = value
            switch kind {
            case .sd: sd = agreed(sd, spread, columns.sd, &cells)
            case .se: se = agreed(se, spread, columns.se, &cells)
            }
        case .interval(let value?, let low, let high):
            guard let level = cells.header.reading(of: column)?.level else { return cells.refuse(column, content) }
            mean = value
            limits = (low, high, level)
        default: cells.refuse(column, content)
        }
    }

    private func agreed(_ stated: Double?, _ found: Double, _ column: WideColumn, _ cells: inout WideCells) -> Double {
        if let stated, stated != found {
            let message = "\(Decimals.text(stated)) and \"\(cells.text(columns.mean).shown)\" disagree; correct one"
            cells.report(.badCount, column, message)
        }
        return stated ?? found
    }

    /// Events and non-events make the patients, or patients and non-events the events.
    private mutating func complete(with nonEvents: Int, _ cells: inout WideCells) {
        guard [nonEvents, events ?? 0, n ?? 0].allSatisfy({ $0.magnitude < 1 << 40 }) else {
            cells.report(.badCount, columns.nonEvents, "the count is beyond all patients there are; correct it")
            return
        }
        switch (events, n) {
        case (let events?, let n?):
            guard events + nonEvents != n else { return }
            let message = "\(events) with and \(nonEvents) without the event are not \(n) patients; correct one"
            cells.report(.badCount, columns.nonEvents, message)
        case (let events?, nil): n = events + nonEvents
        case (nil, let n?): events = n - nonEvents
        case (nil, nil): break
        }
    }

    /// Whether there is a result, and not only a number of patients.
    var hasResult: Bool { events != nil || mean != nil }

    /// Whether a result has what it takes to be pooled: events their patients or their time, a mean its spread.
    var isComplete: Bool {
        events != nil && (n != nil || personYears != nil)
            || mean != nil && (sd != nil || se != nil || deviation != nil || limits != nil)
    }

    /// Which numbers the arm has: a rate where there is time, a mean without spread where none is given.
    var statistics: [Statistic] {
        var found: [Statistic] = []
        if events != nil { found.append(personYears == nil ? .events : .countRate) }
        if mean != nil {
            found.append(
                sd != nil || deviation != nil ? .meanSD : se != nil ? .meanSE : limits != nil ? .meanCI : .meanOnly)
        }
        return found
    }

    /// Writes the numbers of one statistic into a row.
    func fill(_ row: inout OutcomeRow) {
        row.n = n
        switch row.statistic {
        case .events, .countRate:
            row.events = events
            row.personYears = personYears
        default:
            row.mean = mean
            row.sd = sd
            row.se = se
            deviate(&row)
            row.ciLow = limits?.low
            row.ciHigh = limits?.high
            row.ciLevel = limits?.level
        }
    }

    /// The standard deviation from the variance, on record.
    private func deviate(_ row: inout OutcomeRow) {
        guard sd == nil, let deviation else { return }
        row.sd = deviation.value("standard deviation")
        row.derived.append(RecordedDerivation(.sd, by: deviation.rule, from: deviation.inputs.all))
    }

    /// The columns whose cells the row of a statistic holds.
    func columns(of statistic: Statistic) -> [WideColumn] {
        let own: [WideColumn]
        switch statistic {
        case .events, .countRate: own = [columns.events, columns.nonEvents, columns.personYears]
        default: own = [columns.mean, columns.sd, columns.se, columns.variance]
        }
        return own + [columns.n, columns.arm, columns.source, columns.url, columns.confidence, columns.notes]
    }
}
