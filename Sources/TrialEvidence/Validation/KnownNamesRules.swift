/// Every arm, result and judgement belongs to a study that is there.
public struct KnownStudyRule: DatasetRule {
    /// Makes the rule.
    public init() {}

    /// Names each row whose study is missing, and the nearest study that is there.
    public func check(_ dataset: Dataset) -> [Diagnostic] {
        let known = dataset.studies.map(\.id)
        let set = Set(known)
        func unknown(_ id: String, _ file: String, _ line: Int?) -> Diagnostic? {
            guard !id.isEmpty, !set.contains(id) else { return nil }
            let message = "no study has the name \"\(id)\"\(NearestName.hint(known, for: id)); add it to studies.csv"
            return Diagnostic(.unknownStudy, at: Place(file, line: line, column: "study_id"), message)
        }
        return dataset.arms.compactMap { unknown($0.studyID, DatasetTable.arms.file, $0.line) }
            + dataset.filedOutcomes.compactMap { unknown($0.row.studyID, $0.file, $0.row.line) }
            + dataset.riskOfBias.compactMap { unknown($0.studyID, DatasetTable.riskOfBias.file, $0.line) }
    }
}

/// Every arm that a result or a combined arm names is an arm of that study.
public struct KnownArmRule: DatasetRule {
    /// Makes the rule.
    public init() {}

    /// Names each arm that its study does not have, and the nearest one it has.
    public func check(_ dataset: Dataset) -> [Diagnostic] {
        let arms = Dictionary(grouping: dataset.arms, by: \.studyID).mapValues { $0.map(\.id) }
        let studies = Set(dataset.studies.map(\.id))
        func unknown(_ arm: String, of study: String, at place: Place) -> Diagnostic? {
            // An unknown study has been reported already, and all its arms would be unknown with it.
            guard studies.contains(study), !arm.isEmpty, arms[study]?.contains(arm) != true else { return nil }
            let hint = NearestName.hint(arms[study] ?? [], for: arm)
            let message = "\(study) has no arm \"\(arm)\"\(hint); add it to arms.csv"
            return Diagnostic(.unknownArm, at: place, message)
        }
        var diagnostics = combined(dataset, unknown)
        for (row, file) in dataset.filedOutcomes {
            let place = Place(file, line: row.line, column: "arm_id")
            let comparatorPlace = Place(file, line: row.line, column: "comparator_arm_id")
            diagnostics += [
                unknown(row.armID, of: row.studyID, at: place),
                unknown(row.comparatorArmID ?? "", of: row.studyID, at: comparatorPlace),
            ].compactMap(\.self)
            if row.comparatorArmID == row.armID {
                let message = "an arm is compared with itself; name the other arm"
                diagnostics.append(Diagnostic(.selfReference, at: comparatorPlace, message))
            }
        }
        return diagnostics
    }

    private func combined(
        _ dataset: Dataset, _ unknown: (String, String, Place) -> Diagnostic?
    ) -> [Diagnostic] {
        dataset.arms.flatMap { arm -> [Diagnostic] in
            let place = Place(DatasetTable.arms.file, line: arm.line, column: "combines")
            let missing = arm.combines.compactMap { unknown($0, arm.studyID, place) }
            guard arm.combines.contains(arm.id) else { return missing }
            return missing + [Diagnostic(.selfReference, at: place, "an arm cannot combine itself; remove its name")]
        }
    }
}

/// Reports and overlaps point at other studies that are there, and overlaps are written down on both sides.
public struct StudyReferencesRule: DatasetRule {
    /// Makes the rule.
    public init() {}

    /// Rows are held against each other.
    public var comparesRows: Bool { true }

    /// Names each reference that leads nowhere, to itself, or only one way.
    public func check(_ dataset: Dataset) -> [Diagnostic] {
        let known = dataset.studies.map(\.id)
        let byID = Dictionary(dataset.studies.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return dataset.studies.flatMap { study -> [Diagnostic] in
            let main = study.secondaryReportOf.map { [$0] } ?? []
            return check(main, "secondary_report_of", study, known, back: { _ in true })
                + check(study.overlapsWith, "overlaps_with", study, known) {
                    byID[$0]?.overlapsWith.contains(study.id) ?? true
                }
                + check(study.mayOverlapWith, "may_overlap_with", study, known) {
                    byID[$0]?.mayOverlapWith.contains(study.id) ?? true
                }
        }
    }

    private func check(
        _ names: [String], _ column: String, _ study: Study, _ known: [String], back: (String) -> Bool
    ) -> [Diagnostic] {
        let place = Place(DatasetTable.studies.file, line: study.line, column: column)
        return names.compactMap { name in
            if name == study.id {
                return Diagnostic(.selfReference, at: place, "the study names itself; name the other study")
            }
            guard known.contains(name) else {
                let hint = NearestName.hint(known, for: name)
                return Diagnostic(.unknownStudy, at: place, "no study has the name \"\(name)\"\(hint); correct it")
            }
            guard !back(name) else { return nil }
            let message = "\(name) does not name \(study.id) in return; write the overlap down on both sides"
            return Diagnostic(.oneSidedOverlap, at: place, message, severity: .warning)
        }
    }
}
