import TrialResults

/// How the values of an axis are written: no more decimals than they need, and no fewer, so that ticks differ.
enum AxisLabel {
    /// A natural value of a measure, in percent or for a number of people where it is shown so.
    static func text(_ value: Double, _ display: MeasureDisplay) -> String {
        if let per = display.per { return plain(value * per, display.format) }
        return display.kind == .proportion ? percent(value, display.format) : plain(value, display.format)
    }

    /// A proportion as a percentage.
    static func percent(_ proportion: Double, _ format: NumberFormat) -> String {
        plain(proportion * 100, format) + "%"
    }

    /// A number; powers of ten stand for sizes that would need more than eight decimals.
    static func plain(_ value: Double, _ format: NumberFormat) -> String {
        let size = abs(value)
        if size >= 1e6 || (size > 0 && size < 1e-6) { return format.number(value) }
        let decimals = (0...8).first { abs(size - rounded(size, $0)) <= 1e-9 * max(size, 1e-3) } ?? 8
        return format.fixed(value, decimals: decimals)
    }

    private static func rounded(_ value: Double, _ decimals: Int) -> Double {
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        return (value * scale).rounded() / scale
    }
}
