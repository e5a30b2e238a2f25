import TrialStatistics

/// Five ordinary studies for every measure of the catalogue, under the columns of the batch contract.
enum EffectLawData {
    static let columns: [String: [Double?]] = [
        "events1": [12, 30, 7, 41, 5], "total1": [50, 80, 40, 120, 25],
        "events2": [20, 25, 11, 60, 3], "total2": [55, 78, 42, 118, 24],
        "bothPositive": [20, 5, 33, 12, 9], "firstOnly": [7, 9, 4, 6, 3],
        "secondOnly": [11, 3, 8, 5, 7], "bothNegative": [40, 22, 15, 30, 11],
        "count1": [9, 8, 3, 16, 7], "time1": [413, 263, 487, 237, 489],
        "count2": [19, 12, 13, 9, 23], "time2": [398, 245, 435, 241, 483],
        "mean1": [55, 27, 64, 66, 14], "sd1": [47, 7, 17, 20, 8],
        "mean2": [75, 29, 119, 87, 18], "sd2": [64, 4, 29, 48, 11],
        "correlation": [0.5, 0.7, 0.35, 0.9, -0.2], "total": [90, 50, 65, 72, 80],
        "t": [1.5, 2.25, -0.3, 0.8, 2], "predictors": [3, 4, 2, 5, 1], "R2": [0.3, 0.25, 0.1, 0.4, 0.2],
        "events": [12, 30, 7, 41, 5], "count": [9, 8, 3, 16, 7], "time": [413, 263, 487, 237, 489],
        "mean": [55, 27, 64, 66, 14], "sd": [47, 7, 17, 20, 8],
        "alpha": [0.93, 0.81, 0.74, 0.89, 0.9], "items": [20, 10, 15, 8, 30],
        "homozygous1": [30, 12, 50, 9, 21], "heterozygous": [40, 20, 61, 15, 30], "homozygous2": [15, 9, 22, 11, 8],
        "estimate": [0.2, -0.1, 0.5, 0.3, 0], "variance": [0.04, 0.02, 0.1, 0.05, 0.03],
    ]

    /// The columns one measure reads.
    static func table(_ measure: AnyEffectMeasure) -> [String: [Double?]] {
        columns.filter { measure.columns.contains($0.key) }
    }

    /// The same with treatment and control exchanged.
    static func swapped(_ table: [String: [Double?]]) -> [String: [Double?]] {
        var result: [String: [Double?]] = [:]
        for (name, values) in table { result[partner(name)] = values }
        return result
    }

    private static func partner(_ name: String) -> String {
        switch name {
        case "firstOnly": "secondOnly"
        case "secondOnly": "firstOnly"
        case "homozygous1", "homozygous2": name
        case _ where name.hasSuffix("1"): name.dropLast() + "2"
        case _ where name.hasSuffix("2") && name != "R2": name.dropLast() + "1"
        default: name
        }
    }

    /// The same with a function applied to some columns.
    static func changed(
        _ table: [String: [Double?]], _ names: [String], by change: (Double) -> Double
    ) -> [String: [Double?]] {
        var result = table
        for name in names { result[name] = result[name]?.map { $0.map(change) } }
        return result
    }

    /// Every measure with every variance it offers.
    static let variants: [Variant] = EffectMeasures.standard.all.flatMap { measure in
        let types: [VarianceType?] = measure.descriptor.varianceTypes.isEmpty ? [nil] : measure.descriptor.varianceTypes
        return types.map { Variant(measure: measure, type: $0) }
    }

    struct Variant: Sendable, CustomStringConvertible {
        let measure: AnyEffectMeasure
        let type: VarianceType?
        var description: String { measure.code + (type.map { " \($0.rawValue)" } ?? "") }

        func effects(_ table: [String: [Double?]]) throws -> AnyEffectMeasure.Estimates {
            try measure.effects(columns: table, options: EffectOptions(varianceType: type))
        }
    }
}
