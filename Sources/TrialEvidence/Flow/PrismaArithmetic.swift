/// What the boxes of a PRISMA 2020 flow diagram must obey among each other.
public struct PrismaArithmetic: Sendable {
    /// A box whose count others make.
    private struct Law: Sendable {
        let box: PrismaBox
        let plus: [PrismaBox]
        let minus: [PrismaBox]
    }

    private static let laws: [Law] = [
        Law(box: .databaseResults, plus: [.databaseSpecificResults], minus: []),
        Law(box: .registerResults, plus: [.registerSpecificResults], minus: []),
        Law(
            box: .recordsScreened, plus: [.databaseResults, .registerResults],
            minus: [.duplicates, .excludedAutomatic, .excludedOther]),
        Law(box: .soughtReports, plus: [.recordsScreened], minus: [.recordsExcluded]),
        Law(box: .assessed, plus: [.soughtReports], minus: [.notRetrievedReports]),
        Law(
            box: .otherSoughtReports, plus: [.websiteResults, .organisationResults, .citationsResults], minus: []),
        Law(box: .otherAssessed, plus: [.otherSoughtReports], minus: [.otherNotRetrievedReports]),
        Law(box: .newReports, plus: [.assessed, .otherAssessed], minus: [.excluded, .otherExcluded]),
        Law(box: .totalStudies, plus: [.previousStudies, .newStudies], minus: []),
        Law(box: .totalReports, plus: [.previousReports, .newReports], minus: []),
    ]

    /// Boxes that cannot exceed another.
    private static let bounds: [(small: PrismaBox, large: PrismaBox)] = [
        (.newStudies, .newReports), (.totalStudies, .totalReports), (.studiesInMetaAnalysis, .totalStudies),
        (.reportsInMetaAnalysis, .totalReports),
    ]

    /// The whole columns of the diagram that a review may do without; a missing box of them counts as nothing.
    private static let optional: [(marker: PrismaBox, boxes: Set<PrismaBox>)] = [
        (.registerResults, [.registerResults]), (.otherAssessed, [.otherAssessed, .otherExcluded]),
        (.previousStudies, [.previousStudies]),
        (.previousReports, [.previousReports]),
    ]

    private let counts: [PrismaBox: (count: Int, line: Int)]

    /// Adds up the counts of each box.
    public init(_ rows: [FlowCount]) {
        var counts: [PrismaBox: (count: Int, line: Int)] = [:]
        for row in rows {
            guard let box = PrismaBox(rawValue: row.box) else { continue }
            let known = counts[box] ?? (0, row.line ?? 0)
            counts[box] = (known.count + row.count, known.line)
        }
        self.counts = counts
    }

    /// Every box that does not follow from the others, with the sum that it should be.
    ///
    /// A law is an equation where all its boxes are filled. Where only boxes to be taken away are missing, the count may be
    /// at most what is left; where a box to be added is missing, nothing is said.
    public func breaches(file: String) -> [Diagnostic] {
        Self.laws.compactMap { breach($0, file: file) }
            + Self.bounds.compactMap { small, large in
                guard let first = counts[small], let second = counts[large], first.count > second.count else {
                    return nil
                }
                let message =
                    "\(small.rawValue) is \(first.count), more than \(large.rawValue), which is \(second.count)"
                return diagnostic(file, first.line, message)
            }
    }

    private func breach(_ law: Law, file: String) -> Diagnostic? {
        guard let stated = counts[law.box] else { return nil }
        let absent = Self.optional.filter { counts[$0.marker] == nil }.reduce(into: Set()) { $0.formUnion($1.boxes) }
        let plus = law.plus.filter { !absent.contains($0) }
        let minus = law.minus.filter { !absent.contains($0) }
        let added = plus.compactMap { counts[$0]?.count }
        guard added.count == plus.count, !plus.isEmpty else { return nil }
        let taken = minus.compactMap { counts[$0]?.count }
        let expected = added.reduce(0, +) - taken.reduce(0, +)
        let isComplete = taken.count == minus.count
        guard isComplete ? stated.count != expected : stated.count > expected else { return nil }
        let sum = ([plus.map(\.rawValue).joined(separator: " + ")] + minus.filter { counts[$0] != nil }.map(\.rawValue))
            .joined(separator: " - ")
        let bound = isComplete ? "is" : "is at most"
        let message = "\(law.box.rawValue) is \(stated.count), but \(sum) \(bound) \(expected)"
        return diagnostic(file, stated.line, message)
    }

    private func diagnostic(_ file: String, _ line: Int, _ message: String) -> Diagnostic {
        Diagnostic(.badCount, at: Place(file, line: line, column: "n"), "\(message); correct one of the boxes")
    }
}
