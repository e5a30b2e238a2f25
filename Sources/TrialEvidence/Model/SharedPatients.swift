extension Dataset {
    /// The studies that have patients in common, each group in the order of the file; studies of their own are left out.
    ///
    /// A secondary report shares the patients of its main report. `includingPossible` adds the overlaps that the sources
    /// do not exclude. Sharing is followed through: a and b, b and c make one group of three.
    public func sharedPatientGroups(includingPossible: Bool = false) -> [[String]] {
        var leader = Dictionary(studies.map { ($0.id, $0.id) }, uniquingKeysWith: { first, _ in first })
        func find(_ id: String) -> String {
            var current = id
            while let next = leader[current], next != current { current = next }
            return current
        }
        for study in studies {
            let certain = study.overlapsWith + (study.secondaryReportOf.map { [$0] } ?? [])
            for other in certain + (includingPossible ? study.mayOverlapWith : []) where leader[other] != nil {
                leader[find(other)] = find(study.id)
            }
        }
        let groups = Dictionary(grouping: studies.map(\.id), by: find).values.filter { $0.count > 1 }
        let order = Dictionary(studies.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        return groups.sorted { (order[$0[0]] ?? 0) < (order[$1[0]] ?? 0) }
    }

    /// The other studies that have patients in common with a study.
    public func studiesSharingPatients(with studyID: String, includingPossible: Bool = false) -> [String] {
        let group = sharedPatientGroups(includingPossible: includingPossible).first { $0.contains(studyID) } ?? []
        return group.filter { $0 != studyID }
    }
}
