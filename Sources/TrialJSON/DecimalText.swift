import CDecimals

/// Numbers as decimals, in and out of bytes, without a text between.
public enum DecimalText {
    /// More bytes than any decimal takes.
    private static let longest = 32

    /// Beyond this every double is whole and is written with an exponent.
    private static let largestPlain = 0x1p53

    /// Appends the shortest decimal that reads back as the same double, as `Double.description` has it but without the `.0` of
    /// whole numbers.
    ///
    /// - Precondition: `value` is finite.
    public static func append(_ value: Double, to bytes: inout [UInt8]) {
        precondition(value.isFinite, "only finite numbers have decimals")
        if let whole = Int64(exactly: value), abs(value) < 1e15, whole != 0 || value.sign == .plus {
            return append(whole, to: &bytes)
        }
        bytes.append(atMost: 2 * longest) { start in
            let digits = start + longest
            let length = digits.withMemoryRebound(to: CChar.self, capacity: longest) { decimal_write(value, $0) }
            let decimal = Scientific(UnsafeBufferPointer(start: digits, count: length))
            guard decimal.exponent >= -4, abs(value) <= largestPlain else {
                start.update(from: digits, count: length)
                return length
            }
            var plain = PlainDecimal(start)
            plain.write(decimal)
            return plain.count
        }
    }

    /// Appends a whole number.
    public static func append(_ value: Int64, to bytes: inout [UInt8]) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var start = 20
            var rest = value.magnitude
            repeat {
                start -= 1
                digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest > 0
            if value < 0 { bytes.append(UInt8(ascii: "-")) }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: digits[start...]))
        }
    }

    /// The number that all of some bytes write, such as `-1.5e-3`; nil where they do not, or where it is not finite.
    ///
    /// A number too small for a double is 0 or the nearest one, as in Swift's own reading.
    public static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
        guard let start = bytes.baseAddress, let first = bytes.first else { return nil }
        // The door also reads words for what is no number.
        guard first == UInt8(ascii: "-") || first == UInt8(ascii: ".") || isDigit(first) else { return nil }
        if let short = shortWhole(bytes) { return short }
        var value = 0.0
        let length = start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
            decimal_read($0, bytes.count, &value)
        }
        if length == bytes.count { return value.isFinite ? value : nil }
        guard length == 0, let far = Double(String(decoding: bytes, as: UTF8.self)), far.isFinite else { return nil }
        return far
    }

    /// A whole number of few digits, of which most counts are.
    private static func shortWhole(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
        guard bytes.count <= 15 else { return nil }
        var value: Int64 = 0
        for byte in bytes {
            guard isDigit(byte) else { return nil }
            value = value * 10 + Int64(byte - UInt8(ascii: "0"))
        }
        return Double(value)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    /// The parts of a decimal such as `-1.25e-07`.
    private struct Scientific {
        let all: UnsafeBufferPointer<UInt8>
        let isNegative: Bool
        /// The position of the `e`.
        let end: Int
        let exponent: Int

        init(_ all: UnsafeBufferPointer<UInt8>) {
            self.all = all
            isNegative = all[0] == UInt8(ascii: "-")
            var at = all.count - 1
            var (exponent, unit) = (0, 1)
            while isDigit(all[at]) {
                exponent += unit * Int(all[at] - UInt8(ascii: "0"))
                unit *= 10
                at -= 1
            }
            self.exponent = all[at] == UInt8(ascii: "-") ? -exponent : exponent
            end = at - 1
        }

        /// The first digit.
        var first: UInt8 { all[isNegative ? 1 : 0] }
        /// The digits behind the point.
        var others: UnsafeBufferPointer<UInt8> {
            let start = min(isNegative ? 3 : 2, end)
            return UnsafeBufferPointer(rebasing: all[start..<end])
        }
    }

    /// A decimal without an exponent, written byte after byte into room that holds it.
    private struct PlainDecimal {
        private let start: UnsafeMutablePointer<UInt8>
        private(set) var count = 0

        init(_ start: UnsafeMutablePointer<UInt8>) { self.start = start }

        mutating func write(_ decimal: Scientific) {
            if decimal.isNegative { add(UInt8(ascii: "-")) }
            let (others, exponent) = (decimal.others, decimal.exponent)
            if exponent < 0 {
                add(UInt8(ascii: "0"))
                add(UInt8(ascii: "."))
                addZeros(-exponent - 1)
                add(decimal.first)
                add(others, 0..<others.count)
                return
            }
            add(decimal.first)
            add(others, 0..<min(exponent, others.count))
            if others.count > exponent {
                add(UInt8(ascii: "."))
                add(others, exponent..<others.count)
            } else {
                addZeros(exponent - others.count)
            }
        }

        private mutating func add(_ byte: UInt8) {
            start[count] = byte
            count += 1
        }

        private mutating func addZeros(_ zeros: Int) {
            for _ in 0..<zeros { add(UInt8(ascii: "0")) }
        }

        private mutating func add(_ digits: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
            for index in range { add(digits[index]) }
        }
    }
}
