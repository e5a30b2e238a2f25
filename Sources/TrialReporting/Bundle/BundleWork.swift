import TrialNumerics

/// Files of a bundle that are made apart from all others, by name.
struct BundleWork: Sendable {
    let make: @Sendable () throws -> [String: [UInt8]]

    init(_ make: @escaping @Sendable () throws -> [String: [UInt8]]) { self.make = make }
}

extension [BundleWork] {
    /// The files of all, made side by side on all processors; the bytes are the same on one.
    ///
    /// - Throws: The error of the first that fails, in their order.
    func files() throws -> [String: [UInt8]] {
        let made = try ParallelMap.map(count) { place in try self[place].make() }
        return made.reduce(into: [:]) { files, part in files.merge(part) { _, last in last } }
    }
}
