import TrialResults

/// Published results in words.
struct PublishedWords: Sendable {
    private let convention: NumberConvention

    private var format: NumberFormat { convention.format }

    init(_ convention: NumberConvention) {
        self.convention = convention
    }

    /// A count, or nothing where it was not printed.
    func count(_ number: Int?) -> String { number.map(format.count) ?? "" }

    /// The result: `risk ratio 1.61 (1.19 to 2.19)`, `16% (10% to 27%)`, `p = 0.02`.
    func result(_ result: PublishedResult) -> String {
        let measure = PublishedMeasure(result.measure)
        let words = [convention.spelled(measure.name), numbers(result, measure.content)].filter { !$0.isEmpty }
        return DisplayText.clean(words.joined(separator: " "))
    }

    /// What reviews report of an outcome, in one sentence; nil where none reports a number that speaks of the question.
    func sentence(_ results: [PublishedResult]) -> String? {
        let told = results.filter { $0.indirect == nil && $0.estimate != nil }
        guard !told.isEmpty else { return nil }
        let list = told.map { published in
            let about = published.subgroup.map { " (\(DisplayText.clean($0)))" } ?? ""
            return "\(DisplayText.clean(published.review))\(about): \(result(published))"
        }
        return "Published reviews, which overlap with these studies, report: \(list.joined(separator: "; "))."
    }

    private func numbers(_ result: PublishedResult, _ content: PublishedMeasure.Content) -> String {
        guard let estimate = result.estimate else { return result.pValue.map(pValue) ?? "" }
        func value(_ number: Double) -> String {
            switch content {
            case .percentage: format.percentage(ofProportion: number / 100)
            case .count: NumberFormat.exact(number)
            case .estimate, .none: format.number(number)
            }
        }
        guard let lower = result.lower, let upper = result.upper else { return value(estimate) }
        return convention.effect(value(estimate), limits: convention.limits(value(lower), value(upper)))
    }

    private func pValue(_ text: String) -> String {
        let words = text.first.map { "<>=".contains($0) } == true ? "p \(text)" : "p = \(text)"
        return words.replacing(" ", with: "\u{A0}")
    }
}
