extension Array where Element: Equatable {
    /// Each of the values once, in the order in which they first stand.
    var once: [Element] { once(by: { $0 }) }
}

extension Array {
    /// The first of the values with each word, in their order.
    func once(by word: (Element) -> some Equatable) -> [Element] {
        reduce(into: []) { list, value in
            let own = word(value)
            if !list.contains(where: { word($0) == own }) { list.append(value) }
        }
    }
}

extension [String] {
    /// The first five, and how many more there are.
    var firstFive: String { prefix(5).joined(separator: ", ") + (count > 5 ? " and \(count - 5) more" : "") }
}
