import TrialEvidence

/// A quantity of a study or its treatment arm on which effects may be regressed.
public enum ModeratorProperty: String, Sendable, Codable, CaseIterable {
    /// The year of publication.
    case year
    /// Million cells for each kilogram of body weight; the middle of a range.
    case dose
    /// Million cells in each infusion; the middle of a range.
    case dosePerInfusion = "dose-per-infusion"
    /// How many infusions; the middle of a range.
    case infusions
    /// Months from the start of treatment to the result.
    case followUp = "follow-up"
    /// The mean Expanded Disability Status Scale at baseline.
    case baselineEDSS = "baseline-edss"
    /// Patients randomised or, where nobody was, enrolled.
    case patients
    /// The percentage of patients with progressive disease.
    case progressiveShare = "progressive-share"

    /// The name for people, with its unit.
    public var name: String {
        switch self {
        case .year: "Year of publication"
        case .dose: "Dose (million cells/kg)"
        case .dosePerInfusion: "Dose (million cells per infusion)"
        case .infusions: "Number of infusions"
        case .followUp: "Follow-up (months)"
        case .baselineEDSS: "Mean EDSS at baseline"
        case .patients: "Patients in the study"
        case .progressiveShare: "Patients with progressive MS (%)"
        }
    }

    /// The quantity of one row; nil where it is not known.
    func value(study: Study, row: SelectedRow) -> Double? {
        switch self {
        case .year: study.year.map(Double.init)
        case .dose: row.arm.dose.perKilogram?.midpoint
        case .dosePerInfusion: row.arm.dose.perInfusion?.midpoint
        case .infusions: row.arm.dose.infusions?.midpoint
        case .followUp: row.row.timepointMonths
        case .baselineEDSS: study.baselineEDSS.mean
        case .patients: study.patients.map(Double.init)
        case .progressiveShare: Self.progressiveShare(study.typeCounts)
        }
    }

    private static func progressiveShare(_ counts: MSTypeCounts) -> Double? {
        let known = MSType.allCases.compactMap { type in counts[type].map { (type, Double($0)) } }
        let total = known.reduce(0) { $0 + $1.1 }
        guard total > 0 else { return nil }
        return 100 * known.filter { $0.0 != .relapsingRemitting }.reduce(0) { $0 + $1.1 } / total
    }

    /// All quantities of a row; absent where one is not known or the arms of a combined row differ.
    static func all(study: Study, rows: [SelectedRow]) -> [String: Double] {
        var quantities: [String: Double] = [:]
        for property in allCases {
            let values = Set(rows.map { property.value(study: study, row: $0) })
            if values.count == 1, let value = values.first ?? nil { quantities[property.rawValue] = value }
        }
        return quantities
    }
}
