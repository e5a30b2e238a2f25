/// The stable names of the problems that reading and validation can find.
public enum DiagnosticCode: String, Sendable, Hashable, Codable, CaseIterable {
    // The files.
    /// A file or folder that must be there is not.
    case missingFile = "missing-file"
    /// A file cannot be read, or is a link.
    case unreadableFile = "unreadable-file"
    /// There is no descriptor, so the folder or archive is not a dataset.
    case notADataset = "not-a-dataset"
    /// The descriptor is not a Data Package, or disagrees with the tables.
    case badDescriptor = "bad-descriptor"
    /// The descriptor lists a table that is not read; a warning.
    case unknownResource = "unknown-resource"
    /// A file to be imported is not of the form it claims.
    case malformedFile = "malformed-file"
    // Delimited text.
    /// The file has not even a header.
    case emptyFile = "empty-file"
    /// A quote is never closed; nothing after it was read.
    case unterminatedQuote = "unterminated-quote"
    /// A quote stands inside a bare field, or text follows a closing one.
    case strayQuote = "stray-quote"
    /// A carriage return stands alone.
    case bareCarriageReturn = "bare-carriage-return"
    /// A row is longer or shorter than the header.
    case raggedRow = "ragged-row"
    /// A column is there twice.
    case duplicateColumn = "duplicate-column"
    /// A field is not UTF-8.
    case invalidEncoding = "invalid-encoding"
    /// A row is longer than any table needs.
    case recordTooLong = "record-too-long"
    // Columns and cells.
    /// A column that must be there is not.
    case missingColumn = "missing-column"
    /// The table has no such column.
    case unknownColumn = "unknown-column"
    /// A cell that must be filled is empty.
    case missingValue = "missing-value"
    /// A cell is not a finite decimal number.
    case notANumber = "not-a-number"
    /// A cell is not a whole number.
    case notAnInteger = "not-an-integer"
    /// A cell is neither a number nor a range such as `1-2` or `max 100`.
    case badRange = "bad-range"
    /// A cell is not a p-value such as `0.03` or `<0.001`.
    case badPValue = "bad-p-value"
    /// A cell holds none of the codes of its column.
    case unknownCode = "unknown-code"
    /// A cell is not a date such as `2026-11-23`.
    case badDate = "bad-date"
    // Rows among each other.
    /// A study, an arm or a result is there twice.
    case duplicateKey = "duplicate-key"
    /// No study has that name.
    case unknownStudy = "unknown-study"
    /// The study has no arm of that name.
    case unknownArm = "unknown-arm"
    /// No result has that outcome; a warning.
    case unknownOutcome = "unknown-outcome"
    /// A study or an arm names itself.
    case selfReference = "self-reference"
    /// An overlap is written down on one side only; a warning.
    case oneSidedOverlap = "one-sided-overlap"
    /// The course in words contradicts the patients counted by type.
    case courseContradictsCounts = "course-contradicts-counts"
    /// More patients are counted by type than the study has.
    case countsExceedPatients = "counts-exceed-patients"
    // Numbers.
    /// A standard deviation or standard error is negative.
    case negativeSpread = "negative-spread"
    /// A count or a time is negative, or 0 where there must be somebody.
    case badCount = "bad-count"
    /// More patients have the event than there are.
    case eventsExceedPatients = "events-exceed-patients"
    /// A row is about more patients than its arm has; a warning.
    case patientsExceedArm = "patients-exceed-arm"
    /// Limits, or quartiles and extremes, are out of order.
    case limitsReversed = "limits-reversed"
    /// An estimate lies outside its limits.
    case estimateOutsideLimits = "estimate-outside-limits"
    /// A confidence level is not a percentage between 0 and 100.
    case impossibleLevel = "impossible-level"
    /// A ratio or one of its limits is not above 0.
    case ratioNotPositive = "ratio-not-positive"
    /// A correlation lies outside −1 to 1.
    case impossibleCorrelation = "impossible-correlation"
    /// The cells of a paired table do not add up to its pairs.
    case pairsDoNotAdd = "pairs-do-not-add"
    /// A recorded derivation cannot be read, or tells of a cell that is empty or derived twice.
    case badDerivation = "bad-derivation"
    /// The limits, the step or the items of a scale cannot be.
    case badScale = "bad-scale"
    /// A definition of an endpoint is there twice, cannot be read, or is named and not there.
    case badDefinition = "bad-definition"
    /// The statistic lacks numbers, so the row cannot be pooled as it stands; a warning.
    case missingCells = "missing-cells"
}
