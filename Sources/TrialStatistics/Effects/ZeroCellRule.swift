/// What to add to the cells of a table that has a zero, and where.
///
/// A zero cell makes ratios and their variances undefined. Adding ½ is the convention (Haldane 1956, Gart 1966);
/// methods that need no correction, such as Mantel–Haenszel or an exact likelihood, are better with sparse data
/// (Sweeting, Sutton and Lambert 2004, doi:10.1002/sim.1761).
public struct ZeroCellRule: Sendable, Codable, Equatable {
    /// Which studies get the addition.
    public enum Scope: String, Sendable, Codable, Equatable, CaseIterable {
        /// Only studies with a zero cell.
        case onlyZero = "only-zero"
        /// All studies.
        case all
        /// All studies if any has a zero cell.
        case ifAnyZero = "if-any-zero"
        /// No study.
        case none
    }

    /// How much is added to every cell; `nil` is the measure's usual amount: ½, or 0 for measures that exist without.
    public var add: Double?
    /// Which studies get it.
    public var to: Scope
    /// Whether studies without events in both groups, or with nothing but events, are left out.
    public var dropDoubleZero: Bool
    /// Whether each group of a comparison gets twice the amount times its share of the participants (or exposure), so that
    /// no effect stays no effect: the treatment-arm correction. One group alone gets the amount.
    public var byArm = false

    /// Creates a rule; by default the measure's usual amount goes to the studies with a zero cell.
    public init(add: Double? = nil, to scope: Scope = .onlyZero, dropDoubleZero: Bool = false) {
        self.add = add
        self.to = scope
        self.dropDoubleZero = dropDoubleZero
    }

    /// The treatment-arm correction of the studies with a zero cell: together the groups get 1 in each row of the table.
    public static var treatmentArm: ZeroCellRule {
        var rule = ZeroCellRule()
        rule.byArm = true
        return rule
    }

    /// Reads a rule; fields that are absent keep their defaults.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        add = try fields.decodeIfPresent(Double.self, forKey: .add)
        to = try fields.decodeIfPresent(Scope.self, forKey: .to) ?? .onlyZero
        dropDoubleZero = try fields.decodeIfPresent(Bool.self, forKey: .dropDoubleZero) ?? false
        byArm = try fields.decodeIfPresent(Bool.self, forKey: .byArm) ?? false
    }

    /// The usual amount to the studies with a zero cell.
    public static let onlyZero = ZeroCellRule()
    /// Nothing is added.
    public static let none = ZeroCellRule(to: .none)

    /// The tables as the measure shall see them, in the order given; `usual` is added where the rule names no amount.
    public func apply<Table: CellTable>(to tables: [Table], usual: Double = 0.5) -> [Result<Table, EffectExclusion>] {
        let anyZero = holdsZeroCell(tables)
        return tables.map { table in
            do throws(EffectExclusion) {
                return .success(try applied(to: table, usual: usual, anyZero: anyZero))
            } catch {
                return .failure(error)
            }
        }
    }

    /// Whether any of the tables that the rule keeps has a zero cell.
    func holdsZeroCell<Table: CellTable>(_ tables: [Table]) -> Bool {
        tables.contains { !(dropDoubleZero && $0.isUninformative) && $0.hasZeroCell }
    }

    /// One table as the measure shall see it; `anyZero` says whether any of the tables that are kept has a zero cell.
    func applied<Table: CellTable>(
        to table: Table, usual: Double, anyZero: Bool
    ) throws(EffectExclusion) -> Table {
        if dropDoubleZero, table.isUninformative { throw .doubleZero }
        let corrected =
            switch to {
            case .onlyZero: table.hasZeroCell
            case .all: true
            case .ifAnyZero: anyZero
            case .none: false
            }
        guard corrected else { return table }
        let amount = add ?? usual
        return byArm ? table.addingByArm(amount) : table.adding(amount)
    }
}

/// A summary made of counts, to which a zero-cell rule applies.
public protocol CellTable: Sendable {
    /// Whether any cell is zero.
    var hasZeroCell: Bool { get }
    /// Whether the table says nothing about a comparison: no events, or nothing but events, in both groups.
    var isUninformative: Bool { get }
    /// The table with `amount` added to each cell.
    func adding(_ amount: Double) -> Self
    /// The table with twice `amount`, shared between the groups as their sizes are, added to the cells of each.
    func addingByArm(_ amount: Double) -> Self
}

extension CellTable {
    /// Without two groups to share it, the amount itself.
    public func addingByArm(_ amount: Double) -> Self { adding(amount) }
}

extension BinaryComparison: CellTable {
    /// Whether any of the four cells is zero.
    public var hasZeroCell: Bool { events1 == 0 || nonEvents1 == 0 || events2 == 0 || nonEvents2 == 0 }

    /// Whether both groups have no events, or both nothing but events.
    public var isUninformative: Bool { isDoubleZero || isDoubleFull }

    /// The table with `amount` added to each of the four cells.
    public func adding(_ amount: Double) -> BinaryComparison {
        BinaryComparison(
            events1: events1 + amount, total1: total1 + 2 * amount, events2: events2 + amount,
            total2: total2 + 2 * amount)
    }

    /// The table with twice `amount`, shared between the groups as their sizes are, added to both cells of each.
    public func addingByArm(_ amount: Double) -> BinaryComparison {
        let (first, second) = (2 * amount * total1 / (total1 + total2), 2 * amount * total2 / (total1 + total2))
        return BinaryComparison(
            events1: events1 + first, total1: total1 + 2 * first, events2: events2 + second,
            total2: total2 + 2 * second)
    }
}

extension CountComparison: CellTable {
    /// Whether either count is zero.
    public var hasZeroCell: Bool { count1 == 0 || count2 == 0 }

    /// Whether both counts are zero.
    public var isUninformative: Bool { count1 == 0 && count2 == 0 }

    /// The comparison with `amount` added to both counts.
    public func adding(_ amount: Double) -> CountComparison {
        CountComparison(count1: count1 + amount, time1: time1, count2: count2 + amount, time2: time2)
    }

    /// The comparison with twice `amount` added to the counts, shared as the exposures are.
    public func addingByArm(_ amount: Double) -> CountComparison {
        let share = time1 / (time1 + time2)
        return CountComparison(
            count1: count1 + 2 * amount * share, time1: time1, count2: count2 + 2 * amount * (1 - share), time2: time2)
    }
}

extension BinaryGroup: CellTable {
    /// Whether no participant, or every participant, had the event.
    public var hasZeroCell: Bool { events == 0 || events == total }

    /// Always false: one group compares nothing.
    public var isUninformative: Bool { false }

    /// The group with `amount` more participants with, and as many without, the event.
    public func adding(_ amount: Double) -> BinaryGroup {
        BinaryGroup(events: events + amount, total: total + 2 * amount)
    }
}

extension CountGroup: CellTable {
    /// Whether the count is zero.
    public var hasZeroCell: Bool { count == 0 }

    /// Always false: one group compares nothing.
    public var isUninformative: Bool { false }

    /// The group with `amount` added to the count.
    public func adding(_ amount: Double) -> CountGroup { CountGroup(count: count + amount, time: time) }
}
