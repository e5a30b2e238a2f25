import TrialNumerics

/// The structures of a term with inner levels: how outcomes, times or arms of one study covary in their true effects.
///
/// The codes are those of the field. *References*: Berkey et al. 1998, Statistics in Medicine 17, for several outcomes;
/// Ishak, Platt, Joseph, Hanley and Caro 2007, Clinical Trials 4, and Musekiwa et al. 2016, doi:10.1371/journal.pone.0164898,
/// for repeated measurements.
public enum RandomStructureKind: String, Sendable, Codable, CaseIterable {
    /// One variance, no correlation.
    case identity = "ID"
    /// A variance a level, no correlation.
    case diagonal = "DIAG"
    /// One variance, one correlation.
    case compoundSymmetric = "CS"
    /// A variance a level, one correlation.
    case heteroscedasticCompoundSymmetric = "HCS"
    /// A variance a level, a correlation a pair.
    case unstructured = "UN"
    /// One variance, correlations that fall by the number of levels between, ρ^|i − j|.
    case autoregressive = "AR"
    /// A variance a level, correlations that fall by the number of levels between.
    case heteroscedasticAutoregressive = "HAR"
    /// One variance, correlations that fall by the distance in time, ρ^|t − t′|, ρ ≥ 0.
    case continuousAutoregressive = "CAR"
    /// One variance, correlations e^(−d/ρ) that fall with the distance d.
    case spatialExponential = "SPEXP"
    /// One variance, correlations e^(−d²/ρ²).
    case spatialGaussian = "SPGAU"
    /// One variance, correlations 1 − d/ρ up to ρ.
    case spatialLinear = "SPLIN"
    /// One variance, correlations 1/(1 + d²/ρ²).
    case spatialRational = "SPRAT"
    /// One variance, correlations 1 − 3d/2ρ + d³/2ρ³ up to ρ.
    case spatialSpherical = "SPSPH"

    /// The name in full.
    public var name: String {
        switch self {
        case .identity: "scaled identity"
        case .diagonal: "diagonal"
        case .compoundSymmetric: "compound symmetric"
        case .heteroscedasticCompoundSymmetric: "heteroscedastic compound symmetric"
        case .unstructured: "unstructured"
        case .autoregressive: "autoregressive"
        case .heteroscedasticAutoregressive: "heteroscedastic autoregressive"
        case .continuousAutoregressive: "continuous-time autoregressive"
        case .spatialExponential: "spatial exponential"
        case .spatialGaussian: "spatial Gaussian"
        case .spatialLinear: "spatial linear"
        case .spatialRational: "spatial rational quadratic"
        case .spatialSpherical: "spatial spherical"
        }
    }

    /// How correlations fall with distance; nil where the structure has no distances.
    var decay: SpatialDecay? {
        switch self {
        case .spatialExponential: .exponential
        case .spatialGaussian: .gaussian
        case .spatialLinear: .linear
        case .spatialRational: .rational
        case .spatialSpherical: .spherical
        case .identity, .diagonal, .compoundSymmetric, .heteroscedasticCompoundSymmetric, .unstructured,
            .autoregressive, .heteroscedasticAutoregressive, .continuousAutoregressive:
            nil
        }
    }

    /// Whether the inner levels are places, told by coordinates.
    public var isSpatial: Bool { decay != nil }

    /// The structure over inner levels in their order; for the continuous-time one these are the times, for spatial ones the
    /// coordinates of places with commas between them, such as `13.4, 52.5`.
    ///
    /// - Throws: `StatisticsError` with fewer than two levels, with times or coordinates that are not numbers.
    public func structure(
        innerLevels: [String], distance: SpatialDistance = .euclidean
    ) throws(StatisticsError) -> any RandomStructure {
        let size = innerLevels.count
        guard size > 1 else {
            throw StatisticsError(
                .unsupported, "a structured random term needs two or more inner levels; use a plain random effect",
                field: rawValue)
        }
        let indices = (0..<size).map(Double.init)
        if let decay {
            let pattern = try SpatialPattern(places(innerLevels), decay, distance)
            return EqualVariances(kind: self, innerLevels: innerLevels, pattern: pattern)
        }
        switch self {
        case .identity:
            return EqualVariances(kind: self, innerLevels: innerLevels, pattern: IndependentPattern(size: size))
        case .diagonal: return DiagonalVariances(innerLevels: innerLevels)
        case .compoundSymmetric:
            return EqualVariances(kind: self, innerLevels: innerLevels, pattern: ExchangeablePattern(size: size))
        case .heteroscedasticCompoundSymmetric:
            return UnequalVariances(kind: self, innerLevels: innerLevels, pattern: ExchangeablePattern(size: size))
        case .unstructured: return UnstructuredCovariance(innerLevels: innerLevels)
        case .autoregressive:
            let pattern = AutoregressivePattern(positions: indices, lower: -1)
            return EqualVariances(kind: self, innerLevels: innerLevels, pattern: pattern)
        case .heteroscedasticAutoregressive:
            let pattern = AutoregressivePattern(positions: indices, lower: -1)
            return UnequalVariances(kind: self, innerLevels: innerLevels, pattern: pattern)
        case .continuousAutoregressive, .spatialExponential, .spatialGaussian, .spatialLinear, .spatialRational,
            .spatialSpherical:
            let times = innerLevels.compactMap(Double.init)
            guard times.count == size, times.allSatisfy(\.isFinite), Set(times).count == size else {
                throw StatisticsError(
                    .impossibleData, "times must be different numbers; check the inner levels", field: rawValue)
            }
            let pattern = AutoregressivePattern(positions: times, lower: 0)
            return EqualVariances(kind: self, innerLevels: innerLevels, pattern: pattern)
        }
    }

    /// The coordinates that inner levels tell.
    private func places(_ innerLevels: [String]) throws(StatisticsError) -> [[Double]] {
        var places: [[Double]] = []
        for level in innerLevels {
            let parts = level.split(separator: ",", omittingEmptySubsequences: false)
            let numbers = parts.compactMap { part in
                Double(part.filter { $0 != " " }).flatMap { $0.isFinite ? $0 : nil }
            }
            guard numbers.count == parts.count, numbers.count == places.first?.count ?? numbers.count else {
                throw StatisticsError(
                    .impossibleData, "a place must be as many numbers as the others, not '\(level)'", field: rawValue)
            }
            places.append(numbers)
        }
        guard Set(places).count == places.count else {
            throw StatisticsError(
                .impossibleData, "two inner levels are the same place in other digits; write it once", field: rawValue)
        }
        return places
    }
}

extension RandomTerm {
    /// A term with inner levels in their natural order: by number where all are numbers, by word otherwise.
    ///
    /// - Parameters:
    ///   - name: The name for tables, such as `outcome | trial`.
    ///   - rows: The outer level of each row.
    ///   - innerRows: The inner level of each row.
    ///   - kind: How inner levels covary within an outer level.
    ///   - distance: How distances of places are measured, for spatial kinds.
    /// - Throws: `StatisticsError` with fewer than two inner levels, with times or coordinates that are not numbers.
    public init(
        name: String, rows: [String], innerRows: [String], kind: RandomStructureKind,
        distance: SpatialDistance = .euclidean
    ) throws(StatisticsError) {
        guard rows.count == innerRows.count else {
            throw StatisticsError(
                .unequalLengths, "\(rows.count) outer and \(innerRows.count) inner levels; give one of each a row",
                field: name)
        }
        let distinct = Array(Set(innerRows))
        let numbers = distinct.compactMap(Double.init)
        let isNumeric = numbers.count == distinct.count
        let levels = distinct.sorted { a, b in
            if isNumeric, let x = Double(a), let y = Double(b), x != y { return x < y }
            return a < b
        }
        let position = Dictionary(uniqueKeysWithValues: levels.enumerated().map { ($0.element, $0.offset) })
        self.init(
            name: name, rows: rows, inner: innerRows.map { position[$0] ?? 0 },
            structure: try kind.structure(innerLevels: levels, distance: distance))
    }
}
