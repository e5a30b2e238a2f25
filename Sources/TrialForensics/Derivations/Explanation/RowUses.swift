import TrialEvidence
import TrialStatistics

/// What an analysis can take from a row, by the same readings that the analysis uses.
struct RowUses {
    let row: OutcomeRow
    let arm: Arm?
    let dataset: Dataset

    /// The uses of a row of a dataset.
    init(_ row: OutcomeRow, in dataset: Dataset) {
        self.row = row
        self.dataset = dataset
        arm = dataset.arm(row.arm)
    }

    /// One entry for each kind of number that the row could be about.
    var all: [RowExplanation.Use] {
        if row.statistic.isPaired { return [row.statistic == .pairedTable ? pairedTable : pairedMeans] }
        if row.isComparison { return [comparison] }
        var uses: [RowExplanation.Use] = []
        if row.mean != nil || row.median != nil { uses.append(means) }
        if row.events != nil || row.statistic == .events || row.statistic == .percent { uses.append(events) }
        if row.statistic == .countRate || (row.mean != nil && row.ciLow != nil) { uses.append(rate) }
        if arm?.period == .withinPerson { uses.append(pair) }
        if uses.isEmpty {
            uses.append(
                Self.missing(
                    "pooling", "The row prints neither a mean, a median, events nor a comparison with another arm."))
        }
        return uses
    }

    private static func missing(_ quantity: String, _ reason: String) -> RowExplanation.Use {
        RowExplanation.Use(quantity: quantity, values: [], trails: [], missing: reason)
    }

    private static let zeroCell =
        "0 events, or nothing but events: measures that would not exist (such as log odds or ratios) add ½ to each cell;"
        + " a group alone is shown as observed all the same"

    private static func use(
        _ quantity: String, _ values: [Derivation.Quantity], _ steps: [AppliedDerivation] = []
    ) -> RowExplanation.Use {
        RowExplanation.Use(
            quantity: quantity, values: values, trails: steps.map(RowExplanation.Trail.init), missing: nil)
    }

    private var total: Double? { row.n.map(Double.init) }

    private var means: RowExplanation.Use {
        let name = "mean and standard deviation"
        do {
            let reading = try MeanReading(row, total: total)
            return Self.use(
                name,
                [
                    .init("mean", reading.mean), .init("standard deviation", reading.standardDeviation),
                    .init("n", reading.total),
                ], reading.steps)
        } catch {
            return Self.missing(name, error.reason)
        }
    }

    private var events: RowExplanation.Use {
        let name = "events of n"
        do {
            let reading = try EventReading(row, total: total)
            var use = Self.use(
                name, [.init("events", reading.events), .init("n", reading.total)], reading.step.map { [$0] } ?? [])
            if BinaryGroup(events: reading.events, total: reading.total).hasZeroCell { use.added = Self.zeroCell }
            return use
        } catch {
            return Self.missing(name, error.reason)
        }
    }

    private var rate: RowExplanation.Use {
        let name = row.statistic == .countRate ? "rate" : "log mean count"
        do {
            switch try RateReading(row) {
            case .events(let events, let time):
                let step = try AppliedDerivation.reading(
                    "rate", DerivationInputs(["events": events, "person_years": time]))
                return Self.use("rate", step.derivation.values, [step])
            case .logMean(let reading):
                return Self.use(
                    "log mean count",
                    [
                        .init("log mean", reading.effect.estimate),
                        .init("standard error", reading.effect.standardError),
                    ], [reading.step])
            }
        } catch {
            return Self.missing(name, error.reason)
        }
    }

    private var pair: RowExplanation.Use {
        let name = "difference within persons"
        guard let r = row.correlation else {
            return Self.missing(
                name,
                "Both periods of the same participants: the within-person correlation was not printed; 'correlation' in a plan assumes one."
            )
        }
        return Self.use(name, [.init("correlation", r)])
    }

    private var comparison: RowExplanation.Use {
        let isRatio = row.statistic == .ratioCI || row.effectMeasure?.isRatio == true
        let name = isRatio ? "log ratio" : "difference"
        do {
            let reading = try ComparisonReading(row, in: dataset)
            return Self.use(
                name, [.init(name, reading.effect.estimate), .init("standard error", reading.effect.standardError)],
                reading.step.map { [$0] } ?? [])
        } catch {
            return Self.missing(name, error.reason)
        }
    }

    private var pairedMeans: RowExplanation.Use {
        let name = "difference within persons"
        do {
            let reading = try PairedReading(row)
            return Self.use(
                name,
                [
                    .init("mean difference", reading.difference),
                    .init("standard deviation of the differences", reading.standardDeviation),
                    .init("pairs", reading.pairs),
                ], reading.steps)
        } catch {
            return Self.missing(name, error.reason)
        }
    }

    private var pairedTable: RowExplanation.Use {
        do {
            let table = try PairedTableReading(row).table
            return Self.use(
                "paired table",
                [
                    .init("both", table.bothPositive), .init("arm only", table.firstOnly),
                    .init("comparator only", table.secondOnly), .init("neither", table.bothNegative),
                ])
        } catch {
            return Self.missing("paired table", error.reason)
        }
    }
}
