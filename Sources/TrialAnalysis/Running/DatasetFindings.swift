import TrialEvidence
import TrialForensics
import TrialResults

/// The doubts about the numbers of a plan's datasets, for the result.
struct DatasetFindings {
    private let datasets: [LoadedDataset]

    /// The datasets in the order of their names, the main one first.
    init(_ datasets: [String: LoadedDataset]) {
        self.datasets = datasets.keys.sorted().compactMap { datasets[$0] }
    }

    /// The doubts as a report shows them, accepted ones included.
    var reported: [ReportedFinding] {
        datasets.flatMap { loaded in
            Examination(ExaminedEvidence(loaded.indexed, files: loaded.files)).findings.map { judged in
                let finding = judged.finding
                var reported = ReportedFinding(
                    check: finding.check, severity: finding.severity.rawValue, studies: finding.studies,
                    subject: finding.subject)
                reported.found = finding.found
                reported.expected = finding.expected
                reported.advice = finding.advice
                reported.accepted = judged.acceptance?.reason
                return reported
            }
        }
    }

    /// The document with the doubts in its overview.
    func added(to document: ResultDocument) -> ResultDocument {
        var result = document
        var overview = result.overview ?? EvidenceOverview()
        overview.findings = reported
        result.overview = overview
        return result
    }
}
