import TrialEvidence

/// A quantity cut at limits: a value that equals a limit belongs to the band above.
struct QuantityBands {
    /// The limits, ascending.
    let cuts: [Double]
    /// The unit, for names.
    let unit: String?

    /// The names of all bands, from the lowest: `under 50 mg`, `50 to under 100 mg`, `100 mg or more`.
    var names: [String] { (0...cuts.count).map(name) }

    /// The band of a row: of its value, or of its span where that lies in one band; `several` and `not stated` else.
    func name(of contrast: Contrast, _ property: StudyProperty) -> String {
        if let value = contrast.quantities[property.rawValue] { return name(index(value)) }
        guard let span = contrast.spans[property.rawValue] else { return StudyProperty.notStated }
        let (low, high) = (index(span.low), index(span.high))
        return span.isComplete && low == high ? name(low) : StudyProperty.several
    }

    /// The band of one value; `not stated` where there is none.
    func name(of value: Double?) -> String { value.map { name(index($0)) } ?? StudyProperty.notStated }

    private func index(_ value: Double) -> Int { cuts.count { $0 <= value } }

    private func name(_ index: Int) -> String {
        let unit = unit.map { $0 == "%" ? "%" : " \($0)" } ?? ""
        let words = cuts.map { Decimals.text($0) }
        if index == 0 { return "under \(words[0])\(unit)" }
        if index == cuts.count { return "\(words[index - 1])\(unit) or more" }
        return "\(words[index - 1]) to under \(words[index])\(unit)"
    }
}
