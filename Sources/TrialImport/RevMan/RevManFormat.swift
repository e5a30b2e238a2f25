import TrialEvidence

/// One of the forms in which RevMan writes a review; all give the same evidence.
public protocol RevManFormat: ImportFormat {
    /// Reads the review as it stands, with the results that RevMan stored.
    func review(_ bytes: [UInt8], file: String) throws(EvidenceError) -> RevManReview
}

extension RevManFormat {
    /// Reads a review and turns its rows into arms, outcomes and comparisons.
    public func read(
        _ bytes: [UInt8], file: String, into dataset: Dataset
    ) throws(EvidenceError) -> ImportedEvidence {
        try RevManEvidence(review: review(bytes, file: file), dataset: dataset).evidence()
    }
}

enum RevManFault {
    static func fault(
        _ code: DiagnosticCode, _ file: String, line: Int? = nil, column: String? = nil, _ message: String
    ) -> EvidenceError {
        EvidenceError([Diagnostic(code, at: Place(file, line: line, column: column), message)])
    }
}
