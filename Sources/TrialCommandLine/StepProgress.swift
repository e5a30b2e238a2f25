import Foundation

/// Tells a person what a program is doing, on standard error; silent with `--quiet`.
public struct StepProgress: Sendable {
    private let total: Int?
    private let isQuiet: Bool

    /// Creates a progress of `total` steps; nil where nobody knows how many there will be.
    public init(steps total: Int? = nil, isQuiet: Bool = false) {
        self.total = total
        self.isQuiet = isQuiet
    }

    /// Says that step `number` (from 1) was done, and what came of it.
    public func done(_ number: Int, _ what: String) {
        guard !isQuiet else { return }
        guard let total else { return Terminal.error("[\(number)] \(what)") }
        let width = String(total).count
        let padded = String(repeating: " ", count: max(0, width - String(number).count)) + String(number)
        Terminal.error("[\(padded)/\(total)] \(what)")
    }
}
