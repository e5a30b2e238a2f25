import TrialAnalysis
import TrialResults
import TrialStatistics

/// Short ways to what a pooled record and its plan hold.
extension AnalysisRecord {
    var pooledAnswer: PooledAnswer? { answer.value as? PooledAnswer }
    var pooled: PooledResult? { pooledAnswer?.pooled }
    var subgroups: [SubgroupResult] { pooledAnswer?.subgroups ?? [] }
    var beside: [BesideResult] { pooledAnswer?.beside ?? [] }
    var sensitivity: [SensitivityResult] { pooledAnswer?.sensitivity ?? [] }
    var explorations: Explorations? { pooledAnswer?.explorations }
    var alternatives: Alternatives? { pooledAnswer?.alternatives }
    var regressions: [RegressionAnswer] { further.compactMap { $0.value as? RegressionAnswer } }
    var rareEvents: RareEventTable? { further.lazy.compactMap { $0.value as? RareEventPanelAnswer }.first?.panel }
}

extension AnalysisSpecification {
    var pooledOptions: PooledOptions { options.value as? PooledOptions ?? PooledOptions() }
}
