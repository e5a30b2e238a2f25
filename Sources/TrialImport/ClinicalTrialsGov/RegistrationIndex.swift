import TrialEvidence

/// Finds the studies of a dataset that name a registration, and their arms, without going through all of them.
struct RegistrationIndex: Sendable {
    private let studies: [Study]
    private let byName: [String: [Int]]
    private let arms: [String: [Arm]]

    init(_ dataset: Dataset) {
        studies = dataset.studies
        arms = Dictionary(grouping: dataset.arms, by: \.studyID)
        var byName: [String: [Int]] = [:]
        for (position, study) in dataset.studies.enumerated() {
            let registered = study.registryIDs.flatMap { $0.uppercased().split { !$0.isLetter && !$0.isNumber } }
            for name in Set(registered.map(String.init) + [study.id.uppercased()]) {
                byName[name, default: []].append(position)
            }
        }
        self.byName = byName
    }

    /// The part of the dataset that a record may be about.
    func part(for record: RegistryRecord) -> Dataset {
        let identification = record.protocolSection.identificationModule
        let names = Set(([identification.nctId] + (identification.nctIdAliases ?? [])).map { $0.uppercased() })
        var part = Dataset(name: "")
        part.studies = Set(names.flatMap { byName[$0] ?? [] }).sorted().map { studies[$0] }
        let owners = part.studies.isEmpty ? [RegistryStudy.nctID(of: record)] : part.studies.map(\.id)
        part.arms = owners.flatMap { arms[$0] ?? [] }
        return part
    }
}
