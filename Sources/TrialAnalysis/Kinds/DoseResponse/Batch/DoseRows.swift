import TrialJSON
import TrialStatistics

/// The studies of a dose–response request.
struct DoseRows {
    let studies: [DoseStudy]
    /// All doses, references among them.
    let doses: [Double]
    /// Studies left out, by the 1-based row where they begin.
    let excluded: [(study: Int, reason: String)]

    /// The most doses of one request.
    static let most = 20_000
    /// The most doses of one study.
    static let mostDoses = 100

    /// - Throws: `StatisticsError` for a column that is absent or short, or where no study is left.
    init(_ request: BatchRequest) throws(StatisticsError) {
        let data = try request.data
        let doses = try data.requiredColumn("dose")
        let names = data.has("study") ? try data.names("study") : doses.map { _ in "1" }
        guard names.count == doses.count else {
            throw StatisticsError(.unequalLengths, "needs one entry a row: \(doses.count)", field: "study")
        }
        guard doses.count <= Self.most else {
            throw StatisticsError(.unsupported, "at most \(Self.most) rows are possible", field: "dose")
        }
        let reader = try DoseReader(request, data, rows: doses.count)
        var order: [String] = []
        var rows: [String: [Int]] = [:]
        for (row, name) in names.enumerated() {
            if rows[name] == nil { order.append(name) }
            rows[name, default: []].append(row)
        }
        var studies: [DoseStudy] = []
        var excluded: [(study: Int, reason: String)] = []
        var kept: [Double] = []
        var first: StatisticsError?
        for name in order {
            let own = rows[name] ?? []
            do throws(StatisticsError) {
                guard own.count <= Self.mostDoses else {
                    throw StatisticsError(
                        .unsupported,
                        "the study '\(name)' has \(own.count) doses, at most \(Self.mostDoses) are possible",
                        field: "dose")
                }
                let values = own.map { doses[$0] }
                guard !values.contains(nil) else {
                    throw StatisticsError(.missingField, "the study '\(name)' has a row without a dose", field: "dose")
                }
                studies.append(try reader.study(name, own, values.compactMap(\.self)))
                kept += values.compactMap(\.self)
            } catch {
                first = first ?? error
                excluded.append(((own.first ?? 0) + 1, error.message))
            }
        }
        if studies.isEmpty, let first { throw first }
        self.studies = studies
        self.doses = kept
        self.excluded = excluded
    }
}

/// Reads one study's rows.
private struct DoseReader {
    private let columns: [String: [Double?]]
    private let types: [String]?
    private let type: DoseStudyDesign?
    private let covariance: DoseCovariance
    private let isExact: Bool
    private let isStandardised: Bool
    private let hasMeans: Bool

    init(_ request: BatchRequest, _ data: BatchFields, rows: Int) throws(StatisticsError) {
        let fields = request.fields
        hasMeans = data.has("mean")
        covariance = try fields.word("covariance", as: DoseCovariance.self) ?? .greenlandLongnecker
        isExact = try fields.choice("counts", from: [("published", false), ("exact", true)]) ?? false
        isStandardised = try fields.flag("standardised") ?? false
        type = try fields.word("type", as: DoseStudyDesign.self)
        types = data.has("type") ? try data.names("type") : nil
        var columns: [String: [Double?]] = [:]
        let needed = hasMeans ? ["mean", "sd", "total"] : ["estimate", "standardError"]
        for name in needed + (hasMeans ? [] : ["cases", "total"]) {
            guard let column = needed.contains(name) ? try data.requiredColumn(name) : try data.column(name) else {
                continue
            }
            guard column.count == rows else {
                throw StatisticsError(.unequalLengths, "needs one entry a row: \(rows)", field: name)
            }
            columns[name] = column
        }
        if let types, types.count != rows {
            throw StatisticsError(.unequalLengths, "needs one entry a row: \(rows)", field: "type")
        }
        self.columns = columns
    }

    private func value(_ name: String, _ row: Int) -> Double? { columns[name].flatMap { $0[row] } }

    func study(_ name: String, _ rows: [Int], _ doses: [Double]) throws(StatisticsError) -> DoseStudy {
        if hasMeans {
            return try DoseStudy(
                name: name,
                arms: zip(rows, doses).map { row, dose in
                    (dose, value("mean", row) ?? .nan, value("sd", row) ?? .nan, value("total", row) ?? .nan)
                }, isStandardised: isStandardised)
        }
        let levels = zip(rows, doses).map { row, dose in
            DoseLevel(
                dose: dose, estimate: value("estimate", row) ?? 0, standardError: value("standardError", row) ?? 0,
                cases: value("cases", row), total: value("total", row))
        }
        return try DoseStudy(
            name: name, levels: levels, design: try design(name, rows), covariance: covariance, isExact: isExact)
    }

    private func design(_ name: String, _ rows: [Int]) throws(StatisticsError) -> DoseStudyDesign {
        if let types, let row = rows.first {
            guard let design = DoseStudyDesign(rawValue: types[row]) else {
                throw StatisticsError(
                    .unsupported, "the study '\(name)' has the type '\(types[row])'; known: cc, ir, ci", field: "type")
            }
            return design
        }
        if let type { return type }
        guard covariance == .independent else {
            throw StatisticsError(
                .missingField, "say for each study whether it is cc (cases and controls), ir (rates) or ci (risks)",
                field: "type")
        }
        return .cumulativeIncidence
    }
}
