/// A number of one study with the name of its field, for errors.
struct ReportedNumber {
    let field: String
    let value: Double?

    init(_ field: String, _ value: Double?) {
        self.field = field
        self.value = value
    }

    /// A finite value, or an exclusion that names the field.
    func finite() throws(EffectExclusion) -> Double {
        guard let value else { throw .missing(field) }
        guard value.isFinite else { throw .impossible(field, "is not a finite number") }
        return value
    }

    /// A finite value that is not negative.
    func nonNegative() throws(EffectExclusion) -> Double {
        let value = try finite()
        guard value >= 0 else { throw .impossible(field, "is negative") }
        return value
    }

    /// A finite value above zero.
    func positive() throws(EffectExclusion) -> Double {
        let value = try finite()
        guard value > 0 else { throw .impossible(field, "is not above zero") }
        return value
    }

    /// A number of participants of at least `minimum`.
    func total(atLeast minimum: Double = 2) throws(EffectExclusion) -> Double {
        let value = try finite()
        guard value >= minimum else { throw .impossible(field, "is below \(Int(minimum))") }
        return value
    }

    /// A value within −1…1.
    func correlation() throws(EffectExclusion) -> Double {
        let value = try finite()
        guard abs(value) <= 1 else { throw .impossible(field, "lies outside −1…1") }
        return value
    }
}
