import TrialEvidence

extension StudyProperty {
    /// The property's value for a row, or `not stated`.
    func value(study: Study, row: SelectedRow, dataset: Dataset) -> String {
        switch self {
        case .msType: words(dataset.course(of: row.row).rawValue)
        case .route: words(row.arm.route.rawValue)
        case .cellSource: words(study.product.source.rawValue)
        case .donor: words(study.product.donor.rawValue)
        case .design:
            switch study.design {
            case .parallelRandomised, .crossoverRandomised: "randomised"
            case .nonRandomisedControlled: "controlled, not randomised"
            case .singleArm, .caseReport: "single arm"
            case .notStated: "not stated"
            }
        }
    }

    private func words(_ code: String) -> String {
        code.isEmpty ? "not stated" : code.split(separator: "-").joined(separator: " ")
    }

    /// All properties of a row; where the arms of a combined row differ the value is `several`.
    static func all(study: Study, rows: [SelectedRow], dataset: Dataset) -> [String: String] {
        var properties: [String: String] = [:]
        for property in allCases {
            let values = Set(rows.map { property.value(study: study, row: $0, dataset: dataset) })
            properties[property.rawValue] = values.count == 1 ? values.first : "several"
        }
        return properties
    }
}
