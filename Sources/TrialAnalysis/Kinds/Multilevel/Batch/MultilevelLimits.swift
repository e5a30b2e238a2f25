import TrialNumerics
import TrialStatistics

/// How much work a multilevel request may ask for.
///
/// The likelihood works block by block over rows that depend on each other, so that the number of rows has no limit of its own,
/// but the cube of the largest block has. The limits of work are a few seconds of one processor.
enum MultilevelLimits {
    /// Rows of one block.
    static let blockRows = 500
    /// Levels within a structured term.
    static let innerLevels = 200
    /// Variance components and correlations.
    static let components = 40
    /// Work of a fit.
    static let fit = 1.5e9
    /// Work of a fit without each cluster in turn.
    static let deletions = 3e9
    /// The cubes of the clusters of a sandwich.
    static let robust = 5e8
    /// Rows of a covariance matrix that is given out.
    static let matrixRows = 1000
    /// Draws of a bootstrap times clusters times coefficients squared.
    static let draws = 2e9
    /// Work of the profile likelihoods, by component.
    static let profiles = 2e7

    static func check(
        innerLevels count: Int, of level: String, most: Int = innerLevels
    ) throws(StatisticsError) {
        guard count > most else { return }
        throw StatisticsError(
            .unsupported, "a structured term is for at most \(most) levels, there are \(count)", field: level)
    }

    /// Throws where a sandwich over clusters would take long.
    static func check(clusters labels: [String]) throws(StatisticsError) {
        var sizes: [String: Int] = [:]
        for name in labels { sizes[name, default: 0] += 1 }
        let work = sizes.values.reduce(0) { $0 + Double($1) * Double($1) * Double($1) }
        guard work > robust, let largest = sizes.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else { return }
        throw StatisticsError(
            .unsupported,
            "the clusters are too large, '\(largest.key)' has \(largest.value) rows; choose smaller ones",
            field: "cluster")
    }

    /// Throws where more rows depend on each other than one block may have.
    static func check(blocks sizes: [Int]) throws(StatisticsError) {
        guard let largest = sizes.max(), largest > blockRows else { return }
        throw StatisticsError(
            .unsupported,
            "\(largest) rows depend on each other through a covariance or a shared level, at most \(blockRows) may",
            field: "random")
    }

    /// Throws where a fit would take long.
    static func check(_ model: MultilevelModel) throws(StatisticsError) {
        guard model.componentCount <= components else {
            throw StatisticsError(
                .unsupported,
                "the model has \(model.componentCount) variances and correlations, at most \(components) are possible; "
                    + "choose a simpler structure", field: "random")
        }
        try check(blocks: model.blockSizes)
        let work = model.work
        guard work <= fit else {
            throw StatisticsError(
                .unsupported,
                "the model is \((work / fit).rounded(.up).wholeText) times too large: blocks of \(model.blockSizes.max() ?? 0) rows "
                    + "that depend on each other, \(model.componentCount) variances and correlations; simplify its terms",
                field: "random")
        }
    }
}

extension MultilevelModel {
    /// The numbers of rows that depend on each other.
    fileprivate var blockSizes: [Int] {
        var sizes: [Int: Int] = [:]
        for set in connectedSets { sizes[set, default: 0] += 1 }
        return Array(sizes.values)
    }

    /// The number of variances and correlations.
    var componentCount: Int { terms.reduce(0) { $0 + $1.structure.parameters.count } }

    /// What a step of the search costs, in elementary operations: the cubes of the blocks, and for structured terms, whose
    /// derivatives are not sums over groups, many times more.
    var work: Double {
        let m = Double(componentCount)
        let isStructured = terms.contains { !($0.structure is RandomIntercept) }
        return blockSizes.reduce(0) { sum, size in
            let b = Double(size)
            let structured = isStructured ? 50 * (b * b * b * m + b * b * m * m) : 0
            return sum + b * b * b * (1 + m) + structured + 1_000 * b * (1 + m)
        }
    }
}
