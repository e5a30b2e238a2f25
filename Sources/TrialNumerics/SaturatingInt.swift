extension Int {
    /// The whole part of a number, never a trap: the nearest `Int` where the number is out of range, 0 for NaN.
    public init(saturating value: Double) {
        // Int.max is no double; the largest double below it is 2⁶³ − 1024.
        self = value.isNaN ? 0 : value >= 0x1p63 ? .max : value < -0x1p63 ? .min : Int(value)
    }
}

extension Double {
    /// A whole number in digits where an `Int` holds it, else as the double is written.
    public var wholeText: String { Int(exactly: self).map(String.init) ?? "\(self)" }
}
