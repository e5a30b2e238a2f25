import ArgumentParser
import Foundation

/// Where what was made before is remembered.
public struct CacheOptions: ParsableArguments {
    /// The file, where one is named.
    @Option(name: .customLong("cache"), help: "The result cache, an SQLite file.")
    public var path: String?

    /// Whether nothing is remembered.
    @Flag(name: .customLong("no-cache"), help: "Compute everything, read and store nothing.")
    public var isOff = false

    /// Creates the options with their defaults.
    public init() {}

    /// The path in force: the option, else the user's cache folder.
    public var location: String {
        if let path { return path }
        let environment = ProcessInfo.processInfo.environment
        let folder = environment["XDG_CACHE_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? "\(NSHomeDirectory())/.cache"
        return "\(folder)/trialpool/results.sqlite"
    }

    /// What `open` makes of the place; nil without a cache, also where that fails: then one line says so, and the program goes on.
    public func open<Cache>(for program: String, _ open: (_ path: String) throws -> Cache) -> Cache? {
        guard !isOff else { return nil }
        do { return try open(location) } catch {
            Terminal.error("\(program): warning: \(error); answered without a cache")
            return nil
        }
    }
}
