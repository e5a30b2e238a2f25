/// The boxes of the flow diagram add up.
public struct FlowArithmeticRule: DatasetRule {
    /// Boxes are held against each other.
    public var comparesRows: Bool { true }

    /// Makes the rule.
    public init() {}

    /// Names boxes that are not those of PRISMA 2020, and counts that do not follow from the others.
    public func check(_ dataset: Dataset) -> [Diagnostic] {
        let known = PrismaBox.allCases.map(\.rawValue)
        let file = DatasetTable.flow.file
        let unknown = dataset.flow.filter { PrismaBox(rawValue: $0.box) == nil }.map { row in
            let message = "no box is called \"\(row.box)\"\(NearestName.hint(known, for: row.box)); correct it"
            return Diagnostic(.unknownCode, at: Place(file, line: row.line, column: "box"), message)
        }
        return unknown + PrismaArithmetic(dataset.flow).breaches(file: file)
    }
}
