import TrialJSON
import TrialNumerics
import TrialStatistics

/// The object `samplingCovariance` of a request: why sampling errors of rows of one cluster correlate.
///
/// `cluster`, `subgroup`, `type`, `measurement`, `time`, `secondTime`, `firstGroup`, `secondGroup`, `firstSize` and `secondSize` name
/// columns of `data.levels`; `typeCorrelation`, `measurementCorrelation`, `timeCorrelation`, `lastingCorrelation` are correlations,
/// the first two also tables {`names`, `matrix`}. `correlation` is one number for all rows of a cluster. With `nearest` a
/// matrix that is not possible is replaced by the nearest one.
struct SamplingDependenceRequest {
    static let field = "samplingCovariance"
    private static let columns = [
        "cluster", "subgroup", "type", "measurement", "time", "secondTime", "firstGroup", "secondGroup", "firstSize",
        "secondSize",
    ]
    private static let numbers = [
        "correlation", "typeCorrelation", "measurementCorrelation", "timeCorrelation", "lastingCorrelation", "nearest",
    ]

    private let fields: BatchFields
    /// Whether impossible matrices are replaced by the nearest ones.
    let takesNearest: Bool
    /// The columns that rows must have.
    let levels: [String]

    /// Nil where the request does not have it.
    init?(_ request: BatchRequest) throws(StatisticsError) {
        guard request.fields.has(Self.field) else { return nil }
        fields = try request.part(Self.field, knowing: Self.columns + Self.numbers)
        takesNearest = try fields.flag("nearest") ?? false
        var levels: [String] = []
        for name in Self.columns { if let level = try fields.text(name) { levels.append(level) } }
        self.levels = levels
        for (word, correlation) in [
            ("type", "typeCorrelation"), ("measurement", "measurementCorrelation"), ("time", "timeCorrelation"),
        ] where fields.has(word) != fields.has(correlation) {
            let missing = fields.has(word) ? correlation : word
            throw StatisticsError(
                .missingField, "'\(word)' and '\(correlation)' go together", field: "\(Self.field).\(missing)")
        }
        for (one, other) in [("firstGroup", "secondGroup"), ("firstSize", "secondSize"), ("firstSize", "firstGroup")]
        where fields.has(one) && !fields.has(other) {
            throw StatisticsError(
                .missingField, "'\(one)' needs '\(other)' beside it", field: "\(Self.field).\(other)")
        }
        guard !fields.has("correlation") || !fields.has("measurement") else {
            throw StatisticsError(
                .impossibleData, "one correlation for all rows leaves nothing to 'measurement'; give one of the two",
                field: "\(Self.field).correlation")
        }
    }

    /// The clusters of the rows that stay.
    func clusters(_ columns: LevelColumns) throws(StatisticsError) -> [String] {
        guard let name = try fields.text("cluster") else {
            throw StatisticsError(
                .missingField, "name the level within which rows correlate", field: "\(Self.field).cluster")
        }
        return try columns.words(name)
    }

    /// What it says of the rows that stay.
    func dependence(_ columns: LevelColumns) throws(StatisticsError) -> SamplingDependence {
        let clusters = try clusters(columns)
        var dependence = SamplingDependence(clusters: clusters)
        if let one = try fields.number("correlation") {
            dependence = SamplingDependence(clusters: clusters, correlation: one)
        }
        if let name = try fields.text("subgroup") { dependence.subgroups = try columns.words(name) }
        if let words = try words("type", columns) { dependence.types = words }
        if let words = try words("measurement", columns) { dependence.measurements = words }
        if let name = try fields.text("time") {
            var second: [Double]?
            if let other = try fields.text("secondTime") { second = try columns.numbers(other) }
            dependence.times = .init(
                try columns.numbers(name), second: second, correlation: try fields.number("timeCorrelation") ?? 0,
                lasting: try fields.number("lastingCorrelation") ?? 0)
        }
        if let first = try fields.text("firstGroup"), let second = try fields.text("secondGroup") {
            var sizes: (first: [Double]?, second: [Double]?) = (nil, nil)
            if let one = try fields.text("firstSize") { sizes.first = try columns.numbers(one) }
            if let other = try fields.text("secondSize") { sizes.second = try columns.numbers(other) }
            dependence.groups = .init(
                first: try columns.words(first), second: try columns.words(second), firstSize: sizes.first,
                secondSize: sizes.second)
        }
        return dependence
    }

    private func words(
        _ name: String, _ columns: LevelColumns
    ) throws(StatisticsError) -> SamplingDependence.Words? {
        guard let level = try fields.text(name) else { return nil }
        return .init(try columns.words(level), correlation: try correlation("\(name)Correlation"))
    }

    private func correlation(_ name: String) throws(StatisticsError) -> SamplingDependence.Correlation {
        guard case .object = fields.value[name] ?? .null else { return .one(try fields.number(name) ?? 0) }
        let table = BatchFields(fields.value[name] ?? .null, path: "\(Self.field).\(name).")
        try table.check(knowing: ["names", "matrix"])
        let words = try table.texts("names")
        return .table(words: words, try table.matrix("matrix", columns: words))
    }

    /// The covariance of the rows that stay, with a warning where matrices were replaced.
    func covariance(
        _ columns: LevelColumns, variances: [Double]
    ) throws(StatisticsError) -> (covariance: SamplingCovariance, warnings: [MethodWarning]) {
        let dependence = try dependence(columns)
        guard takesNearest else { return (try dependence.covariance(variances: variances), []) }
        let nearest = try dependence.nearestCovariance(variances: variances)
        guard !nearest.replaced.isEmpty else { return (nearest.covariance, []) }
        let names = nearest.replaced.map { "'\(dependence.clusters[$0])'" }.joined(separator: ", ")
        return (
            nearest.covariance,
            [
                MethodWarning(
                    code: "nearest-covariance",
                    message: "The correlations of \(names) are not possible together; the nearest possible ones were "
                        + "used, which differ by up to \(nearest.largestChange).")
            ]
        )
    }
}
