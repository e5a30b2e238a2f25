/// Which of k rows hang together, directly or through others: disjoint sets that are joined one by one.
struct RowConnections {
    private var parent: [Int]

    /// Rows that all stand alone.
    init(count: Int) { parent = Array(0..<count) }

    /// Rows that hang together where their labels are equal.
    init<Label: Hashable>(labels: [Label]) {
        self.init(count: labels.count)
        var first: [Label: Int] = [:]
        for (row, label) in labels.enumerated() {
            if let known = first[label] { connect([known, row]) } else { first[label] = row }
        }
    }

    /// Joins the sets of all `rows`.
    mutating func connect(_ rows: [Int]) {
        guard let first = rows.first else { return }
        for row in rows.dropFirst() {
            let (a, b) = (root(first), root(row))
            // The smaller row leads, so that sets come in the order of their first rows.
            parent[max(a, b)] = min(a, b)
        }
    }

    private mutating func root(_ row: Int) -> Int {
        var top = row
        while parent[top] != top { top = parent[top] }
        var at = row
        while parent[at] != top { (at, parent[at]) = (parent[at], top) }
        return top
    }

    /// For each row the number of its set, in the order of first rows.
    var numbered: [Int] {
        var copy = self
        var number: [Int: Int] = [:]
        return parent.indices.map { row in
            let top = copy.root(row)
            if let known = number[top] { return known }
            number[top] = number.count
            return number.count - 1
        }
    }

    /// The rows of each set, ascending.
    var sets: [[Int]] {
        let numbers = numbered
        var result: [[Int]] = Array(repeating: [], count: (numbers.max() ?? -1) + 1)
        for (row, number) in numbers.enumerated() { result[number].append(row) }
        return result
    }
}
