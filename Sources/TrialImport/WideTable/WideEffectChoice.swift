/// Which of two columns with an effect is taken, where a table has `yi` and the ratio it was computed from.
struct WideEffectChoice {
    private enum Choice {
        case all, general, named
    }

    private let choice: Choice

    /// A column that tells its measure goes before one that does not, unless the table tells the measure elsewhere.
    init(_ readings: [WideReading?], mapped: Set<WideColumn>) {
        let effects = readings.compactMap(\.self).filter { $0.column == .yi || $0.column == .effect }
        let hasNamed = effects.contains { $0.measure != nil }
        let hasMapped = mapped.contains(.yi) || mapped.contains(.effect)
        guard hasNamed, hasMapped || effects.contains(where: { $0.measure == nil }) else {
            choice = .all
            return
        }
        let isTold = mapped.contains(.measure) || readings.contains { $0?.column == .measure }
        choice = hasMapped || isTold ? .general : .named
    }

    /// Why a column is not taken; `nil` where it may be.
    func objection(to reading: WideReading) -> LeftReason? {
        guard reading.column == .yi || reading.column == .effect else { return nil }
        switch choice {
        case .all: return nil
        case .general:
            return reading.measure == nil
                ? nil : LeftReason("effect-twice", "the table gives the effect in another column too, which is taken")
        case .named:
            return reading.measure != nil
                ? nil : LeftReason("effect-twice", "another column gives the effect with its measure and is taken")
        }
    }
}
