/// A trial that is registered and has not reported yet, or not in full: to be listed, never pooled.
public struct OngoingTrial: Sendable, Equatable, Codable {
    /// The registry's number.
    public var registryID: String
    /// What is given, as the registry says it.
    public var intervention: String
    /// The kind of product in the field's terms, such as `MSC` or `exosome`.
    public var productClass = ""
    /// The tissue.
    public var source: CellSource = .notStated
    /// Whose cells.
    public var donor: Donor = .notStated
    /// The way in, as the registry says it.
    public var route = ""
    /// The phase as the registry writes it, such as `1/2`.
    public var phase = ""
    /// The status as the registry writes it, such as `RECRUITING`.
    public var status = ""
    /// How many people are or will be in it.
    public var patients: Int?
    /// When it begins: year, year and month, or day.
    public var start = ""
    /// When its last data are due.
    public var completion = ""
    /// What kind of trial it is, in words.
    public var design = ""
    /// What a regulator said of the product.
    public var regulatory = ""
    /// When the record was read or last changed.
    public var recordDate = ""
    /// A citable page where it was read.
    public var sourceURL: String?
    /// Everything else worth knowing.
    public var notes = ""
    /// The line of ongoing-trials.csv it was read from.
    public var line: Int?

    /// Names a trial of which nothing else is known.
    public init(registryID: String, intervention: String) {
        self.registryID = registryID
        self.intervention = intervention
    }
}
