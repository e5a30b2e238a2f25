import TrialResults
import TrialStatistics

/// The differences that a regression claims: each interaction, and each moderator that is in none.
struct RegressionClaims {
    private let set: ContrastSet
    private let request: RegressionRequest
    private let answer: RegressionAnswer

    init(_ set: ContrastSet, _ request: RegressionRequest, _ answer: RegressionAnswer) {
        self.set = set
        self.request = request
        self.answer = answer
    }

    /// The claims; `test` gives the p-value of coefficients by their 1-based positions.
    func claims(
        _ test: (_ tested: [Int]) throws(StatisticsError) -> Double?
    ) throws(StatisticsError) -> [CredibilityAssessment.Claim] {
        var claims: [CredibilityAssessment.Claim] = []
        var next = 2
        let terms = request.moderators.map { [$0] } + request.interactions
        for factors in terms {
            let width = factors.reduce(1) { $0 * columns(of: $1) }
            let tested = Array(next..<(next + width))
            next += width
            if factors.count == 1, request.interactions.contains(where: { $0.contains(factors[0]) }) { continue }
            var claim = CredibilityAssessment.Claim(properties: factors)
            claim.pValue = try test(tested)
            claim.smallest = smallest(factors)
            claim.comparesWithin = comparesWithin(factors)
            claim.isRandom = answer.fit?.heterogeneity.estimator != nil
            claim.isContinuous = factors.contains { moderator($0)?.values != nil }
            claims.append(claim)
        }
        return claims
    }

    private func moderator(_ property: StudyProperty) -> RegressionAnswer.Moderator? {
        answer.moderators.first { $0.property == property.rawValue }
    }

    private func columns(of property: StudyProperty) -> Int {
        moderator(property)?.categories.map { Set($0).count - 1 } ?? 1
    }

    private var studies: [String] { answer.rows.map { set.contrasts[$0 - 1].study } }

    /// The categories of each row, joined; nil where all factors are quantities.
    private func groups(_ factors: [StudyProperty]) -> [String]? {
        let categories = factors.compactMap { moderator($0)?.categories }
        guard let first = categories.first else { return nil }
        return categories.dropFirst().reduce(first) { names, more in zip(names, more).map { "\($0), \($1)" } }
    }

    private func smallest(_ factors: [StudyProperty]) -> (name: String?, studies: Int) {
        guard let groups = groups(factors) else { return (nil, Set(studies).count) }
        let members = Dictionary(grouping: zip(groups, studies), by: \.0).mapValues { Set($0.map(\.1)).count }
        let least = members.min { ($0.value, $0.key) < ($1.value, $1.key) }
        return (least?.key, least?.value ?? 0)
    }

    /// Whether a study has rows that differ in the factors.
    private func comparesWithin(_ factors: [StudyProperty]) -> Bool {
        let values = factors.compactMap { property -> [String]? in
            let moderator = moderator(property)
            return moderator?.categories ?? moderator?.values?.map { "\($0)" }
        }
        let rows = answer.rows.indices.map { row in values.map { $0[row] } }
        return Dictionary(grouping: zip(studies, rows), by: \.0).values.contains { Set($0.map(\.1)).count > 1 }
    }
}
