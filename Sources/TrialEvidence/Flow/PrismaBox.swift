/// The boxes of the PRISMA 2020 flow diagram (Page et al. 2021, doi:10.1136/bmj.n71), by the keys of its spreadsheet.
public enum PrismaBox: String, Sendable, Hashable, Codable, CaseIterable {
    case previousStudies = "previous_studies"
    case previousReports = "previous_reports"
    case databaseResults = "database_results"
    case databaseSpecificResults = "database_specific_results"
    case registerResults = "register_results"
    case registerSpecificResults = "register_specific_results"
    case websiteResults = "website_results"
    case organisationResults = "organisation_results"
    case citationsResults = "citations_results"
    case duplicates
    case excludedAutomatic = "excluded_automatic"
    case excludedOther = "excluded_other"
    case recordsScreened = "records_screened"
    case recordsExcluded = "records_excluded"
    case soughtReports = "dbr_sought_reports"
    case notRetrievedReports = "dbr_notretrieved_reports"
    case otherSoughtReports = "other_sought_reports"
    case otherNotRetrievedReports = "other_notretrieved_reports"
    case assessed = "dbr_assessed"
    case excluded = "dbr_excluded"
    case otherAssessed = "other_assessed"
    case otherExcluded = "other_excluded"
    case newStudies = "new_studies"
    case newReports = "new_reports"
    case totalStudies = "total_studies"
    case totalReports = "total_reports"
    case studiesInMetaAnalysis = "total_studies_ma"
    case reportsInMetaAnalysis = "total_reports_ma"

    /// Whether the box lists counts with what they are for.
    public var isList: Bool {
        switch self {
        case .databaseSpecificResults, .registerSpecificResults, .excluded, .otherExcluded: true
        default: false
        }
    }

    /// Rows of the spreadsheet that switch a column of the diagram on and hold no count.
    public static let switches: Set<String> = [
        "prevstud", "newstud", "othstud", "identification", "screening", "included",
    ]
}
