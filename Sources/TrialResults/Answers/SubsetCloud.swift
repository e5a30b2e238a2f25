import Glibc
import TrialStatistics

/// The pooled effect and I² of many subsets of the rows, small enough to be kept in a result.
///
/// Numbers have five significant digits: enough for a drawing. In a result file each list is one text of decimals with
/// spaces between them. Olkin, Dahabreh and Trikalinos 2012, doi:10.1002/jrsm.1053.
public struct SubsetCloud: Sendable, Equatable {
    /// Whether all non-empty subsets are here; then subset number i (from 0) holds the rows of the bits of i + 1.
    public let isComplete: Bool
    /// Number of rows of the whole, k.
    public let rows: Int
    /// The pooled effect of each subset, on the scale of analysis.
    public let estimates: [Double]
    /// I² of each subset in percent.
    public let iSquared: [Double]
    /// Which rows form each subset: row i (from 0) is bit i % 64 of word i / 64, ⌈k/64⌉ words a subset.
    private let membership: [UInt64]

    /// Keeps an exploration by the engine.
    public init(_ exploration: SubsetExploration) {
        self.init(
            isComplete: exploration.isComplete, rows: exploration.wholeStudies,
            values: (exploration.estimates, exploration.iSquared), membership: exploration.membership)
    }

    /// Keeps subsets that were pooled one by one; `membership` has ⌈k/64⌉ words a subset.
    public init(
        isComplete: Bool, rows: Int, values: (estimates: [Double], iSquared: [Double]), membership: [UInt64]
    ) {
        self.isComplete = isComplete
        self.rows = rows
        estimates = values.estimates.map(Self.rounded)
        iSquared = values.iSquared.map(Self.rounded)
        self.membership = membership
    }

    /// Number of subsets.
    public var count: Int { estimates.count }

    /// Whether a subset holds a row; both count from 0.
    public func contains(row: Int, inSubset subset: Int) -> Bool {
        membership[subset * words + row / 64] >> UInt64(row % 64) & 1 == 1
    }

    /// Number of rows in a subset.
    public func size(ofSubset subset: Int) -> Int {
        membership[subset * words..<(subset + 1) * words].reduce(0) { $0 + $1.nonzeroBitCount }
    }

    private var words: Int { max(1, (rows + 63) / 64) }

    /// Five significant digits, as near to the decimal as a double can be.
    private static func rounded(_ value: Double) -> Double {
        guard value.isFinite, value != 0 else { return value }
        let power = 4 - Int(log10(abs(value)).rounded(.down))
        guard abs(power) < 300 else { return value }
        let scale = pow(10, Double(abs(power)))
        return power >= 0 ? (value * scale).rounded() / scale : (value / scale).rounded() * scale
    }
}

extension SubsetCloud: Codable {
    private enum CodingKeys: String, CodingKey {
        case isComplete, rows, estimates, iSquared, membership
    }

    /// Reads a cloud; texts that are not lists of numbers of equal length are an error.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        func list<Value>(_ key: CodingKeys, _ read: (Substring) -> Value?) throws -> [Value] {
            try fields.decode(String.self, forKey: key).split(separator: " ").map { word in
                guard let value = read(word) else {
                    throw DecodingError.dataCorruptedError(
                        forKey: key, in: fields, debugDescription: "'\(word)' is no number; run the analysis again")
                }
                return value
            }
        }
        isComplete = try fields.decode(Bool.self, forKey: .isComplete)
        rows = try fields.decode(Int.self, forKey: .rows)
        guard (0...1_000_000).contains(rows) else {
            throw DecodingError.dataCorruptedError(
                forKey: .rows, in: fields, debugDescription: "impossible number of rows; run the analysis again")
        }
        estimates = try list(.estimates) { Double($0) }
        iSquared = try list(.iSquared) { Double($0) }
        let isCounted = isComplete && rows < 31
        membership =
            isCounted ? estimates.indices.map { UInt64($0 + 1) } : try list(.membership) { UInt64($0, radix: 16) }
        let words = max(1, (rows + 63) / 64)
        guard iSquared.count == estimates.count, membership.count == estimates.count * words else {
            throw DecodingError.dataCorruptedError(
                forKey: .estimates, in: fields, debugDescription: "the lists differ in length; run the analysis again")
        }
    }

    /// Writes each list as one text; the rows of a complete cloud follow from the counting.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(isComplete, forKey: .isComplete)
        try fields.encode(rows, forKey: .rows)
        try fields.encode(estimates.map { "\($0)" }.joined(separator: " "), forKey: .estimates)
        try fields.encode(iSquared.map { "\($0)" }.joined(separator: " "), forKey: .iSquared)
        guard !(isComplete && rows < 31) else { return }
        try fields.encode(membership.map { String($0, radix: 16) }.joined(separator: " "), forKey: .membership)
    }
}
