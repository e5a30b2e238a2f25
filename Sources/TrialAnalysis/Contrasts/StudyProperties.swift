import TrialEvidence

extension StudyProperty {
    /// What stands where a source does not say.
    static let notStated = "not stated"

    /// The property's value for a row, or `not stated`.
    func value(study: Study, row: SelectedRow, dataset: Dataset) -> String {
        switch self {
        case .msType: Self.words(dataset.course(of: row.row).rawValue)
        case .route: Self.words(row.arm.route.rawValue)
        case .cellSource: Self.words(study.product.source.rawValue)
        case .donor: Self.words(study.product.donor.rawValue)
        case .design:
            switch study.design {
            case .parallelRandomised, .crossoverRandomised: "randomised"
            case .nonRandomisedControlled: "controlled, not randomised"
            case .singleArm, .caseReport: "single arm"
            case .notStated: "not stated"
            }
        }
    }

    /// A code as people read it, or `not stated`.
    static func words(_ code: String) -> String {
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

extension Study {
    /// What the study is called: its first author and year.
    var label: String {
        let name = firstAuthor.isEmpty ? id : firstAuthor
        return year.map { "\(name) \($0)" } ?? name
    }
}
