import TrialNumerics

/// G = LL′ with L linear in its coordinates, so that one variance or one correlation of an unstructured matrix is held.
///
/// With the level of the held variance first, the first element of a triangular L is its root; with the two levels of a held
/// correlation first, the second row is τ(ρ, √(1 − ρ²)). All other elements are free, so every matrix with the held value is reached.
struct HeldFactor: RandomStructure {
    let innerLevels: [String]
    /// The part of L that is held.
    private let fixed: Matrix
    /// For each coordinate the elements of L that it scales.
    private let directions: [[Place]]
    /// The levels in the order of the triangle.
    private let order: [Int]

    /// An element of L with its factor.
    private struct Place {
        let row: Int
        let column: Int
        let factor: Double
    }

    let code = "held"
    let name = "triangular factor with one parameter held"
    var parameters: [StructureParameter] { directions.map { _ in .unbounded } }
    private var size: Int { innerLevels.count }

    /// The variance of one level held.
    init(innerLevels: [String], variance: Double, of level: Int) {
        let n = innerLevels.count
        let order = [level] + (0..<n).filter { $0 != level }
        var fixed = Matrix(rows: n, columns: n)
        fixed[level, 0] = variance.squareRoot()
        self.init(innerLevels, fixed, order, Self.triangle(order).filter { $0[0].row != level || $0[0].column != 0 })
    }

    /// The correlation of two levels held.
    init(innerLevels: [String], correlation: Double, of first: Int, _ second: Int) {
        let n = innerLevels.count
        let order = [first, second] + (0..<n).filter { $0 != first && $0 != second }
        let rest = max(0, 1 - correlation * correlation).squareRoot()
        let pair = [
            Place(row: second, column: 0, factor: correlation), Place(row: second, column: 1, factor: rest),
        ]
        self.init(
            innerLevels, Matrix(rows: n, columns: n), order,
            [pair] + Self.triangle(order).filter { $0[0].row != second })
    }

    private init(_ innerLevels: [String], _ fixed: Matrix, _ order: [Int], _ directions: [[Place]]) {
        self.innerLevels = innerLevels
        self.fixed = fixed
        self.order = order
        self.directions = directions
    }

    private static func triangle(_ order: [Int]) -> [[Place]] {
        order.indices.flatMap { r in (0...r).map { [Place(row: order[r], column: $0, factor: 1)] } }
    }

    private func factor(_ coordinates: [Double]) -> Matrix {
        var l = fixed
        for (direction, value) in zip(directions, coordinates) {
            for place in direction { l[place.row, place.column] += value * place.factor }
        }
        return l
    }

    func covariance(_ coordinates: [Double]) -> Matrix {
        let l = factor(coordinates)
        return l * l.transposed
    }

    func derivatives(_ coordinates: [Double]) -> [Matrix] {
        let l = factor(coordinates)
        return directions.map { direction in
            var slope = Matrix(rows: size, columns: size)
            for place in direction {
                for j in 0..<size {
                    slope[place.row, j] += place.factor * l[j, place.column]
                    slope[j, place.row] += place.factor * l[j, place.column]
                }
            }
            return slope
        }
    }

    func curvatures(_ coordinates: [Double]) -> [[Matrix]]? {
        directions.map { a in
            directions.map { b in
                var bend = Matrix(rows: size, columns: size)
                for x in a {
                    for y in b where x.column == y.column {
                        bend[x.row, y.row] += x.factor * y.factor
                        bend[y.row, x.row] += x.factor * y.factor
                    }
                }
                return bend
            }
        }
    }

    /// Coordinates near a matrix without the held value: those of its own triangle.
    func near(_ covariance: Matrix) -> [Double]? {
        let size = self.size
        var turned = Matrix(rows: size, columns: size)
        let lift = 1e-8 * covariance.diagonal.reduce(0, +) / Double(size)
        guard lift > 0 else { return nil }
        for i in 0..<size {
            for j in 0..<size { turned[i, j] = covariance[order[i], order[j]] + (i == j ? lift : 0) }
        }
        guard let l = Cholesky(turned)?.factor else { return nil }
        let place = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
        return directions.map { direction in
            let row = place[direction[0].row] ?? 0
            guard direction.count > 1 else { return l[row, direction[0].column] }
            return norm(l.row(row))
        }
    }
}

/// The highest likelihood with one component held at a coordinate.
struct HeldComponent {
    let slot: ComponentSlot
    let top: MultilevelSolution
    private let position: Int
    private let isRestricted: Bool
    private let kernel: MultilevelKernel

    /// Nil for a component that is given.
    init?(_ found: MultilevelFitter.Found, _ position: Int, isRestricted: Bool) {
        kernel = found.kernel
        guard kernel.slots[position].given == nil else { return nil }
        slot = kernel.slots[position]
        top = found.end.solution
        self.position = position
        self.isRestricted = isRestricted
    }

    /// The likelihood of the fit.
    var height: Double { isRestricted ? top.restricted : top.maximum }

    /// The highest likelihood; nil where there is none.
    func height(_ coordinate: Double) -> Double? {
        let ends =
            kernel.model.terms[kernel.places[position].term].structure.unrestricted == nil
            ? bounded(coordinate) : unbounded(coordinate)
        return ends.compactMap { $0.map { isRestricted ? $0.solution.restricted : $0.solution.maximum } }.max()
    }

    private func bounded(_ coordinate: Double) -> [ComponentSearch.End?] {
        var held = kernel.slots
        held[position].given = coordinate
        let search = ComponentSearch(MultilevelKernel(kernel.model, slots: held), isRestricted: isRestricted)
        var start = top.components
        start[position] = coordinate
        return [search.maximum(near: start), search.maximum()]
    }

    /// An unstructured term of three or more levels, searched through a factor that holds the value.
    private func unbounded(_ coordinate: Double) -> [ComponentSearch.End?] {
        let number = kernel.places[position].term
        let own = kernel.places.indices.filter { kernel.places[$0].term == number }
        let term = kernel.model.terms[number]
        // Another given parameter of the same matrix leaves no free factor.
        guard own.allSatisfy({ kernel.slots[$0].given == nil }),
            let structure = structure(term, parameter: kernel.places[position].parameter, coordinate)
        else { return bounded(coordinate) }
        var terms = kernel.model.terms
        terms[number] = RandomTerm(term, structure: structure)
        let free = structure.parameters.map {
            ComponentSlot(name: slot.name, term: slot.term, levels: slot.levels, parameter: $0)
        }
        let (before, after) = (own[0], (own.last ?? 0) + 1)
        let slots = Array(kernel.slots[..<before]) + free + Array(kernel.slots[after...])
        let search = ComponentSearch(
            MultilevelKernel(MultilevelModel(kernel.model, terms: terms), slots: slots), isRestricted: isRestricted)
        let g = top.structures[number]
        return [g, Matrix(diagonal: g.diagonal)].map { start in
            structure.near(start).flatMap { coordinates in
                search.maximum(
                    near: Array(top.components[..<before]) + coordinates + Array(top.components[after...]))
            }
        }
    }

    private func structure(_ term: RandomTerm, parameter: Int, _ coordinate: Double) -> HeldFactor? {
        let levels = term.structure.innerLevels
        let value = slot.parameter.value(coordinate)
        guard parameter >= levels.count else {
            return HeldFactor(innerLevels: levels, variance: value, of: parameter)
        }
        var at = levels.count
        for j in levels.indices {
            for i in (j + 1)..<max(levels.count, j + 1) {
                if at == parameter { return HeldFactor(innerLevels: levels, correlation: value, of: j, i) }
                at += 1
            }
        }
        return nil
    }
}
