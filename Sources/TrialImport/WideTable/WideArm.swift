import TrialEvidence

/// The numbers of one arm in a wide row.
struct WideArm {
    let columns: WideArmColumns
    private(set) var n: Int?
    private(set) var events: Int?
    private(set) var personYears: Double?
    private(set) var mean: Double?
    private(set) var sd: Double?
    private(set) var se: Double?

    /// Reads the arm; what does not fit together is reported by the cells.
    init(_ columns: WideArmColumns, _ cells: inout WideCells) {
        self.columns = columns
        n = cells.integer(columns.n)
        events = cells.integer(columns.events)
        personYears = cells.number(columns.personYears)
        mean = cells.number(columns.mean)
        sd = cells.number(columns.sd)
        se = cells.number(columns.se)
        if let others = cells.integer(columns.nonEvents) { complete(with: others, &cells) }
        if let events, let n, personYears == nil, events > n {
            cells.report(.eventsExceedPatients, columns.events, "\(events) of \(n) patients cannot be; correct one")
        }
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

    /// Which numbers the arm has: a rate where there is time, a mean without spread where none is given.
    var statistics: [Statistic] {
        var found: [Statistic] = []
        if events != nil { found.append(personYears == nil ? .events : .countRate) }
        if mean != nil { found.append(sd != nil ? .meanSD : se != nil ? .meanSE : .meanOnly) }
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
        }
    }
}
