import TrialEvidence

/// Writes acceptances of doubts into the files of a dataset.
public struct AcceptanceRecord: Sendable {
    /// The doubts.
    public let findings: [Finding]
    /// Why they may stand.
    public let reason: String
    /// Who decided; empty where it need not be said.
    public let acceptedBy: String
    /// When, as `2026-11-23`; empty where it need not be said.
    public let date: String

    /// Accepts doubts for one reason.
    public init(_ findings: [Finding], reason: String, acceptedBy: String = "", date: String = "") {
        self.findings = findings
        self.reason = reason
        self.acceptedBy = acceptedBy
        self.date = date
    }

    /// The rows that are added to accepted-findings.csv.
    public var rows: [AcceptedFinding] {
        findings.map { finding in
            var row = AcceptedFinding(
                check: finding.check, studies: finding.studies, subject: finding.subject, reason: reason)
            row.found = finding.found
            row.acceptedBy = acceptedBy
            row.date = date
            return row
        }
    }

    /// The files with the rows at the end of accepted-findings.csv, which is made where it is missing.
    ///
    /// Rows that are there keep their order and their spelling. Throws `EvidenceError` where the table cannot be read or the
    /// dataset would have errors, such as an empty reason.
    public func added(to files: DatasetFiles) throws(EvidenceError) -> DatasetFiles {
        let name = DatasetTable.acceptedFindings.file
        let columns = AcceptedFinding.columns.map(\.name)
        var table = Table(file: name, header: columns, rows: [])
        if let bytes = files.files[name] {
            let (read, diagnostics) = DelimitedText.commaSeparated.read(bytes, file: name)
            guard let read, diagnostics.isEmpty else { throw EvidenceError(diagnostics) }
            table = read
        }
        for column in columns where !table.header.contains(column) {
            table.header.append(column)
            for index in table.rows.indices { table.rows[index].append("") }
        }
        for row in rows {
            let cells = Dictionary(uniqueKeysWithValues: zip(columns, row.cells))
            table.rows.append(table.header.map { cells[$0] ?? "" })
        }
        var result = files
        result.files[name] = DelimitedText.commaSeparated.write(table)
        try result.refreshDescriptor()
        _ = try DatasetReader().read(result)
        return result
    }
}
