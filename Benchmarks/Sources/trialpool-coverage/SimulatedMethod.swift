import TrialStatistics

/// An interval with the estimator of τ² it is meant for.
struct SimulatedMethod {
    let name: String
    let estimator: Estimator
    let interval: any IntervalMethod

    /// The estimators in use, each run once a replication.
    enum Estimator: CaseIterable {
        case restrictedLikelihood, likelihood, moments, pauleMandel

        var method: any HeterogeneityEstimator {
            switch self {
            case .restrictedLikelihood: RestrictedMaximumLikelihood()
            case .likelihood: MaximumLikelihood()
            case .moments: DerSimonianLaird()
            case .pauleMandel: PauleMandel()
            }
        }
    }

    static let all = [
        SimulatedMethod(name: "Wald, DL", estimator: .moments, interval: NormalInterval()),
        SimulatedMethod(name: "Wald, REML", estimator: .restrictedLikelihood, interval: NormalInterval()),
        SimulatedMethod(
            name: "profile likelihood", estimator: .likelihood, interval: ProfileLikelihoodInterval()),
        SimulatedMethod(name: "t", estimator: .restrictedLikelihood, interval: TInterval()),
        SimulatedMethod(name: "HK", estimator: .restrictedLikelihood, interval: HartungKnapp()),
        SimulatedMethod(name: "guarded HK", estimator: .restrictedLikelihood, interval: HartungKnapp.guarded),
        SimulatedMethod(name: "IQWiG 6", estimator: .pauleMandel, interval: IQWiG6()),
        SimulatedMethod(name: "KR", estimator: .restrictedLikelihood, interval: KenwardRoger()),
        SimulatedMethod(name: "KR, adjusted", estimator: .restrictedLikelihood, interval: KenwardRoger.adjusted),
    ]
}
