import TrialAnalysis
import TrialReporting
import TrialStatistics

extension AnalysisCatalogue {
    /// What comes with TrialPool, with this laboratory's measure, estimator and kind of question.
    public static let anotherLab = AnalysisCatalogue.standard
        .with(EffectMeasures.standard.adding(AnyEffectMeasure(EventFreeRatio.self)))
        .with(MethodRegistry.standard.adding(TwoStepDerSimonianLaird()))
        .adding(DirectionKind())
}

extension ReportLook {
    /// TrialPool's look, which also tells the answers of this laboratory's kind.
    public static let anotherLab = ReportLook(kinds: .standard.adding(DirectionReport()))
}
