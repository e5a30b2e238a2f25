import TrialEvidence

/// Holds rows against the rules of a dataset, a few at a time: of the dataset only the studies, arms and definitions are held, and of
/// those only what rules look at.
struct RowDiagnoser {
    private var studies: [String: Study] = [:]
    private var arms: [String: [Arm]] = [:]
    private var definitions: [String: EndpointDefinition] = [:]

    init() {}

    /// Knows the studies, arms and definitions of a dataset.
    init(_ dataset: Dataset) {
        learn(studies: dataset.studies, arms: dataset.arms)
        learn(definitions: dataset.definitions)
    }

    /// Learns of more studies and arms; those that are known already stay as they are.
    mutating func learn(studies new: [Study], arms newArms: [Arm]) {
        for var study in new where studies[study.id] == nil {
            (study.title, study.journal, study.funding, study.notes) = ("", "", "", "")
            (study.country, study.blinding, study.riskOfBiasNotes) = ("", "", "")
            studies[study.id] = study
        }
        for var arm in newArms where arms[arm.studyID]?.contains(where: { $0.id == arm.id }) != true {
            (arm.label, arm.notes) = ("", "")
            arms[arm.studyID, default: []].append(arm)
        }
    }

    /// Learns of more definitions of endpoints; those that are known already stay as they are.
    mutating func learn(definitions new: [EndpointDefinition]) {
        for definition in new where definitions[definition.id] == nil { definitions[definition.id] = definition }
    }

    /// The errors of outcome rows; the file of the diagnostics is the one that is given.
    func errors(of rows: [OutcomeRow], file: String) -> [Diagnostic] {
        var trial = Dataset(name: "")
        let names = Set(rows.lazy.map(\.studyID))
        let known = names.compactMap { studies[$0] }
        // The nearest name of an unknown study may be any.
        trial.studies = known.count == names.count ? known : studies.values.sorted { $0.id < $1.id }
        trial.arms = known.flatMap { arms[$0.id] ?? [] }
        trial.definitions = definitions.values.sorted { $0.id < $1.id }
        trial.outcomes = rows
        return DatasetRules.rowByRow.flatMap { $0.check(trial) }.compactMap { diagnostic in
            guard diagnostic.severity == .error, diagnostic.file == DatasetTable.outcomes.file else { return nil }
            var told = diagnostic
            told.file = file
            return told
        }
    }
}
