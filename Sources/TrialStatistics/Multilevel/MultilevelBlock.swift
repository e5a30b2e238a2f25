import TrialNumerics

/// Rows that depend on each other, with what the likelihood needs of them; prepared once a model.
struct MultilevelBlock: Sendable {
    /// Rows of one outer level of one term: local positions and inner levels.
    struct Group: Sendable {
        let positions: [Int]
        let inner: [Int]
    }

    /// The rows in the model, ascending.
    let rows: [Int]
    /// Their sampling covariance.
    let sampling: Matrix
    /// Their rows of the orthonormal design.
    let design: Matrix
    /// Their estimates.
    let estimates: [Double]
    /// For each term its groups of rows.
    let groups: [[Group]]

    var count: Int { rows.count }

    /// The blocks of a model.
    static func blocks(of model: MultilevelModel) -> [MultilevelBlock] {
        let sets = model.connections.sets
        var place = Array(repeating: 0, count: model.rows)
        var member = place
        for (number, rows) in sets.enumerated() {
            for (position, row) in rows.enumerated() { (member[row], place[row]) = (number, position) }
        }
        var sampling = sets.map { rows in Matrix(diagonal: rows.map { model.covariance.variances[$0] }) }
        for block in model.covariance.blocks {
            let number = member[block.rows[0]]
            for (i, a) in block.rows.enumerated() {
                for (j, b) in block.rows.enumerated() where i != j {
                    sampling[number][place[a], place[b]] = block.matrix[i, j]
                }
            }
        }
        return sets.indices.map { number in
            let rows = sets[number]
            return MultilevelBlock(
                rows: rows, sampling: sampling[number],
                design: rows.isEmpty
                    ? Matrix(rows: 0, columns: 0) : Matrix(rows.map { model.linear.basis.columns.row($0) }),
                estimates: rows.map { model.estimates[$0] },
                groups: model.terms.map { Self.groups($0, rows) })
        }
    }

    private static func groups(_ term: RandomTerm, _ rows: [Int]) -> [Group] {
        var positions: [Int: [Int]] = [:]
        for (position, row) in rows.enumerated() { positions[term.level[row], default: []].append(position) }
        return positions.keys.sorted().map { level in
            let members = positions[level] ?? []
            return Group(positions: members, inner: members.map { term.inner[rows[$0]] })
        }
    }

    /// V + Σ G of the block.
    func marginal(_ structures: [Matrix]) -> Matrix {
        var total = sampling
        for (term, g) in structures.enumerated() {
            for group in groups[term] {
                for (i, a) in group.positions.enumerated() {
                    for (j, b) in group.positions.enumerated() { total[a, b] += g[group.inner[i], group.inner[j]] }
                }
            }
        }
        return total
    }

    /// D x for the matrix D that `inner`, over the inner levels of `term`, spans over the rows.
    func spread(_ inner: Matrix, term: Int, times x: [Double]) -> [Double] {
        var result = Array(repeating: 0.0, count: x.count)
        for group in groups[term] {
            for (i, a) in group.positions.enumerated() {
                for (j, b) in group.positions.enumerated() {
                    result[a] += inner[group.inner[i], group.inner[j]] * x[b]
                }
            }
        }
        return result
    }

    /// D A for the same D.
    func spread(_ inner: Matrix, term: Int, times a: Matrix) -> Matrix {
        var result = Matrix(rows: a.rows, columns: a.columns)
        for group in groups[term] {
            if inner.rows == 1 {
                addSum(group, inner[0, 0], a, &result)
                continue
            }
            for (i, row) in group.positions.enumerated() {
                for (j, other) in group.positions.enumerated() {
                    let factor = inner[group.inner[i], group.inner[j]]
                    if factor == 0 { continue }
                    for c in 0..<a.columns { result[row, c] += factor * a[other, c] }
                }
            }
        }
        return result
    }

    /// The same for a plain random effect: every row of the group gets the sum of its rows.
    private func addSum(_ group: Group, _ factor: Double, _ a: Matrix, _ result: inout Matrix) {
        for c in 0..<a.columns {
            var sum = 0.0
            for row in group.positions { sum += a[row, c] }
            for row in group.positions { result[row, c] = factor * sum }
        }
    }

    /// tr(D A) for the same D and a symmetric A.
    func trace(_ inner: Matrix, term: Int, with a: Matrix) -> Double {
        var sum = 0.0
        for group in groups[term] {
            for (i, row) in group.positions.enumerated() {
                for (j, other) in group.positions.enumerated() {
                    sum += inner[group.inner[i], group.inner[j]] * a[row, other]
                }
            }
        }
        return sum
    }
}
