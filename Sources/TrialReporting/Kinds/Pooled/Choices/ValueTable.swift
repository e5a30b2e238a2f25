import Foundation
import TrialResults

/// Texts that occur many times, each kept once; columns refer to them by position.
///
/// Numbers that are shown alike are recognised before they are spelt, because spelling is what costs.
struct ValueTable {
    /// How a number is written.
    enum Spelling {
        /// A natural value of the measure.
        case effect(MeasureDisplay)
        /// A variance between studies.
        case tauSquared(NumberFormat)
        /// A percentage.
        case percent(NumberFormat)
    }

    private let spelling: Spelling
    private let axis: PlotAxis?
    private(set) var values: [ExplorerData.Value] = []
    private var positions: [Key: Int] = [:]
    private var spelt: [Int: String] = [:]

    private struct Key: Hashable {
        let text: String
        let place: Int?
    }

    /// Creates a table; with an axis every value has a place.
    init(_ spelling: Spelling, axis: PlotAxis? = nil) {
        self.spelling = spelling
        self.axis = axis
    }

    /// The position of a value's text and place.
    mutating func position(of value: Double) -> Int {
        let key = Key(text: text(value), place: place(value))
        if let known = positions[key] { return known }
        positions[key] = values.count
        values.append(.init(text: key.text, place: key.place))
        return values.count - 1
    }

    /// A column as base64 of 32-bit positions; empty where there is no value.
    mutating func column(_ values: [Double]) -> String {
        Self.encoded(values.map { position(of: $0) })
    }

    /// Positions as base64 of little-endian 32-bit numbers where one needs more than 16 bits, else of 16-bit ones,
    /// with `w` or `h` in front to say which.
    static func encoded(_ positions: [Int]) -> String {
        let isWide = positions.contains { $0 > 0xFFFF }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(positions.count * (isWide ? 4 : 2))
        for position in positions {
            bytes.append(UInt8(truncatingIfNeeded: position))
            bytes.append(UInt8(truncatingIfNeeded: position >> 8))
            guard isWide else { continue }
            bytes.append(UInt8(truncatingIfNeeded: position >> 16))
            bytes.append(UInt8(truncatingIfNeeded: position >> 24))
        }
        return (isWide ? "w" : "h") + Data(bytes).base64EncodedString()
    }

    private func place(_ value: Double) -> Int? {
        guard let axis, !value.isNaN else { return nil }
        if axis.isBefore(value) { return -1 }
        if axis.isAfter(value) { return 1001 }
        return Int(axis.clamped(value).rounded())
    }

    private mutating func text(_ value: Double) -> String {
        guard let code = code(of: value) else { return spell(value) }
        if let known = spelt[code] { return known }
        let text = spell(value)
        spelt[code] = text
        return text
    }

    /// Equal for numbers of ordinary size that are spelt alike; nil for others.
    private func code(of value: Double) -> Int? {
        let size = abs(value)
        switch spelling {
        case .effect(let display) where display.kind == .proportion:
            // Nearer to 0 and to 1 more digits are shown.
            return size >= 0.0095 && size <= 0.9994 ? Int((value * 1000).rounded()) : nil
        case .effect: return size >= 0.00995 && size < 99 ? Int((value * 100).rounded()) : nil
        case .tauSquared: return size >= 0.00095 && size < 99 ? Int((value * 1000).rounded()) : nil
        case .percent: return size <= 100 ? Int((value * 10).rounded()) : nil
        }
    }

    private func spell(_ value: Double) -> String {
        switch spelling {
        case .effect(let display): display.value(value)
        case .tauSquared(let format): value.isNaN ? format.missing : format.tauSquared(value)
        case .percent(let format): format.percent(value)
        }
    }
}
