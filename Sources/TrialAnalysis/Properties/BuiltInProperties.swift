import TrialEvidence

extension PropertyDefinition {
    /// The properties that every dataset has.
    static let builtIn: [PropertyDefinition] = categories + quantities

    private static let categories: [PropertyDefinition] = [
        category(.msType) { StudyProperty.words($0.dataset.course(of: $0.row.row).rawValue) },
        category(.route) { StudyProperty.words($0.row.arm.route.rawValue) },
        category(.cellSource) { StudyProperty.words($0.study.product.source.rawValue) },
        category(.donor) { StudyProperty.words($0.study.product.donor.rawValue) },
        category(.design) { design($0.study.design) },
        category(.riskOfBias, saysNotStated: false) { $0.overallBias },
        category(.country, saysNotStated: false) { $0.study.country.isEmpty ? nil : $0.study.country },
        category(.subgroup, saysNotStated: false) { $0.row.row.subgroup.isEmpty ? nil : $0.row.row.subgroup },
    ]

    private static let quantities: [PropertyDefinition] = [
        quantity(.year, "Year of publication") { $0.study.year.map(Double.init) },
        quantity(.dose, "Dose", unit: "million cells/kg") { $0.row.arm.dose.perKilogram?.midpoint },
        quantity(.dosePerInfusion, "Dose", unit: "million cells per infusion") {
            $0.row.arm.dose.perInfusion?.midpoint
        },
        quantity(.infusions, "Number of infusions") { $0.row.arm.dose.infusions?.midpoint },
        quantity(.followUp, "Follow-up", unit: "months") { $0.row.row.timepointMonths },
        quantity(.baselineEDSS, "Mean EDSS at baseline") { $0.study.baselineEDSS.mean },
        quantity(.patients, "Patients in the study") { $0.study.patients.map(Double.init) },
        quantity(.progressiveShare, "Patients with progressive MS", unit: "%") {
            progressiveShare($0.study.typeCounts)
        },
    ]

    private static func category(
        _ property: StudyProperty, saysNotStated: Bool = true, _ read: @escaping @Sendable (PropertySource) -> String?
    ) -> PropertyDefinition {
        PropertyDefinition(
            property: property, label: PropertyLabel(property.rawValue, isQuantity: false),
            saysNotStated: saysNotStated, reading: .category(read))
    }

    private static func quantity(
        _ property: StudyProperty, _ title: String, unit: String? = nil,
        _ read: @escaping @Sendable (PropertySource) -> Double?
    ) -> PropertyDefinition {
        let name = unit.map { "\(title) (\($0))" } ?? title
        return PropertyDefinition(
            property: property, label: PropertyLabel(name, unit: unit, isQuantity: true), saysNotStated: false,
            reading: .quantity(read))
    }

    private static func design(_ design: StudyDesign) -> String {
        switch design {
        case .parallelRandomised, .crossoverRandomised: "randomised"
        case .nonRandomisedControlled: "controlled, not randomised"
        case .singleArm, .caseReport: "single arm"
        case .notStated: StudyProperty.notStated
        }
    }

    private static func progressiveShare(_ counts: MSTypeCounts) -> Double? {
        let known = MSType.allCases.compactMap { type in counts[type].map { (type, Double($0)) } }
        let total = known.reduce(0) { $0 + $1.1 }
        guard total > 0 else { return nil }
        return 100 * known.filter { $0.0 != .relapsingRemitting }.reduce(0) { $0 + $1.1 } / total
    }
}

extension PropertySource {
    /// The overall judgement on the risk of bias, of the outcome or else of the whole study; `several` where judgements
    /// differ.
    fileprivate var overallBias: String? {
        let overall = dataset.riskOfBias.filter {
            $0.studyID == study.id && $0.domain.lowercased() == "overall"
                && ($0.outcome.isEmpty || $0.outcome == row.row.outcome)
        }
        let own = overall.filter { !$0.outcome.isEmpty }
        let judgements = Set((own.isEmpty ? overall : own).map(\.judgement))
        guard let first = judgements.first else { return nil }
        return judgements.count == 1 ? StudyProperty.words(first.rawValue) : StudyProperty.several
    }
}
