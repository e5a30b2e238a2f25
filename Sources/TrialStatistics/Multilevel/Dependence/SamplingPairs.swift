import Glibc
import TrialNumerics

/// The correlations of pairs of rows of one cluster, with the words of tables already turned into positions.
struct SamplingPairs {
    private let types: Factor?
    private let measurements: Factor?
    private let groups: SamplingDependence.Groups?
    private let times: SamplingDependence.Times?

    init(_ dependence: SamplingDependence) throws(StatisticsError) {
        types = try dependence.types.map { words throws(StatisticsError) in try Factor(words, field: "type") }
        measurements = try dependence.measurements.map { words throws(StatisticsError) in
            try Factor(words, field: "measurement")
        }
        groups = dependence.groups
        times = dependence.times
    }

    /// The correlation of the sampling errors of two different rows of one cluster.
    func correlation(_ a: Int, _ b: Int) -> Double { outcome(a, b) * design(a, b) }

    private func outcome(_ a: Int, _ b: Int) -> Double {
        if let types, types.differ(a, b) { return types.correlation(a, b) }
        guard let measurements, measurements.differ(a, b) else { return 1 }
        return measurements.correlation(a, b)
    }

    private func design(_ a: Int, _ b: Int) -> Double {
        guard let groups else { return times.map { decay($0.first[a] - $0.first[b]) } ?? 1 }
        let (x, y) = (sides(groups, a), sides(groups, b))
        let own = (spread(x), spread(y))
        guard own.0 > 0, own.1 > 0 else { return 0 }
        let shared =
            term(x.first, y.first) - term(x.first, y.second) - term(x.second, y.first) + term(x.second, y.second)
        return shared / (own.0 * own.1).squareRoot()
    }

    /// One group of a row: its name, its size and its time.
    private struct Side {
        let group: String
        let size: Double
        let time: Double
    }

    private func sides(_ groups: SamplingDependence.Groups, _ row: Int) -> (first: Side, second: Side) {
        let first = times?.first[row] ?? 0
        return (
            Side(group: groups.first[row], size: groups.firstSize?[row] ?? 1, time: first),
            Side(
                group: groups.second[row], size: groups.secondSize?[row] ?? 1, time: times?.second?[row] ?? first)
        )
    }

    private func term(_ a: Side, _ b: Side) -> Double {
        a.group == b.group ? decay(a.time - b.time) / (a.size * b.size).squareRoot() : 0
    }

    private func spread(_ sides: (first: Side, second: Side)) -> Double {
        1 / sides.first.size + 1 / sides.second.size - 2 * term(sides.first, sides.second)
    }

    private func decay(_ distance: Double) -> Double {
        guard distance != 0, let times else { return 1 }
        return times.lasting + (1 - times.lasting) * pow(times.correlation, abs(distance))
    }

    /// Words as positions in a table.
    private struct Factor {
        let position: [Int]
        let table: Matrix?
        let one: Double

        init(_ words: SamplingDependence.Words, field: String) throws(StatisticsError) {
            switch words.correlation {
            case .one(let value):
                guard abs(value) <= 1 else { throw Factor.outside(value, field) }
                var known: [String: Int] = [:]
                position = words.rows.map { word in
                    let next = known[word] ?? known.count
                    known[word] = next
                    return next
                }
                (table, one) = (nil, value)
            case .table(let names, let matrix):
                guard matrix.rows == names.count, matrix.columns == names.count else {
                    throw StatisticsError(
                        .unequalLengths, "a table over \(names.count) words needs as many rows and columns",
                        field: field)
                }
                for i in 0..<matrix.rows {
                    for j in 0..<i {
                        guard abs(matrix[i, j]) <= 1 else { throw Factor.outside(matrix[i, j], field) }
                        guard matrix[i, j] == matrix[j, i] else {
                            throw StatisticsError(
                                .impossibleData,
                                "the correlation of '\(names[i])' and '\(names[j])' differs on both sides of the diagonal",
                                field: field)
                        }
                    }
                }
                let known = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { a, _ in a })
                var position: [Int] = []
                for (row, word) in words.rows.enumerated() {
                    guard let at = known[word] else {
                        throw StatisticsError(
                            .missingField, "the table of correlations has no row for '\(word)'; add it",
                            study: row + 1, field: field)
                    }
                    position.append(at)
                }
                self.position = position
                (table, one) = (matrix, 1)
            }
        }

        func differ(_ a: Int, _ b: Int) -> Bool { position[a] != position[b] }
        func correlation(_ a: Int, _ b: Int) -> Double { table.map { $0[position[a], position[b]] } ?? one }

        private static func outside(_ value: Double, _ field: String) -> StatisticsError {
            StatisticsError(
                .impossibleData, "a correlation must lie between −1 and 1, not \(value)", field: field)
        }
    }
}
