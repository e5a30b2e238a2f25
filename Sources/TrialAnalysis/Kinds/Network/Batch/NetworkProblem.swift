import TrialJSON
import TrialStatistics

/// What a `network` request asks for, checked and ready.
struct NetworkProblem {
    static let fields = [
        "measure", "method", "heterogeneity", "tau2", "increment", "treatments", "reference", "tolerance", "followUps",
    ]
    /// The most treatments of one network.
    static let treatments = 250
    /// The most comparisons of one network.
    static let comparisons = 20_000

    let rows: NetworkRows
    let model: NetworkModel
    let order: [String]
    let reference: String?
    let tolerance: Double
    let warnings: [MethodWarning]

    init(_ request: BatchRequest) throws(StatisticsError) {
        let fields = request.fields
        let measure = try fields.word("measure", as: NetworkMeasure.self)
        let increment = try fields.number("increment") ?? 0.5
        guard increment >= 0, increment.isFinite else {
            throw StatisticsError(.impossibleData, "must be a number of at least 0", field: "increment")
        }
        rows = try NetworkRows(request, measure: measure, increment: increment)
        tolerance = try fields.number("tolerance") ?? 0.001
        order = try fields.texts("treatments")
        reference = try fields.text("reference")
        let tau2 = try fields.number("tau2")
        model = NetworkModel(
            heterogeneity: try fields.word("heterogeneity", as: NetworkHeterogeneityEstimator.self)
                ?? .derSimonianLaird, tau2: tau2, level: try request.level)
        warnings =
            tau2 != nil && fields.has("heterogeneity")
            ? [
                MethodWarning(
                    code: "ignored-option", message: "'heterogeneity' was not used: τ² is given.")
            ] : []
        let names = Set(rows.contrasts.flatMap { [$0.treatment, $0.comparator] })
        guard names.count <= Self.treatments, rows.contrasts.count <= Self.comparisons else {
            throw StatisticsError(
                .unsupported,
                "a network has at most \(Self.treatments) treatments and \(Self.comparisons) comparisons, this one "
                    + "\(names.count) and \(rows.contrasts.count)", field: "treatment")
        }
        if let reference, !names.contains(reference) {
            throw StatisticsError(
                .impossibleData, "'\(reference)' is no treatment of these studies", field: "reference")
        }
    }

    /// The studies that can be used, with what was left out of multi-arm studies that contradict themselves.
    func network() throws(StatisticsError) -> (
        network: TreatmentNetwork, excluded: [(row: Int, exclusion: NetworkExclusion)]
    ) {
        var contrasts = rows.contrasts
        var excluded = rows.excluded
        while true {
            do throws(StatisticsError) {
                return (try TreatmentNetwork(contrasts, order: order, tolerance: tolerance), excluded)
            } catch {
                // A study whose arms contradict each other is named, and the others are answered.
                guard error.code == .contradiction, let row = error.study, contrasts.indices.contains(row - 1) else {
                    throw error
                }
                let name = contrasts[row - 1].study
                excluded.append(
                    (row, NetworkExclusion(code: "contradicting-arms", study: name, message: error.message)))
                contrasts.removeAll { $0.study == name }
            }
        }
    }
}
