import TrialEvidence

/// A foreign file format that can be turned into evidence.
///
/// Adding a format is one folder of this module with a type that conforms, and one line in ``ImportFormatRegistry``.
public protocol ImportFormat: Sendable {
    /// The stable name, such as `delimited`; also the name of the subcommand.
    var name: String { get }
    /// One sentence for a list of formats.
    var summary: String { get }
    /// How the names of such files end, without the dot, in lower case.
    var fileExtensions: [String] { get }

    /// Reads a file, or throws everything that is wrong with it, with file, line and column.
    ///
    /// `dataset` is what the evidence will be merged into: rows may refer to its studies and arms.
    func read(_ bytes: [UInt8], file: String, into dataset: Dataset) throws(EvidenceError) -> ImportedEvidence

    /// The format, ready to read many files into the same dataset: what it looks up there may be kept at hand.
    func prepared(for dataset: Dataset) -> any ImportFormat
}

extension ImportFormat {
    /// Most formats look up nothing that is worth keeping.
    public func prepared(for dataset: Dataset) -> any ImportFormat { self }
}

/// A format whose files are read piece by piece, so that their size does not matter.
public protocol StreamedImportFormat: ImportFormat {
    /// Reads a file from its beginning to its end and gives its evidence in pieces.
    ///
    /// Throws everything that is wrong with the file, or the first hundred faults, after which it stops; no piece comes
    /// after a fault. What the source and `take` throw comes through.
    func read(
        _ source: PeekedSource, file: String, into dataset: Dataset, take: (ImportedEvidence) throws -> Void
    ) throws
}

/// What a foreign file holds, in our terms; each row's `line` is its line in that file.
public struct ImportedEvidence: Sendable, Equatable, Codable {
    /// The name of the foreign file.
    public var file: String
    /// Studies it tells of.
    public var studies: [Study] = []
    /// Arms it tells of.
    public var arms: [Arm] = []
    /// Results it tells of.
    public var outcomes: [OutcomeRow] = []
    /// Judgements of the risk of bias.
    public var riskOfBias: [RiskOfBiasJudgement] = []
    /// Counts of a PRISMA flow diagram.
    public var flow: [FlowCount] = []
    /// Trials that are registered and have not reported.
    public var ongoingTrials: [OngoingTrial] = []
    /// What values the outcomes can take.
    public var scales: [Scale] = []
    /// What the endpoints mean.
    public var definitions: [EndpointDefinition] = []
    /// What the file holds and a dataset cannot: each named, so that nothing is dropped silently.
    public var notTaken: [NotTaken] = []
    /// For formats that are tables: how many cells each has, and what became of them.
    public var readings: [TableReading] = []
    /// Whether the format has held the outcome rows against the rules of a dataset already.
    var obeysRules = false

    /// Nothing from a file yet.
    public init(file: String) {
        self.file = file
    }
}
