/// The stable names of the problems that reading and validation can find.
public enum DiagnosticCode: String, Sendable, Hashable, Codable, CaseIterable {
    // The files.
    case missingFile = "missing-file"
    case unreadableFile = "unreadable-file"
    case notADataset = "not-a-dataset"
    case badDescriptor = "bad-descriptor"
    case unknownResource = "unknown-resource"
    // Delimited text.
    case emptyFile = "empty-file"
    case unterminatedQuote = "unterminated-quote"
    case strayQuote = "stray-quote"
    case bareCarriageReturn = "bare-carriage-return"
    case raggedRow = "ragged-row"
    case duplicateColumn = "duplicate-column"
    case invalidEncoding = "invalid-encoding"
    // Columns and cells.
    case missingColumn = "missing-column"
    case unknownColumn = "unknown-column"
    case missingValue = "missing-value"
    case notANumber = "not-a-number"
    case notAnInteger = "not-an-integer"
    case badRange = "bad-range"
    case badPValue = "bad-p-value"
    case unknownCode = "unknown-code"
    // Rows among each other.
    case duplicateKey = "duplicate-key"
    case unknownStudy = "unknown-study"
    case unknownArm = "unknown-arm"
    case selfReference = "self-reference"
    case oneSidedOverlap = "one-sided-overlap"
    case courseContradictsCounts = "course-contradicts-counts"
    case countsExceedPatients = "counts-exceed-patients"
    // Numbers.
    case negativeSpread = "negative-spread"
    case badCount = "bad-count"
    case eventsExceedPatients = "events-exceed-patients"
    case patientsExceedArm = "patients-exceed-arm"
    case limitsReversed = "limits-reversed"
    case estimateOutsideLimits = "estimate-outside-limits"
    case impossibleLevel = "impossible-level"
    case ratioNotPositive = "ratio-not-positive"
    case missingCells = "missing-cells"
}
