import TrialNumerics

/// Slope and curvature of the log-likelihood in the components.
///
/// With P = W − WX(X′WX)⁻¹X′W and Vₘ = ∂M/∂θₘ: the score is ½{y′PVₘPy − tr(PVₘ)} restricted, with tr(WVₘ) by maximum
/// likelihood; the expected information is ½ tr(PVₘPVₙ) or ½ tr(WVₘWVₙ); the observed one is y′PVₘPVₙPy minus the expected,
/// minus ½{y′PVₘₙPy − tr(PVₘₙ)} where a structure is curved. Harville 1977, doi:10.1080/01621459.1977.10480998.
struct MultilevelDerivatives {
    let score: [Double]
    let expected: Matrix
    let observed: Matrix

    init(_ solution: MultilevelSolution, isRestricted: Bool) {
        var sums = Sums(solution)
        for index in solution.blocks.indices { sums.add(index) }
        (score, expected, observed) = sums.finished(isRestricted)
    }

    /// Sums over blocks.
    private struct Sums {
        let solution: MultilevelSolution
        let slopes: [Matrix]
        let curvatures: [[[Matrix]]?]
        let count: Int
        /// y′PVₘPy.
        var forms: [Double]
        /// tr WVₘ.
        var traces: [Double]
        /// Z′WVₘWZ.
        var inner: [Matrix]
        /// Z′WVₘPy.
        var mixed: [[Double]]
        /// tr WVₘWVₙ.
        var products: Matrix
        /// Z′WVₘWVₙWZ contracted with (Z′WZ)⁻¹.
        var outer: Matrix
        /// y′PVₘWVₙPy.
        var squares: Matrix
        /// ½{y′PVₘₙPy − tr WVₘₙ} and ½ tr (Z′WZ)⁻¹Z′WVₘₙWZ.
        var bends: Matrix
        var restrictedBends: Matrix

        init(_ solution: MultilevelSolution) {
            self.solution = solution
            let kernel = solution.kernel
            let parts = kernel.split(solution.components)
            let all = zip(kernel.model.terms, parts).map { $0.structure.derivatives($1) }
            slopes = kernel.places.map { all[$0.term][$0.parameter] }
            curvatures = zip(kernel.model.terms, parts).map { $0.structure.curvatures($1) }
            count = slopes.count
            let p = solution.inverse.rows
            forms = Array(repeating: 0, count: count)
            traces = forms
            inner = Array(repeating: Matrix(rows: p, columns: p), count: count)
            mixed = Array(repeating: Array(repeating: 0, count: p), count: count)
            products = Matrix(rows: count, columns: count)
            (outer, squares, bends, restrictedBends) = (products, products, products, products)
        }

        mutating func add(_ index: Int) {
            let block = solution.kernel.blocks[index]
            let solved = solution.blocks[index]
            var spreads: [Matrix] = []
            var residuals: [[Double]] = []
            var designs: [Matrix] = []
            let transposed = solved.weightedDesign.transposed
            for m in 0..<count {
                let term = solution.kernel.places[m].term
                let spread = block.spread(slopes[m], term: term, times: solved.weight)
                let residual = block.spread(slopes[m], term: term, times: solved.weightedResiduals)
                let design = block.spread(slopes[m], term: term, times: solved.weightedDesign)
                for i in 0..<block.count { traces[m] += spread[i, i] }
                forms[m] += dot(solved.weightedResiduals, residual)
                let step = transposed * design
                for e in step.elements.indices { inner[m].elements[e] += step.elements[e] }
                for (a, value) in (transposed * residual).enumerated() { mixed[m][a] += value }
                spreads.append(spread)
                residuals.append(residual)
                designs.append(design)
            }
            addPairs(solved, spreads, residuals, designs)
            for m in 0..<count { addBends(block, solved, m) }
        }

        private mutating func addPairs(
            _ solved: MultilevelSolution.Block, _ spreads: [Matrix], _ residuals: [[Double]], _ designs: [Matrix]
        ) {
            for m in 0..<count {
                let weightedResidual = solved.weight * residuals[m]
                let weightedDesign = solved.weight * designs[m]
                for n in 0...m {
                    let (a, b) = (spreads[m], spreads[n])
                    var sum = 0.0
                    for i in 0..<a.rows { for j in 0..<a.rows { sum += a[i, j] * b[j, i] } }
                    products[m, n] += sum
                    squares[m, n] += dot(weightedResidual, residuals[n])
                    outer[m, n] += contracted(designs[n].transposed * weightedDesign)
                }
            }
        }

        private mutating func addBends(_ block: MultilevelBlock, _ solved: MultilevelSolution.Block, _ m: Int) {
            let place = solution.kernel.places[m]
            guard let curved = curvatures[place.term] else { return }
            for n in 0...m where solution.kernel.places[n].term == place.term {
                let bend = curved[place.parameter][solution.kernel.places[n].parameter]
                let residual = block.spread(bend, term: place.term, times: solved.weightedResiduals)
                let trace = block.trace(bend, term: place.term, with: solved.weight)
                let design = block.spread(bend, term: place.term, times: solved.weightedDesign)
                bends[m, n] += 0.5 * (dot(solved.weightedResiduals, residual) - trace)
                restrictedBends[m, n] += 0.5 * contracted(solved.weightedDesign.transposed * design)
            }
        }

        /// tr (Z′WZ)⁻¹A.
        private func contracted(_ a: Matrix) -> Double {
            var sum = 0.0
            for i in 0..<a.rows { for j in 0..<a.rows { sum += solution.inverse[i, j] * a[j, i] } }
            return sum
        }

        func finished(_ isRestricted: Bool) -> (score: [Double], expected: Matrix, observed: Matrix) {
            let turned = inner.map { solution.inverse * $0 }
            let score = (0..<count).map { m in
                0.5 * (forms[m] - traces[m] + (isRestricted ? contracted(inner[m]) : 0))
            }
            var expected = Matrix(rows: count, columns: count)
            var observed = expected
            for m in 0..<count {
                for n in 0...m {
                    var information = products[m, n]
                    if isRestricted {
                        information -= 2 * outer[m, n]
                        for a in 0..<turned[m].rows {
                            for b in 0..<turned[m].rows { information += turned[m][a, b] * turned[n][b, a] }
                        }
                    }
                    let square = squares[m, n] - dot(mixed[m], solution.inverse * mixed[n])
                    let bend = bends[m, n] + (isRestricted ? restrictedBends[m, n] : 0)
                    expected[m, n] = 0.5 * information
                    observed[m, n] = square - 0.5 * information - bend
                    (expected[n, m], observed[n, m]) = (expected[m, n], observed[m, n])
                }
            }
            return (score, expected, observed)
        }
    }
}
