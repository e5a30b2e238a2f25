import Testing
import TrialNumerics
import TrialStatistics

/// How moderators become columns.
struct ModeratorFormulaTests {
    static let moderators = ModeratorColumns([
        "dose": .numbers([1, 2, 3, 4, 6]), "design": .categories(["rct", "cohort", "rct", "series", "cohort"]),
    ])

    @Test("a category becomes contrasts with the first level in order of bytes")
    func contrasts() throws {
        let design = try ModeratorFormula(["design"]).design(Self.moderators, studies: 5)
        #expect(design.names == ["intercept", "design: rct", "design: series"])
        #expect(design.values.column(1) == [1, 0, 1, 0, 0])
        #expect(design.values.column(2) == [0, 0, 0, 1, 0])
    }

    @Test("without an intercept the first category gets every level")
    func noIntercept() throws {
        let design = try ModeratorFormula(["dose", "design"], intercept: false).design(Self.moderators, studies: 5)
        #expect(design.names == ["dose", "design: cohort", "design: rct", "design: series"])
        #expect(design.containsIntercept)
    }

    @Test("an interaction multiplies the contrasts of its factors")
    func interaction() throws {
        let formula = ModeratorFormula(["dose", "design", .init(["dose", "design"])])
        let design = try formula.design(Self.moderators, studies: 5)
        #expect(design.names.suffix(2) == ["dose × design: rct", "dose × design: series"])
        #expect(design.values.column(4) == [1, 0, 3, 0, 0])
    }

    @Test("upper case sorts before lower case, as bytes do")
    func byteOrder() throws {
        let design = try ModeratorFormula(["x"]).design(
            ModeratorColumns(["x": .categories(["b", "B", "a"])]), studies: 3)
        #expect(design.names == ["intercept", "x: a", "x: b"])
    }

    @Test("new studies are coded by the fitted levels")
    func newStudies() throws {
        let formula = ModeratorFormula(["design"])
        let new = ModeratorColumns(["design": .categories(["series"])])
        let design = try formula.design(of: new, studies: 1, coded: Self.moderators, fittedStudies: 5)
        #expect(design.values.row(0) == [1, 0, 1])
        #expect(throws: StatisticsError.self) {
            try formula.design(
                of: ModeratorColumns(["design": .categories(["case report"])]), studies: 1, coded: Self.moderators,
                fittedStudies: 5)
        }
    }

    static let unusable: [(columns: ModeratorColumns, code: StatisticsError.Code)] = [
        (ModeratorColumns(), .missingField),
        (["age": .numbers([1, 2])], .unequalLengths),
        (["age": .numbers([1, .nan, 3])], .notFinite),
        (["age": .categories(["x", "", "y"])], .missingField),
        (["age": .categories(["x", "x", "x"])], .redundantModerator),
    ]

    @Test("what cannot be used is named", arguments: unusable.indices)
    func refuses(_ index: Int) {
        let (columns, code) = Self.unusable[index]
        let error = #expect(throws: StatisticsError.self) {
            try ModeratorFormula(["age"]).design(columns, studies: 3)
        }
        #expect(error?.code == code)
        #expect(error?.field == "age")
    }

    @Test("collinear moderators are refused by the name of the redundant one, whatever their units")
    func collinear() throws {
        let columns: ModeratorColumns = [
            "kilograms": .numbers([1, 2, 3, 5, 8, 9]), "age": .numbers([3, 1, 4, 1, 5, 9]),
            "micrograms": .numbers([1e9, 2e9, 3e9, 5e9, 8e9, 9e9]),
        ]
        let design = try ModeratorFormula(["kilograms", "age", "micrograms"]).design(columns, studies: 6)
        let error = #expect(throws: StatisticsError.self) {
            try LinearModel(
                estimates: [1, 2, 3, 4, 5, 6], variances: [1, 1, 1, 1, 1, 1], design: design)
        }
        #expect(error?.code == .redundantModerator)
        #expect(error?.field == "micrograms")
    }
}
