extension [String] {
    /// Each of the names once, in the order in which they first stand.
    var once: [String] { reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }

    /// The first five, and how many more there are.
    var firstFive: String { prefix(5).joined(separator: ", ") + (count > 5 ? " and \(count - 5) more" : "") }
}
