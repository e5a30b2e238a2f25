import TrialResults

/// The name of a property of a study or its treatment arm: of those that every dataset has, or of a column that one declares.
///
/// A plan's `subgroups`, `moderators` and `levels` name properties; what a name means in a dataset is said by its
/// ``PropertyCatalogue``.
public struct StudyProperty: RawRepresentable, Sendable, Hashable, Codable {
    /// The name, as plans write it.
    public let rawValue: String

    /// Names a property.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Relapsing, progressive or mixed.
    public static let msType = StudyProperty(rawValue: "ms-type")
    /// Intravenous, intrathecal or both.
    public static let route = StudyProperty(rawValue: "route")
    /// Bone marrow, adipose tissue, umbilical cord, placenta.
    public static let cellSource = StudyProperty(rawValue: "cell-source")
    /// Autologous or allogeneic.
    public static let donor = StudyProperty(rawValue: "donor")
    /// Randomised, controlled without randomisation, single arm.
    public static let design = StudyProperty(rawValue: "design")
    /// The overall judgement on the risk of bias.
    public static let riskOfBias = StudyProperty(rawValue: "risk-of-bias")
    /// The countries, as the column has them.
    public static let country = StudyProperty(rawValue: "country")

    /// The part of the study that a row is about, such as the subgroup of a review's analysis.
    public static let subgroup = StudyProperty(rawValue: "subgroup")

    /// The year of publication.
    public static let year = StudyProperty(rawValue: "year")
    /// Million cells for each kilogram of body weight; the middle of a range.
    public static let dose = StudyProperty(rawValue: "dose")
    /// Million cells in each infusion; the middle of a range.
    public static let dosePerInfusion = StudyProperty(rawValue: "dose-per-infusion")
    /// How many infusions; the middle of a range.
    public static let infusions = StudyProperty(rawValue: "infusions")
    /// Months from the start of treatment to the result.
    public static let followUp = StudyProperty(rawValue: "follow-up")
    /// The mean Expanded Disability Status Scale at baseline.
    public static let baselineEDSS = StudyProperty(rawValue: "baseline-edss")
    /// Patients randomised or, where nobody was, enrolled.
    public static let patients = StudyProperty(rawValue: "patients")
    /// The percentage of patients with progressive disease.
    public static let progressiveShare = StudyProperty(rawValue: "progressive-share")

    /// The categories that every dataset has.
    public static let categories: [StudyProperty] = [
        .msType, .route, .cellSource, .donor, .design, .riskOfBias, .country, .subgroup,
    ]
    /// The quantities that every dataset has.
    public static let quantities: [StudyProperty] = [
        .year, .dose, .dosePerInfusion, .infusions, .followUp, .baselineEDSS, .patients, .progressiveShare,
    ]

    /// What stands where a source does not say.
    static let notStated = StudyResult.notStated
    /// What stands where the arms of a combined row differ.
    static let several = "several"

    /// A code as people read it, or `not stated`.
    static func words(_ code: String) -> String {
        code.isEmpty ? notStated : code.split(separator: "-").joined(separator: " ")
    }
}

/// A property that a plan names, with what it is needed for.
public struct PropertyUse: Sendable, Equatable {
    /// What kind of property is needed.
    public enum Need: Sendable, Equatable {
        /// One that forms groups as it is.
        case category
        /// One that can be cut at limits or centred.
        case quantity
        /// Either.
        case any
    }

    /// The plan's key that names it.
    public let key: String
    /// The property.
    public let property: StudyProperty
    /// What is needed.
    public let need: Need

    /// Names a use.
    public init(_ property: StudyProperty, at key: String, as need: Need) {
        self.property = property
        self.key = key
        self.need = need
    }
}
