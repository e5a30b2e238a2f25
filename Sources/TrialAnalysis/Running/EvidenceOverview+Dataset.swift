import TrialEvidence
import TrialResults

extension EvidenceOverview {
    /// What a report shows of a dataset: its studies, judgements on the risk of bias and flow of records.
    init(_ dataset: IndexedDataset) {
        self.init()
        studies = dataset.studies.map { StudyOverview($0, in: dataset) }
        riskOfBias = dataset.riskOfBias.map { row in
            var entry = BiasEntry(
                study: row.studyID, tool: row.tool, domain: row.domain, judgement: row.judgement.rawValue)
            entry.outcome = row.outcome
            entry.support = row.support
            entry.judgedBy = row.judgedBy.isEmpty ? nil : row.judgedBy
            return entry
        }
        flow = dataset.flow.map { FlowEntry(box: $0.box, reason: $0.reason, count: $0.count) }
        if !dataset.ongoingTrials.isEmpty { ongoing = dataset.ongoingTrials.map(OngoingEntry.init) }
    }
}

extension OngoingEntry {
    /// A trial of a dataset, with product, route, tissue and donor as words.
    init(_ trial: OngoingTrial) {
        self.init(registryID: trial.registryID, intervention: trial.intervention)
        let parts = [trial.productClass, trial.route, trial.source.rawValue, trial.donor.rawValue]
        product = parts.filter { !$0.isEmpty }.map(StudyProperty.words).joined(separator: ", ")
        (phase, status, participants) = (trial.phase, trial.status, trial.patients)
        (completion, design, regulatory) = (trial.completion, trial.design, trial.regulatory)
        source = trial.sourceURL
    }
}

extension StudyOverview {
    /// A study with the properties that its treatment arms share; `several` where they differ.
    init(_ study: Study, in dataset: IndexedDataset) {
        let arms = dataset.arms(of: study.id).filter { $0.role == .treatment && $0.combines.isEmpty }
        let routes = Set(arms.map(\.route.rawValue))
        let route = routes.count > 1 ? "several" : StudyProperty.words(routes.first ?? "")
        self.init(
            study: study.id, label: study.shownName, design: study.design.rawValue,
            properties: [
                StudyProperty.msType.rawValue: StudyProperty.words(study.course.rawValue),
                StudyProperty.route.rawValue: route,
                StudyProperty.cellSource.rawValue: StudyProperty.words(study.product.source.rawValue),
                StudyProperty.donor.rawValue: StudyProperty.words(study.product.donor.rawValue),
            ])
        year = study.year
        participants = study.patients
        secondaryReportOf = study.secondaryReportOf
        citation = study.citation
    }
}
