/// The model refitted as studies are added one by one in a chosen order.
///
/// *Edge cases*: rows whose studies cannot yet carry the moderators have no refit; the last row is the full model.
/// *Reference*: Lau et al. 1992, doi:10.1056/NEJM199207233270406.
public struct Cumulative: Sendable, Codable, Equatable {
    /// The refit once a study has been added.
    public struct Row: Sendable, Codable, Equatable {
        /// 1-based position, in the order of the input, of the study added here.
        public let added: Int
        /// The refit of all studies so far; nil where they cannot carry the model.
        public let refit: Refit?
    }

    /// One row a study, in the order of addition.
    public let rows: [Row]

    /// Refits `model` to growing sets of studies.
    ///
    /// - Parameters:
    ///   - model: All studies.
    ///   - choices: Estimator, interval and level of every refit.
    ///   - order: Zero-based positions of the studies in the order of addition; nil is the order of input.
    ///   - iSquared: Which quantity the refits call I².
    /// - Throws: `StatisticsError` where `order` does not name each study once, the level is outside 0…1, or there are
    ///   more than 10,000 studies.
    public init(
        _ model: LinearModel, by choices: PoolingModel, order: [Int]? = nil, iSquared: ISquaredDefinition = .fromTau2
    ) throws(StatisticsError) {
        try choices.checkedLevel()
        try model.checkedRefits()
        let order = order ?? Array(0..<model.studies)
        guard order.sorted() == Array(0..<model.studies) else {
            throw StatisticsError(
                .impossibleData, "the order must name each of the \(model.studies) studies once", field: "order")
        }
        rows = order.indices.map { last in
            Row(
                added: order[last] + 1,
                refit: (try? model.subset(Array(order[...last]))).map { Refit($0, by: choices, iSquared: iSquared) })
        }
    }

    /// The order of rising `keys`, such as years of publication; equal keys keep the order of input.
    public static func order(by keys: [Double]) -> [Int] {
        keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
    }
}
