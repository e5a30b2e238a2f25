import TrialStatistics

/// The measure of paired data that has the scale and meaning of a measure of two groups.
///
/// So that crossover trials stand beside parallel ones: the mean difference, the difference in standard deviations of
/// single measurements (not of the differences), the marginal odds ratio (Becker and Balagtas 1993; not the conditional
/// one, which parallel trials do not estimate). Elbourne et al. 2002, doi:10.1093/ije/31.1.140; Curtin, Elbourne and
/// Altman 2002, doi:10.1002/sim.1206.
enum PairedMeasure {
    private static let ofMeans = [
        "MD": "MC", "SMD": "SMCRP", "ROM": "ROMC", "VR": "VRC", "CVR": "CVRC",
    ]
    private static let ofTables = ["RR": "MPRR", "OR": "MPOR", "RD": "MPRD", "PETO": "MPPETO"]
    private static let furtherOfMeans = ["SMCC", "SMCR", "SMCRH", "SMCRPH"]
    private static let furtherOfTables = ["MPORC"]

    /// Measures that are about the same participants twice.
    static let codes: Set<String> = meansCodes.union(tableCodes)
    private static let meansCodes = Set(ofMeans.values).union(furtherOfMeans)
    private static let tableCodes = Set(ofTables.values).union(furtherOfTables)

    /// What a measure needs of paired data.
    enum Kind {
        /// Means, standard deviations and a correlation, or the differences themselves.
        case means(AnyEffectMeasure)
        /// The paired 2 × 2 table.
        case table(AnyEffectMeasure)
    }

    /// The paired measure that stands for a measure; nil where there is none.
    static func kind(for code: String) -> Kind? {
        func measure(_ code: String) -> AnyEffectMeasure? { try? EffectMeasureCatalogue.measure(code) }
        if let paired = ofMeans[code] ?? (meansCodes.contains(code) ? code : nil) {
            return measure(paired).map(Kind.means)
        }
        if let paired = ofTables[code] ?? (tableCodes.contains(code) ? code : nil) {
            return measure(paired).map(Kind.table)
        }
        return nil
    }

    /// Those of the measures that only the differences themselves give, whatever the spread of single measurements.
    static let ofDifferences: Set<String> = ["MC", "SMCC"]

    /// Those of the measures that the difference of the means gives, without the means themselves.
    static let withoutMeans: Set<String> = ["MC", "SMCC", "SMCRP", "SMCR", "SMCRH", "SMCRPH"]
}
