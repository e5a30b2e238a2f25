import Glibc
import TrialEvidence

/// Numbers in the words of findings.
enum FindingWords {
    /// A computed number with three digits that say something.
    static func number(_ value: Double, digits: Int = 3) -> String {
        guard value != 0, value.isFinite else { return value == 0 ? "0" : "\(value)" }
        let exponent = Int(log10(abs(value)).rounded(.down))
        let decimals = max(0, digits - 1 - exponent)
        guard decimals < 16 else { return "\(value)" }
        let power = pow(10, Double(decimals))
        return Decimals.text((value * power).rounded() / power)
    }

    /// A range of p-values.
    static func pRange(_ range: Interval) -> String {
        func text(_ p: Double) -> String { p < 0.0001 ? "<0.0001" : number(p, digits: 2) }
        let (low, high) = (text(range.lower), text(range.upper))
        return low == high ? low : "\(low) to \(high)"
    }

    /// A printed p-value.
    static func p(_ value: PValue) -> String {
        value.isBelow ? "p <\(Decimals.text(value.value))" : "p \(Decimals.text(value.value))"
    }

    /// A number of things: `1 result`, `3 results`.
    static func count(_ number: Int, _ thing: String) -> String { "\(number) \(thing)\(number == 1 ? "" : "s")" }

    /// Names with commas between and "and" before the last.
    static func list(_ names: [String]) -> String {
        guard names.count > 1, let last = names.last else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " and " + last
    }
}

extension FindingRows {
    /// Several rows under one description; studies and places without repeats, in the order of the rows.
    init(_ rows: [ExaminedRow], subject: String) {
        var studies: [String] = []
        var places: [Place] = []
        for row in rows {
            if !studies.contains(row.row.studyID) { studies.append(row.row.studyID) }
            places.append(row.place())
        }
        self.init(studies: studies, places: places, subject: subject)
    }

    /// A row of studies.csv.
    init(_ study: Study, column: String? = nil, subject: String? = nil) {
        self.init(
            studies: [study.id], places: [Place(DatasetTable.studies.file, line: study.line, column: column)],
            subject: subject ?? study.id)
    }

    /// Rows of arms.csv of one study.
    init(_ arms: [Arm], subject: String) {
        self.init(
            studies: arms.first.map { [$0.studyID] } ?? [],
            places: arms.map { Place(DatasetTable.arms.file, line: $0.line) }, subject: subject)
    }
}
