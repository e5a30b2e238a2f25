import TrialEvidence

/// Holds imported evidence against the rules of a dataset.
enum ImportedRules {
    /// The breaches of the imported rows alone, told in the imported file's lines.
    static func errors(of evidence: ImportedEvidence, in dataset: Dataset) -> [Diagnostic] {
        var trial = Dataset(name: dataset.name)
        let studies = Set(dataset.studies.map(\.id))
        let arms = Set(dataset.arms.map(\.key))
        trial.studies = dataset.studies + evidence.studies.filter { !studies.contains($0.id) }
        trial.arms = dataset.arms + evidence.arms.filter { !arms.contains($0.key) }
        trial.outcomes = evidence.outcomes
        trial.riskOfBias = evidence.riskOfBias
        trial.flow = evidence.flow
        let imported = Set([DatasetTable.outcomes, .riskOfBias, .flow].map(\.file))
        return DatasetRules.all.flatMap { $0.check(trial) }.compactMap { diagnostic in
            guard diagnostic.severity == .error, imported.contains(diagnostic.file) else { return nil }
            var told = diagnostic
            told.file = evidence.file
            return told
        }
    }
}
