/// Lines of a file in words: `line 4`, `lines 2-14, 16 and 18`.
enum LineWords {
    /// How many runs of lines are named before the others are counted.
    private static let runsShown = 8

    /// The words for lines in ascending order.
    static func of(_ lines: [Int]) -> String {
        var runs: [ClosedRange<Int>] = []
        for line in lines {
            if let last = runs.last, line <= last.upperBound + 1 {
                runs[runs.count - 1] = last.lowerBound...max(last.upperBound, line)
            } else {
                runs.append(line...line)
            }
        }
        let words = runs.prefix(runsShown).map { run in
            run.count == 1 ? "\(run.lowerBound)" : "\(run.lowerBound)-\(run.upperBound)"
        }
        let rest = runs.dropFirst(runsShown).reduce(0) { $0 + $1.count }
        let named = rest > 0 ? words + ["\(rest) more"] : words
        let text =
            named.count > 1
            ? "\(named.dropLast().joined(separator: ", ")) and \(named[named.count - 1])" : named.joined()
        return "\(lines.count == 1 ? "line" : "lines") \(text)"
    }
}
