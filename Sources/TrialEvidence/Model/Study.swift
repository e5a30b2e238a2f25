/// A study, or one report of it.
public struct Study: Sendable, Equatable, Codable, Identifiable {
    /// The name by which the other tables refer to it, such as `Petrou2020`.
    public var id: String
    /// The name as its source spells it, with blanks, commas and brackets; empty where that is the name above.
    public var label = ""
    /// The first author's family name.
    public var firstAuthor = ""
    /// The year of publication.
    public var year: Int?
    /// The title.
    public var title = ""
    /// The journal, or where else it appeared.
    public var journal = ""
    /// The digital object identifier, without a resolver's address.
    public var doi: String?
    /// The PubMed identifier.
    public var pmid: String?
    /// The registrations, as printed.
    public var registryIDs: [String] = []
    /// How it was designed.
    public var design: StudyDesign
    /// Who did not know the treatment, as the source words it.
    public var blinding = ""
    /// The countries, as printed.
    public var country = ""
    /// How many patients were randomised.
    public var randomised: Int?
    /// How many patients were enrolled.
    public var enrolled: Int?
    /// How many patients of each type there were.
    public var typeCounts = MSTypeCounts()
    /// The course that the source states in words where it prints no counts.
    public var statedCourse = MSCourse.unknown
    /// The disability at baseline.
    public var baselineEDSS = BaselineEDSS()
    /// What was given.
    public var product = CellProduct()
    /// How long patients were followed, in months.
    public var followUpMonths: Double?
    /// The months until patients changed over; `nil` outside crossover trials, or where it is not known.
    public var firstPeriodMonths: Double?
    /// The study whose patients this report is about again.
    public var secondaryReportOf: String?
    /// Studies that have patients in common with this one.
    public var overlapsWith: [String] = []
    /// Studies that may have patients in common with this one.
    public var mayOverlapWith: [String] = []
    /// Who paid.
    public var funding = ""
    /// What bears on the risk of bias.
    public var riskOfBiasNotes = ""
    /// A citable page where the study was read.
    public var sourceURL: String?
    /// Everything else worth knowing.
    public var notes = ""
    /// The filled cells of the columns that the dataset declares, by their names.
    public var declared: [String: DeclaredValue] = [:]
    /// The line of studies.csv it was read from.
    public var line: Int?

    /// Makes a study of which only the name and the design are known.
    public init(id: String, design: StudyDesign) {
        self.id = id
        self.design = design
    }

    /// The patients who were randomised or, where nobody was, enrolled.
    public var patients: Int? { randomised ?? enrolled }

    /// The course of its patients: what their counts say or, without counts, what the source says.
    public var course: MSCourse { typeCounts.course == .unknown ? statedCourse : typeCounts.course }

    /// The address of the study: its DOI, the page where it was read, or its PubMed record.
    public var citation: String? {
        doi.map { "https://doi.org/\($0)" } ?? sourceURL ?? pmid.map { "https://pubmed.ncbi.nlm.nih.gov/\($0)/" }
    }
}

/// The Expanded Disability Status Scale at baseline.
public struct BaselineEDSS: Sendable, Hashable, Codable {
    /// The mean.
    public var mean: Double?
    /// The standard deviation.
    public var sd: Double?
    /// The range as printed, of the patients or of the eligibility.
    public var range = ""

    /// Nothing known.
    public init() {}
}
