import TrialStatistics

/// What is known of one outcome of a table when its row is written.
struct OutcomeAnswer {
    /// The outcome's name as bytes of the input.
    var name: [UInt8] = []
    /// How many rows have been pooled.
    var studies = 0
    /// How many rows were left out.
    var excluded = 0
    /// The pooled effect; nil where there is none.
    var fit: OutcomeFit?
    /// Why rows were left out, why there is no pooled effect, and what a reader must know of one.
    var notes: [String] = []
}

/// A column of the answer to a table of outcomes.
///
/// A new column is one line in ``all``.
public struct OutcomeColumn: Sendable {
    /// What a column costs beyond the pooled effect.
    enum Need { case nothing, tau2Limits, prediction }

    /// What a cell holds.
    enum Cell {
        case number(Double?)
        case whole(Int)
        case bytes([UInt8])
        case text(String)
    }

    /// The name in the header.
    public let name: String
    /// What it says, in a few words.
    public let explanation: String
    let need: Need
    let cell: @Sendable (OutcomeAnswer) -> Cell

    private init(
        _ name: String, _ explanation: String, need: Need = .nothing,
        _ cell: @escaping @Sendable (OutcomeAnswer) -> Cell
    ) {
        self.name = name
        self.explanation = explanation
        self.need = need
        self.cell = cell
    }

    private static func number(
        _ name: String, _ explanation: String, need: Need = .nothing,
        _ value: @escaping @Sendable (OutcomeFit) -> Double?
    ) -> OutcomeColumn {
        OutcomeColumn(name, explanation, need: need) { .number($0.fit.flatMap(value)) }
    }

    /// Every column, in the order of the documentation.
    public static let all: [OutcomeColumn] = [
        OutcomeColumn("outcome", "the outcome's name") { .bytes($0.name) },
        OutcomeColumn("studies", "how many of its rows are pooled") { .whole($0.studies) },
        OutcomeColumn("excluded", "how many of its rows are left out") { .whole($0.excluded) },
        number("estimate", "the pooled effect, on the scale of analysis") { $0.pooled.estimate },
        number("standard-error", "its standard error") { $0.pooled.standardError },
        number("statistic", "estimate over standard error") { $0.pooled.statistic },
        number("degrees-of-freedom", "of the t distribution; empty for the normal one") { $0.pooled.degreesOfFreedom },
        number("lower", "lower confidence limit") { $0.pooled.limits.lower },
        number("upper", "upper confidence limit") { $0.pooled.limits.upper },
        number("p-value", "two-sided, of no effect") { $0.pooled.pValue },
        number("tau2", "the between-study variance") { $0.heterogeneity.tau2 },
        number("tau2-lower", "its lower limit", need: .tau2Limits) { $0.heterogeneity.tau2Limits?.lower },
        number("tau2-upper", "its upper limit", need: .tau2Limits) { $0.heterogeneity.tau2Limits?.upper },
        number("I2", "in percent") { $0.heterogeneity.iSquared },
        number("H2", "1 without heterogeneity") { $0.heterogeneity.hSquared },
        number("Q", "Cochran's Q") { $0.heterogeneity.q },
        number("Q-degrees-of-freedom", "of Q") { Double($0.heterogeneity.qDegreesOfFreedom) },
        number("Q-p-value", "of no heterogeneity") { $0.heterogeneity.qPValue },
        number("prediction-lower", "lower prediction limit", need: .prediction) { $0.prediction?.lower },
        number("prediction-upper", "upper prediction limit", need: .prediction) { $0.prediction?.upper },
        OutcomeColumn("notes", "rows left out, why there is no result, warnings") {
            .text($0.notes.joined(separator: "; "))
        },
    ]

    /// The columns that are written unless others are asked for.
    public static let usual = named([
        "outcome", "studies", "excluded", "estimate", "standard-error", "lower", "upper", "p-value", "tau2", "I2", "Q",
        "Q-p-value", "notes",
    ])

    private static func named(_ names: [String]) -> [OutcomeColumn] { all.filter { names.contains($0.name) } }

    /// The columns of a list of names, in its order.
    ///
    /// - Throws: `StatisticsError` for a name that no column has, or that stands twice.
    public static func columns(_ names: [String]) throws(StatisticsError) -> [OutcomeColumn] {
        var columns: [OutcomeColumn] = []
        for name in names {
            guard let column = all.first(where: { $0.name == name }) else {
                throw StatisticsError(
                    .unsupported,
                    "there is no column '\(name.prefix(40))'; known: \(all.map(\.name).joined(separator: ", "))",
                    field: "columns")
            }
            guard !columns.contains(where: { $0.name == name }) else {
                throw StatisticsError(.unsupported, "the column '\(name)' is asked for twice", field: "columns")
            }
            columns.append(column)
        }
        return columns
    }
}

extension TableWriter {
    /// Appends the row of an outcome.
    mutating func append(_ answer: OutcomeAnswer, _ columns: [OutcomeColumn]) {
        for column in columns {
            switch column.cell(answer) {
            case .number(let number): append(number: number)
            case .whole(let number): append(whole: number)
            case .bytes(let bytes): append(text: bytes)
            case .text(let text): append(text: text.utf8)
            }
        }
        endRow()
    }
}
