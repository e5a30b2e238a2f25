import Testing
import TrialArchives
import TrialEvidence
import TrialImport

/// A small file with one hazard of the files that people make, and what has to come of it.
struct MessyFile: Sendable, CustomTestStringConvertible {
    /// What has to come of a file.
    enum Outcome: Sendable {
        /// These results are read, and these things are listed as not read: the beginning of place and code.
        case read([String], left: [String] = [])
        /// It is refused, and the error says these words.
        case refused([String])
    }

    let hazard: String
    let format: any ImportFormat
    let bytes: [UInt8]
    let outcome: Outcome
    /// The lines that hold the names of the columns; what stands above them are titles.
    var names = 1...1

    var testDescription: String { hazard }

    /// A wide table.
    static func wide(_ hazard: String, _ text: String, _ outcome: Outcome) -> MessyFile {
        MessyFile(hazard: hazard, format: WideTable(), bytes: Array(text.utf8), outcome: outcome)
    }

    /// Rows about the trial of ``ImportSupport/dataset()``; the header and the constant columns are the usual ones.
    static func long(_ hazard: String, _ text: String, _ outcome: Outcome) -> MessyFile {
        MessyFile(hazard: hazard, format: DelimitedOutcomes(), bytes: Array(text.utf8), outcome: outcome)
    }

    /// The same, with the names of the columns in other lines than the first.
    func named(in lines: ClosedRange<Int>) -> MessyFile {
        var file = self
        file.names = lines
        return file
    }

    /// A sheet of a workbook.
    static func sheet(_ hazard: String, _ cells: [[String]], _ outcome: Outcome) -> MessyFile {
        sheet(hazard, SmallWorkbook(cells: cells), outcome)
    }

    static func sheet(_ hazard: String, _ book: SmallWorkbook, _ outcome: Outcome) -> MessyFile {
        MessyFile(hazard: hazard, format: Workbook(), bytes: (try? book.bytes()) ?? [], outcome: outcome)
    }

    func evidence() throws(EvidenceError) -> ImportedEvidence {
        try format.read(bytes, file: "file.csv", into: ImportSupport.dataset())
    }

    /// Every file of the table.
    static let all: [MessyFile] = rows + numbers + headers + arms + forms + account + workbooks
}

extension OutcomeRow {
    /// The result in a few words: `Ann experimental 12/45`, `Ann control 0.9 sd 0.2 n 11`, `Ann OddsRatio 1.2 [0.8, 1.9]`.
    var brief: String {
        func text(_ value: Double?) -> String { value.map { Decimals.text(($0 * 1e4).rounded() / 1e4) } ?? "?" }
        let patients = n.map { " n \($0)" } ?? ""
        if let effectMeasure {
            let p = pValue.map { " p \($0.text)" } ?? ""
            return
                "\(studyID) \(effectMeasure.rawValue) \(text(effect)) [\(text(ciLow)), \(text(ciHigh))]\(patients)\(p)"
        }
        let name = "\(studyID) \(armID)"
        if statistic == .pValue { return "\(name) against \(comparatorArmID ?? "nobody") p \(pValue?.text ?? "?")" }
        if let events {
            let time = personYears.map { " in \(text($0))" } ?? ""
            return "\(name) \(events)/\(n.map(String.init) ?? "?")\(time)"
        }
        let spreads = [("sd", sd), ("se", se), ("low", ciLow), ("high", ciHigh)].filter { $0.1 != nil }
        return "\(name) \(text(mean))" + spreads.map { " \($0.0) \(text($0.1))" }.joined() + patients
    }
}
