/// Decimal numbers in files: a strict reader, and one spelling for each value.
public enum Decimals {
    /// Reads a finite decimal number; `nan`, `inf`, hexadecimal and thousands separators are not numbers here.
    public static func parse(_ text: String) -> Double? {
        let isPlain = text.utf8.allSatisfy { byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: ".")
                || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "e")
                || byte == UInt8(ascii: "E")
        }
        guard isPlain, let value = Double(text), value.isFinite else { return nil }
        return value
    }

    /// The shortest text that reads back as the same number, whole numbers without a point.
    public static func text(_ value: Double) -> String {
        if value == value.rounded(), abs(value) < 1e15 { return String(Int(value)) }
        return value.description
    }

    /// The shortest text of a number, or nothing.
    static func text(_ value: Double?) -> String { value.map { text($0) } ?? "" }

    /// The digits of a whole number, or nothing.
    static func text(_ value: Int?) -> String { value.map(String.init) ?? "" }
}
