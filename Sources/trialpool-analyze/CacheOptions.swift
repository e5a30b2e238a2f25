import ArgumentParser
import Foundation
import TrialAnalysis

struct CacheOptions: ParsableArguments {
    @Option(name: .customLong("cache"), help: "The result cache, an SQLite file.")
    var path: String?

    @Flag(name: .customLong("no-cache"), help: "Compute everything, read and store nothing.")
    var isOff = false

    /// The path in force: the option, else the user's cache folder.
    var location: String {
        if let path { return path }
        let environment = ProcessInfo.processInfo.environment
        let folder = environment["XDG_CACHE_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? "\(NSHomeDirectory())/.cache"
        return "\(folder)/trialpool/results.sqlite"
    }

    func open() throws -> ResultCache? { isOff ? nil : try ResultCache(path: location) }
}
