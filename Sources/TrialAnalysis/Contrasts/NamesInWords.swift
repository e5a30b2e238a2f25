extension Array where Element: Hashable {
    /// Each of the values once, in the order in which they first stand.
    var once: [Element] { once(by: { $0 }) }
}

extension Array {
    /// The first of the values with each word, in their order.
    func once<Word: Hashable>(by word: (Element) -> Word) -> [Element] {
        var known: Set<Word> = []
        return filter { known.insert(word($0)).inserted }
    }
}

extension [String] {
    /// The first five, and how many more there are.
    var firstFive: String { prefix(5).joined(separator: ", ") + (count > 5 ? " and \(count - 5) more" : "") }
}
