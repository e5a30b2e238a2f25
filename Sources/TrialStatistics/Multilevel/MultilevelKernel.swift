import Glibc
import TrialNumerics

/// The blocks of a model with its components in order: what is computed anew at each value of the components.
struct MultilevelKernel: Sendable {
    let model: MultilevelModel
    let blocks: [MultilevelBlock]
    let slots: [ComponentSlot]
    /// For each component its term and its position among the parameters of that term.
    let places: [(term: Int, parameter: Int)]

    init(_ model: MultilevelModel, slots: [ComponentSlot]) {
        self.model = model
        self.slots = slots
        blocks = MultilevelBlock.blocks(of: model)
        places = model.terms.enumerated().flatMap { number, term in
            term.structure.parameters.indices.map { (term: number, parameter: $0) }
        }
    }

    private init(_ other: MultilevelKernel, model: MultilevelModel, slots: [ComponentSlot]) {
        self.model = model
        self.slots = slots
        blocks = other.blocks
        places = other.places
    }

    /// The same with terms in coordinates without edges; nil where no term that is free as a whole has such.
    var unrestricted: MultilevelKernel? {
        var (terms, slots) = (model.terms, slots)
        for number in terms.indices {
            let own = places.indices.filter { places[$0].term == number }
            guard let form = terms[number].structure.unrestricted, own.allSatisfy({ slots[$0].given == nil }) else {
                continue
            }
            terms[number] = RandomTerm(terms[number], structure: form)
            for (slot, parameter) in zip(own, form.parameters) {
                slots[slot] = ComponentSlot(
                    name: slots[slot].name, term: slots[slot].term, levels: slots[slot].levels, parameter: parameter)
            }
        }
        guard zip(terms, model.terms).contains(where: { $0.structure.code != $1.structure.code }) else { return nil }
        return MultilevelKernel(self, model: MultilevelModel(model, terms: terms), slots: slots)
    }

    /// The coordinates that give the matrices of the terms; `known` for terms whose coordinates do not differ.
    func coordinates(of structures: [Matrix], else known: [Double]) -> [Double]? {
        var result: [Double] = []
        for (number, part) in split(known).enumerated() {
            let structure = model.terms[number].structure
            if structure.unrestricted == nil, !(structure is TriangularCovariance) {
                result += part
            } else if let own = structure.coordinates(of: structures[number]) {
                result += own
            } else {
                return nil
            }
        }
        return result
    }

    /// Names of terms whose matrix is singular although none of its parameters is at a bound.
    func singularTerms(_ structures: [Matrix]) -> [String] {
        zip(model.terms, structures).filter { term, g in
            guard term.structure.unrestricted != nil, let eigen = SymmetricEigen(g) else { return false }
            return (eigen.values.first ?? 0) <= 1e-8 * (eigen.values.last ?? 0)
        }.map(\.0.name)
    }

    /// The coordinates of the components, term by term.
    func split(_ components: [Double]) -> [[Double]] {
        var parts: [[Double]] = Array(repeating: [], count: model.terms.count)
        for (place, value) in zip(places, components) { parts[place.term].append(value) }
        return parts
    }

    /// Whether every term's matrix is a covariance matrix.
    func isAdmissible(_ components: [Double]) -> Bool {
        zip(model.terms, split(components)).allSatisfy { $0.structure.isAdmissible($1) }
    }

    /// The model solved at given components; nil where the marginal covariance is not positive definite.
    func solution(_ components: [Double]) -> MultilevelSolution? {
        let structures = zip(model.terms, split(components)).map { $0.structure.covariance($1) }
        return MultilevelSolution(self, components: components, structures: structures)
    }
}

/// A multilevel model solved at given components, with W = M⁻¹ block by block, M = V + Σ ZGZ′.
struct MultilevelSolution: Sendable {
    /// One block solved.
    struct Block: Sendable {
        /// W.
        let weight: Matrix
        /// W Z with the orthonormal design Z.
        let weightedDesign: Matrix
        /// y − Xβ.
        let residuals: [Double]
        /// W (y − Xβ), which is P y.
        let weightedResiduals: [Double]
    }

    let kernel: MultilevelKernel
    /// The coordinates of the components.
    let components: [Double]
    let structures: [Matrix]
    let blocks: [Block]
    /// (Z′WZ)⁻¹.
    let inverse: Matrix
    /// β.
    let coefficients: [Double]
    /// (X′WX)⁻¹.
    let covariance: Matrix
    /// (y − Xβ)′W(y − Xβ).
    let quadraticForm: Double
    /// The log-likelihood with all constants, β at its optimum.
    let maximum: Double
    /// The restricted log-likelihood with all constants.
    let restricted: Double

    init?(_ kernel: MultilevelKernel, components: [Double], structures: [Matrix]) {
        let p = kernel.model.coefficients
        var information = Matrix(rows: p, columns: p)
        var right = Array(repeating: 0.0, count: p)
        var logDeterminant = 0.0
        var weights: [(weight: Matrix, design: Matrix)] = []
        weights.reserveCapacity(kernel.blocks.count)
        for block in kernel.blocks {
            guard let factor = Cholesky(block.marginal(structures)) else { return nil }
            logDeterminant += factor.logDeterminant
            let weight = factor.inverse
            let design = weight * block.design
            for a in 0..<p {
                for i in 0..<block.count {
                    right[a] += design[i, a] * block.estimates[i]
                    for b in 0...a { information[a, b] += design[i, a] * block.design[i, b] }
                }
            }
            weights.append((weight, design))
        }
        for a in 0..<p { for b in 0..<a { information[b, a] = information[a, b] } }
        guard let factor = Cholesky(information) else { return nil }
        let coordinates = factor.solve(right)
        var form = 0.0
        blocks = zip(kernel.blocks, weights).map { block, solved in
            let fitted = block.design * coordinates
            let residuals = zip(block.estimates, fitted).map { $0 - $1 }
            let weighted = solved.weight * residuals
            form += dot(residuals, weighted)
            return Block(
                weight: solved.weight, weightedDesign: solved.design, residuals: residuals, weightedResiduals: weighted)
        }
        self.kernel = kernel
        self.components = components
        self.structures = structures
        inverse = factor.inverse
        coefficients = kernel.model.linear.basis.coefficients(coordinates)
        covariance = kernel.model.linear.basis.covariance(inverse)
        quadraticForm = form
        let k = Double(kernel.model.rows)
        let df = k - Double(p)
        maximum = -0.5 * (k * log(2 * .pi) + logDeterminant + form)
        restricted = -0.5 * (df * log(2 * .pi) + logDeterminant + factor.logDeterminant + form)
    }

    /// tr P = Σ tr W − tr (Z′WZ)⁻¹Z′WWZ.
    var traceOfProjection: Double {
        var trace = 0.0
        for block in blocks {
            trace += block.weight.diagonal.reduce(0, +)
            for i in 0..<block.weightedDesign.rows {
                trace -= inverse.quadraticForm(block.weightedDesign.row(i))
            }
        }
        return trace
    }

    /// The sums of the rows of W in percent of the sum of all elements: without moderators each row's share in the pooled effect.
    var weightPercentages: [Double] {
        var result = Array(repeating: 0.0, count: kernel.model.rows)
        for (block, solved) in zip(kernel.blocks, blocks) {
            for (i, row) in block.rows.enumerated() { result[row] = solved.weight.row(i).reduce(0, +) }
        }
        let total = result.reduce(0, +)
        return result.map { 100 * $0 / total }
    }
}
